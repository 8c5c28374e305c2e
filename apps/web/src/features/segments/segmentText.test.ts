import type { Effect } from "@firebreak/incident";
import { SIGNALS } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import { effectText, harmSignal, harmSignalOf, harmSignals, pickedSegment } from "./segmentText.ts";

const effect: Effect = {
  signal: "ungrounded-rate",
  segmentBefore: { bad: 382, total: 1000 },
  segmentAfter: { bad: 3, total: 100 },
  restBefore: { bad: 18, total: 1000 },
  restAfter: { bad: 2, total: 100 },
  difference: -0.352,
  low: -0.39,
  high: -0.3,
  verdict: "effective",
  beforeSeconds: 300,
  afterSeconds: 120,
};

describe("segments in words", () => {
  it("state an effect as before → after with its interval in points", () => {
    expect(effectText(effect)).toEqual({
      change: "38.2 % → 3.0 %",
      interval: "−35.2 points (95 %: −39.0 to −30.0)",
    });
    expect(effectText({ ...effect, segmentAfter: { bad: 0, total: 0 } }).change).toBe("38.2 % → –");
  });

  it("take the harm signal from what detected the incident, where segments can be compared by it", () => {
    const choices = harmSignals(SIGNALS);
    expect([
      harmSignalOf({ kind: "signal", ref: "override-rate" }, choices),
      harmSignalOf({ kind: "signal", ref: "latency-p95" }, choices),
      harmSignalOf(null, choices),
      harmSignalOf(null, [{ id: "null-rate", head: "Null rate", bad: "null rate" }]),
      harmSignalOf(null, []),
    ]).toEqual(["override-rate", "latency-p95", "ungrounded-rate", "null-rate", "ungrounded-rate"]);
    expect(choices.find(({ id }) => id === "latency-p95")).toMatchObject({ bad: "requests with latency above 2.00 s" });
    expect(choices.some(({ id }) => id === "request-rate" || id === "latency-p50")).toBe(false);
  });

  it("call a signal that has no words of its own by its title", () => {
    expect([
      harmSignal({ id: "ungrounded-rate", title: "Ungrounded answers", badDirection: "up" }),
      harmSignal({ id: "refusal-rate", title: "Refusals", badDirection: "up" }),
      harmSignal({ id: "click-through", title: "CTR", badDirection: "down" }),
    ]).toEqual([
      { id: "ungrounded-rate", head: "Ungrounded", bad: "ungrounded answers" },
      { id: "refusal-rate", head: "Refusals", bad: "refusals" },
      { id: "click-through", head: "Without: CTR", bad: "records without CTR" },
    ]);
  });

  it("make a segment of what was picked by hand, and none of nothing", () => {
    expect(pickedSegment({ language: "de", tier: "" })).toEqual({ conditions: [{ dimension: "language", value: "de" }] });
    expect(pickedSegment({ language: "" })).toBeNull();
  });
});
