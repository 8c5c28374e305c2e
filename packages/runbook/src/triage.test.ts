import { Proof } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";
import { expect, test } from "vitest";
import { proposeAnswers, type TriageFacts } from "./triage.ts";

const ms = (clock: string) => Date.parse(`2026-01-31T${clock}.000Z`);
const PROMPT = { at: ms("13:36:10"), artefact: "prompt", version: "refunds@41", previous: "refunds@40", trafficShare: 1 };
const INDEX = { at: ms("12:58:00"), artefact: "index", version: "v118", previous: "v117", trafficShare: 1 };
const UNGROUNDED = { signal: "ungrounded-rate", title: "Ungrounded answers", since: ms("13:38:00") };
const SUCCESS = { signal: "task-success", title: "Task success", since: ms("13:39:30") };

function row(conditions: Readonly<Record<string, string>>, change: Partial<SegmentRow> = {}): SegmentRow {
  return {
    segment: { conditions: Object.entries(conditions).map(([dimension, value]) => ({ dimension, value })) },
    trafficShare: 0.061,
    requestsPerMinute: 42,
    bad: 382,
    total: 1000,
    rate: 0.382,
    restRate: 0.018,
    harmShare: 0.41,
    low: 0.35,
    high: 0.41,
    ratio: 21.2,
    excess: 364,
    explained: 0.4,
    confidence: 0.999,
    ...change,
  };
}
const DE_PRO = row({ tier: "pro", language: "de" });
const ALL_DE = row({ language: "de" }, { trafficShare: 0.3, harmShare: 0.5, rate: 0.09, low: 0.08 });
const facts = (change: Partial<TriageFacts> = {}): TriageFacts => ({
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  changes: [INDEX, PROMPT],
  outside: [SUCCESS, UNGROUNDED],
  segments: [DE_PRO, ALL_DE],
  ...change,
});

test("[RB12] the four questions get an answer each, with what it leans on", () => {
  const segmentProof = { kind: "segment", label: "language=de ∧ tier=pro", ref: "language=de ∧ tier=pro" };
  expect(proposeAnswers(facts())).toEqual({
    "what-changed": {
      answer:
        "prompt refunds@41 (before: refunds@40), on 100 % of traffic, 2 min before the onset. The nearest change, not yet the cause. 1 earlier change in the day before.",
      proofs: [
        { kind: "change", label: "prompt refunds@41 13:36:10", ref: "prompt:refunds@41" },
        { kind: "change", label: "index v118 12:58:00", ref: "index:v118" },
      ],
    },
    when: {
      answer: "Ungrounded answers left its envelope at 13:38:00 UTC, then Task success at 13:39:30.",
      proofs: [
        { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
        { kind: "signal", label: "Task success", ref: "task-success" },
      ],
    },
    "who-is-impacted": {
      answer: "Segment language=de ∧ tier=pro: 6.1 % of traffic and 41 % of bad outcomes by “Ungrounded answers”.",
      proofs: [segmentProof],
    },
    "how-bad": {
      answer:
        "38 % in language=de ∧ tier=pro against 1.8 % in the rest (bad outcomes by “Ungrounded answers”; 382 of 1000 seen). About 16 a minute.",
      proofs: [segmentProof],
    },
  });
});

test("[RB13] what the data does not say stays unanswered", () => {
  const none = { "what-changed": null, when: null, "who-is-impacted": null, "how-bad": null };
  expect(proposeAnswers(facts({ changes: [], outside: [], segments: [] }))).toEqual(none);
  // Within chance of the rest, and without a single bad outcome.
  const unsure = [row({ tier: "free" }, { low: 0.01 }), row({ tier: "free" }, { bad: 0 })];
  expect(proposeAnswers(facts({ changes: [], outside: [], segments: unsure }))).toEqual(none);
});

test("[RB14] a change is proposed when it came before the onset, within a day, and replaced something", () => {
  const what = (change: Partial<TriageFacts["changes"][number]>) =>
    proposeAnswers(facts({ changes: [{ ...PROMPT, ...change }] }))["what-changed"]?.answer ?? null;
  expect(what({ at: ms("13:45:00") })).toBeNull();
  expect(what({ at: ms("13:38:30") })).toContain("at the onset");
  expect(what({ at: ms("11:38:00") })).toContain("2 h before the onset");
  expect(what({ at: ms("13:36:10") - 25 * 3_600_000 })).toBeNull();
  expect(what({ previous: null })).toBeNull();
});

test("[RB14] what was only announced is proposed by its title, and says so", () => {
  const policy = { changeId: "announced:7", title: "Refunds need a person", artefact: null, version: null, previous: null };
  const answer = proposeAnswers(facts({ changes: [INDEX, { ...policy, at: ms("13:36:00"), trafficShare: null }] }))[
    "what-changed"
  ];
  expect(answer?.answer).toMatch(
    /^Refunds need a person, announced, 2 min before the onset\. The nearest change, not yet the cause\./,
  );
  expect(answer?.proofs[0]).toEqual({ kind: "change", label: "Refunds need a person 13:36:00", ref: "announced:7" });
});

test("[RB15] without a signal outside its envelope the onset is what a person entered", () => {
  const answers = proposeAnswers(facts({ outside: [], changes: [INDEX] }));
  expect(answers["what-changed"]?.answer).toContain("38 min before the onset");
  expect(answers.when).toBeNull();
});

test("[RB16] proofs fit the log however long a version's name is", () => {
  const long = { ...PROMPT, version: "v".repeat(900) };
  const { proofs } = proposeAnswers(facts({ changes: [long], segments: [row({ tenant: "t".repeat(700) })] }))["what-changed"] ?? {
    proofs: [],
  };
  expect(proofs).toHaveLength(1);
  for (const proof of proofs) expect(Proof.parse(proof)).toEqual(proof);
});
