import { SIGNALS } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import { expectationText, rangeText } from "./signalText.ts";

describe("what a signal is expected to be, in words", () => {
  it("says a unit once", () => {
    expect([
      rangeText("share", 0.012, 0.03),
      rangeText("usd", 0.0036, 0.0044),
      rangeText("seconds", 1.2, 1.9),
      rangeText("index", 0.02, 0.31),
      rangeText("per-minute", 9, 12),
    ]).toEqual(["1.2–3.0 %", "$0.0036–0.0044", "1.20–1.90 s", "0.020–0.310", "9.0–12 /min"]);
  });

  it("shows an agreed limit before the band that was learnt, and the learning before there is a band", () => {
    const [learnt, limited] = SIGNALS;
    if (!learnt || !limited) throw new Error("the catalogue is empty");
    const band = { kind: "band", low: 0.9, high: 1 } as const;
    expect([
      expectationText({ envelope: band }, { ...limited, limit: { op: "≥", value: 0.92 }, objective: null }),
      expectationText({ envelope: band }, { ...learnt, unit: "share", limit: null, baseline: true }),
      expectationText(
        { envelope: { kind: "learning", bucketsSeen: 3, bucketsNeeded: 12 } },
        { ...learnt, limit: null, baseline: true },
      ),
      expectationText({ envelope: band }, { ...learnt, limit: null, baseline: false, kind: "quantile" }),
      expectationText({ envelope: band }, { ...learnt, limit: null, baseline: false, kind: "distance" }),
    ]).toEqual(["limit ≥ 92 %", "env 90.0–100.0 %", "learning · 3 of 12", "no band", "vs. reference"]);
  });
});
