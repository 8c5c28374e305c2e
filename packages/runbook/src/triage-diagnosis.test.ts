import { Proof } from "@firebreak/incident";
import { expect, test } from "vitest";
import { proposeAnswers } from "./triage.ts";
import type { DiagnosisFacts } from "./triage-diagnosis.ts";

const ms = (time: string) => Date.parse(`2026-01-31T${time}.000Z`);
const UNGROUNDED = { signal: "ungrounded-rate", title: "Ungrounded answers" };
const PROMPT: DiagnosisFacts["changes"][number] = {
  change: {
    changeId: "lineage:prompt:refunds@41",
    title: "Prompt refunds@41",
    artefact: "prompt",
    version: "refunds@41",
    previous: "refunds@40",
    effectiveAt: ms("13:35:29"),
  },
  score: 0.91,
  reasons: ["first served 41 s before the onset", "Records with it: 38 % bad, without: 1.8 %.", "a third one"],
};
const INDEX: DiagnosisFacts["changes"][number] = {
  change: {
    ...PROMPT.change,
    changeId: "json/index/118",
    artefact: null,
    version: null,
    title: "Index v118",
    effectiveAt: ms("12:58:00"),
  },
  score: 0.05,
  reasons: ["38 min before the onset"],
};
const DE_PRO: DiagnosisFacts["segments"][number] = {
  segment: {
    conditions: [
      { dimension: "tier", value: "pro" },
      { dimension: "language", value: "de" },
    ],
  },
  trafficShare: 0.061,
  requestsPerMinute: 42,
  bad: 382,
  total: 1000,
  rate: 0.382,
  restRate: 0.018,
  harmShare: 0.41,
  low: 0.35,
  high: 0.41,
  confidence: 0.999,
  ratio: 21.2,
};
const KEY = "language=de ∧ tier=pro";
const diagnosis = (change: Partial<DiagnosisFacts> = {}): DiagnosisFacts => ({
  harmSignal: UNGROUNDED.signal,
  harmTitle: UNGROUNDED.title,
  onset: {
    at: ms("13:36:10"),
    low: ms("13:35:50"),
    high: ms("13:36:30"),
    signal: UNGROUNDED,
    before: "1.8 %",
    after: "38.0 %",
  },
  changes: [PROMPT, INDEX],
  segments: [DE_PRO],
  affected: { requests: 6200, bad: 932, excess: { value: 821.4, low: 764.2, high: 879 }, conversations: 704, people: 655 },
  ...change,
});
const propose = (change: Partial<DiagnosisFacts> = {}, outside: Parameters<typeof proposeAnswers>[0]["outside"] = []) =>
  proposeAnswers({
    impactStartedAt: "2026-01-31T13:30:00.000Z",
    changes: [],
    outside,
    segments: [],
    diagnosis: diagnosis(change),
  });

