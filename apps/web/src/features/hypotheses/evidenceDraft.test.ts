import type { SegmentRow, SignalDefinition } from "@firebreak/signals";
import { definitionOf } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import { type EvidenceDraft, type EvidenceSources, emptyDraft, saidOf, withSegment } from "./evidenceDraft.ts";

const LATENCY: SignalDefinition = { ...definitionOf("latency-p95"), kind: "quantile", limit: null };
const ROW: SegmentRow = {
  segment: { conditions: [{ dimension: "language", value: "de" }] },
  trafficShare: 0.1,
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
const SOURCES: EvidenceSources = {
  service: "support-assistant",
  impactStartedAt: 120_000,
  harm: { id: "ungrounded-rate", bad: "ungrounded answers" },
  definitions: [LATENCY, definitionOf("ungrounded-rate")],
  segments: [ROW],
  changes: [{ changeId: "c1", kind: "prompt", artefact: "prompt", version: "refunds@41", title: "", effectiveAt: 0 }],
  changesFault: null,
  pinned: [],
};
const draft = (over: Partial<EvidenceDraft>): EvidenceDraft => ({ ...emptyDraft(SOURCES), ...over });
const said = (over: Partial<EvidenceDraft>, written: string | null = null) => saidOf(draft(over), written, SOURCES);

describe("the evidence form", () => {
  it("begins with a live query of the harm", () => {
    expect(said({})).toMatchObject({ live: { signal: "ungrounded-rate", segment: null, expects: "outside" } });
    expect(emptyDraft({ ...SOURCES, definitions: [LATENCY] }).signal).toBe("latency-p95");
  });
  it("asks of a segment how it compares, on the side that was chosen", () => {
    const bad = withSegment(draft({}), "language=de");
    expect([bad.expects, withSegment({ ...bad, expects: "same" }, "").expects]).toEqual(["differs", "inside"]);
    expect(saidOf(bad, null, SOURCES)).toMatchObject({ live: { segment: ROW.segment, expects: "differs" } });
  });
  it("says what is missing, and what cannot be compared", () => {
    expect([
      said({ kind: "change" }),
      said({ kind: "segment" }),
      said({ kind: "record", requestId: " " }),
      said({ kind: "note" }),
      said({ kind: "note", link: "nowhere" }, "Seen."),
      said({ kind: "note", link: "javascript:alert(1)" }, "Seen."),
      said({ signal: "gone" }),
      said({ of: "language=xx", expects: "differs" }),
      said({ signal: "latency-p95", of: "language=de", expects: "differs" }),
    ]).toEqual([
      "Choose a change first.",
      "Choose a segment first.",
      "Choose a pinned request, or write a request id.",
      "Write what was seen.",
      "The link is not an address. It begins with https://.",
      "The link is not an address. It begins with https://.",
      "Choose a signal first.",
      "This segment is not measured any more. Choose another one.",
      `Segments cannot be compared by ${LATENCY.title}: choose a share, or a signal with a limit.`,
    ]);
  });
  it("keeps a person's own words over the generated ones, and does not attach nothing", () => {
    expect(said({ kind: "change", changeId: "c1" })).toMatchObject({
      text: "prompt refunds@41 took effect 2 min before impact began.",
    });
    expect(said({ kind: "change", changeId: "c1" }, " It dropped a line. ")).toMatchObject({
      text: "It dropped a line.",
      proofs: [{ kind: "change", ref: "c1" }],
    });
    expect(said({ kind: "change", changeId: "c1" }, "  ")).toBe("Write what was seen.");
  });
});
