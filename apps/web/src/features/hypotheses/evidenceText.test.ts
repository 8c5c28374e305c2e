import { Proof } from "@firebreak/incident";
import type { SegmentRow, SignalSeries } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import {
  checkSegment,
  checkSeries,
  isSameCheck,
  sayChange,
  sayLive,
  sayLook,
  sayNote,
  sayRecord,
  saySegment,
} from "./evidenceText.ts";

const SEGMENT = {
  conditions: [
    { dimension: "language", value: "de" },
    { dimension: "tier", value: "pro" },
  ],
};
const ROW: SegmentRow = {
  segment: SEGMENT,
  trafficShare: 0.061,
  requestsPerMinute: 60,
  bad: 38,
  total: 100,
  rate: 0.382,
  restRate: 0.018,
  harmShare: 0.41,
  low: 0.29,
  high: 0.48,
  ratio: 21.2,
  excess: 36,
  explained: 0.4,
  confidence: 0.999,
};
const series = (over: Partial<SignalSeries>): SignalSeries => ({
  signal: "ungrounded-rate",
  split: null,
  stepSeconds: 30,
  points: [],
  compared: null,
  current: 0.118,
  envelope: { kind: "band", low: 0.012, high: 0.03 },
  outsideSince: 1,
  standing: null,
  ...over,
});

describe("what is attached", () => {
  it("names the live query as a person would, and links to its signal and segment", () => {
    const check = { signal: "ungrounded-rate", segment: SEGMENT, expects: "differs" } as const;
    expect(sayLive(check, "Ungrounded answers")).toEqual({
      text: "Ungrounded answers in language=de ∧ tier=pro is worse than in the rest.",
      proofs: [
        { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
        { kind: "segment", label: "language=de ∧ tier=pro", ref: "language=de ∧ tier=pro" },
      ],
      live: check,
    });
  });
  it("says how far a change lies from the impact", () => {
    const at = Date.parse("2026-01-31T13:36:00.000Z");
    const change = { changeId: "c1", kind: "prompt", artefact: "prompt", version: "refunds@41", title: "", effectiveAt: at };
    expect(sayChange(change, at + 120_000).text).toBe("prompt refunds@41 took effect 2 min before impact began.");
    expect(sayChange({ ...change, artefact: null, title: "Rules 8" }, at - 30_000)).toEqual({
      text: "Rules 8 took effect 30 s after impact began.",
      proofs: [{ kind: "change", label: "refunds@41", ref: "c1" }],
      live: null,
    });
  });
  it("tells a segment with its figures, a request with the reason it was pinned for, a note with its link", () => {
    expect(saySegment(ROW, { bad: "ungrounded answers" }).text).toBe(
      "language=de ∧ tier=pro: 38.2 % ungrounded answers, 1.8 % in the rest; 41.0 % of the harm on 6.1 % of the traffic.",
    );
    const pinned = { requestId: "r-1", traceId: "", spanId: "s", servedAt: "", reason: "60 days invented", by: "", at: "" };
    expect([sayRecord("r-1", [pinned]).text, sayRecord("r-2", [pinned]).text]).toEqual([
      "60 days invented",
      "Request r-2 shows it.",
    ]);
    expect(sayNote("Seen.", "https://example.org/ticket/1").proofs).toEqual([
      { kind: "url", label: "example.org", ref: "https://example.org/ticket/1" },
    ]);
  });
  it("keeps what the log takes of names that are too long", () => {
    const long = "x".repeat(400);
    for (const { proofs } of [sayRecord(long, []), sayLive({ signal: "s", segment: null, expects: "inside" }, long)])
      for (const proof of proofs) expect(Proof.safeParse(proof).success).toBe(true);
  });
  it("takes what the machine saw on a signal: outside speaks for the layer, inside against it, learning not at all", () => {
    const look = { signal: "feature-null-rate", title: "Null rate", sentence: "Null rate 1.4 %, inside its envelope." } as const;
    expect(sayLook({ ...look, standing: "inside" })).toEqual({
      stance: "against",
      text: look.sentence,
      proofs: [{ kind: "signal", label: "Null rate", ref: "feature-null-rate" }],
      live: { signal: "feature-null-rate", segment: null, expects: "inside" },
    });
    expect(sayLook({ ...look, standing: "alarms" })?.stance).toBe("for");
    expect(sayLook({ ...look, standing: "learning" })).toBeNull();
  });
  it("tells whether two checks ask the same", () => {
    const check = { signal: "a", segment: SEGMENT, expects: "differs" } as const;
    const turned = { ...check, segment: { conditions: SEGMENT.conditions.toReversed() } };
    expect([isSameCheck(check, turned), isSameCheck(check, { ...check, expects: "same" })]).toEqual([true, false]);
  });
});

describe("what a check would say now", () => {
  it("compares a signal with its envelope", () => {
    expect(checkSeries(series({}), "share", "outside")).toEqual({
      holds: true,
      sentence: "Now 11.8 %, envelope 1.2 % – 3.0 %: outside.",
    });
    expect(checkSeries(series({ outsideSince: null }), "share", "outside").holds).toBe(false);
  });
  it("says so where nothing can be said", () => {
    const learning = { kind: "learning", bucketsSeen: 2, bucketsNeeded: 8 } as const;
    expect(checkSeries(series({ envelope: learning }), "share", "inside").holds).toBeNull();
    expect(checkSeries(series({ current: null }), "share", "inside").holds).toBeNull();
    expect(checkSegment({ ...ROW, total: 0 }, "same").holds).toBeNull();
  });
  it("calls a segment worse only where its whole interval lies above the rest", () => {
    expect(checkSegment(ROW, "differs")).toEqual({
      holds: true,
      sentence: "Now 38.2 % bad, 1.8 % in the rest: worse than the rest.",
    });
    expect(checkSegment({ ...ROW, low: 0.01 }, "differs").holds).toBe(false);
    expect(checkSegment({ ...ROW, low: 0.01 }, "same").holds).toBe(true);
  });
});