test("[RB35] with a diagnosis the four questions are answered from it, each with its proofs", () => {
  const segment = { kind: "segment", label: KEY, ref: KEY };
  const signal = { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" };
  expect(propose()).toEqual({
    "what-changed": {
      answer:
        "prompt refunds@41 (before: refunds@40), 13:35:29 UTC. First served 41 s before the onset. Records with it: 38 % bad, without: 1.8 %. The best fitting change, not yet the cause.",
      proofs: [{ kind: "change", label: "prompt refunds@41 13:35:29", ref: "lineage:prompt:refunds@41" }],
    },
    when: { answer: "13:36:10 UTC ± 20 s: Ungrounded answers went from 1.8 % to 38.0 %.", proofs: [signal] },
    "who-is-impacted": {
      answer: `Segment ${KEY}: 6.1 % of traffic and 41 % of bad outcomes by “Ungrounded answers”, 21 times the rate of the rest. 932 requests in 704 conversations of 655 people hit since 13:36:10 UTC.`,
      proofs: [segment],
    },
    "how-bad": {
      answer: `About 821 bad outcomes by “Ungrounded answers” more than usual since 13:36:10 UTC (95 %: 764 to 879); 932 of 6,200 requests in all. 38 % in ${KEY} against 1.8 % in the rest (382 of 1,000 seen).`,
      proofs: [signal, segment],
    },
  });
});

test("[RB36] when: the change point with its uncertainty, and what left its envelope since", () => {
  const at = (low: string, high: string) =>
    propose({ onset: { ...diagnosis().onset, low: ms(low), high: ms(high) } }).when?.answer;
  expect(at("13:32:10", "13:40:00")).toContain("13:36:10 UTC ± 4 min: ");
  expect(at("13:30:00", "13:36:30")).toContain("13:36:10 UTC (95 % between 13:30:00 and 13:36:30): ");
  const success = { signal: "task-success", title: "Task success", since: ms("13:38:30") };
  const { answer, proofs } = propose({}, [success, { ...UNGROUNDED, since: ms("13:37:00") }]).when ?? { answer: "", proofs: [] };
  expect(answer).toMatch(/Outside their envelopes: Ungrounded answers since 13:37:00, Task success since 13:38:30\.$/);
  expect(proofs.map((proof) => proof.ref)).toEqual(["ungrounded-rate", "task-success"]);
});

test("[RB36] where no signal shows the onset, what left its envelope first answers, else nobody", () => {
  const onset = { ...diagnosis().onset, signal: null, before: null, after: null };
  expect(propose({ onset }).when).toBeNull();
  const success = { signal: "task-success", title: "Task success", since: ms("13:38:30") };
  expect(propose({ onset }, [success]).when?.answer).toBe("Task success left its envelope at 13:38:30 UTC.");
});

test("[RB37] what changed: a change that fits nearly as well is named too, one that does not fit is not", () => {
  const near = { ...INDEX, score: 0.8 };
  expect(propose({ changes: [PROMPT, near] })["what-changed"]).toMatchObject({
    answer: expect.stringMatching(/not yet the cause\. Index v118 fits nearly as well\.$/),
    proofs: [{ ref: "lineage:prompt:refunds@41" }, { ref: "json/index/118", label: "Index v118 12:58:00" }],
  });
  expect(propose({ changes: [INDEX] })["what-changed"]).toBeNull();
});

test("[RB38] who and how bad: without a sure segment all traffic, where there is more harm than usual; else nobody says", () => {
  const unsure = { ...DE_PRO, confidence: 0.6 };
  const spread = propose({ segments: [unsure] });
  expect(spread["who-is-impacted"]).toEqual({
    answer: "All traffic: no segment stands out. 932 requests in 704 conversations of 655 people hit since 13:36:10 UTC.",
    proofs: [{ kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" }],
  });
  expect(spread["how-bad"]?.answer).not.toContain(KEY);
  const usual = { ...diagnosis().affected, excess: { value: 4, low: -3, high: 12 } };
  expect(propose({ segments: [unsure], affected: usual })).toMatchObject({ "who-is-impacted": null, "how-bad": null });
  // A row without a confidence is sure when it lies above the rest with certainty.
  const { confidence: _, ...bare } = DE_PRO;
  expect(propose({ segments: [bare], affected: usual })["how-bad"]?.answer).toBe(
    `38 % in ${KEY} against 1.8 % in the rest (382 of 1,000 seen).`,
  );
  expect(propose({ segments: [{ ...bare, low: 0.01 }], affected: usual })["how-bad"]).toBeNull();
});

test("[RB38] people are counted where the service tells them apart", () => {
  const hit = (affected: Partial<DiagnosisFacts["affected"]>) =>
    propose({ segments: [], affected: { ...diagnosis().affected, ...affected } })["who-is-impacted"]?.answer;
  expect(hit({ people: null })).toContain(" 932 requests in 704 conversations hit since ");
  expect(hit({ people: 1, conversations: 0, bad: 1 })).toContain(" 1 request of 1 person hit since ");
});

test("[RB16] proofs of a diagnosis fit the log however long names are", () => {
  const change = { ...PROMPT.change, version: "v".repeat(900), changeId: "c".repeat(900) };
  const answers = propose({
    changes: [{ ...PROMPT, change, reasons: ["r".repeat(9000)] }],
    harmTitle: "t".repeat(900),
    segments: [{ ...DE_PRO, segment: { conditions: [{ dimension: "tenant", value: "t".repeat(900) }] } }],
  });
  const all = Object.values(answers).flatMap((answer) => (answer ? [answer] : []));
  expect(all).toHaveLength(4);
  for (const { answer, proofs } of all) {
    expect(answer.length).toBeLessThanOrEqual(4000);
    for (const proof of proofs) expect(Proof.parse(proof)).toEqual(proof);
  }
});
