import { expect, test } from "vitest";
import { LIMITS } from "../limits.ts";
import { active, given, outcome, THEN } from "../testing/given.ts";
import { ADA, added, BO, DECLARED, evidence, hypothesis } from "../testing/samples.ts";

const status = (to: "open" | "investigating" | "supported" | "refuted" | "confirmed", reason = "") =>
  ({ type: "ChangeHypothesisStatus", hypothesisId: "h-1", status: to, reason }) as const;
const attached = (evidenceId: string, hypothesisId = "h-1") => ({
  ...evidence(evidenceId, hypothesisId),
  type: "EvidenceAttached" as const,
});

test("[IH1] a hypothesis is open when added, at the top or under one that is in the tree", () => {
  expect(given(DECLARED).when(hypothesis("h-1"))).toEqual({ ok: true, events: [added("h-1")] });
  expect(outcome(given(DECLARED, added("h-1")).when(hypothesis("h-2", "h-1")))).toEqual(["HypothesisAdded"]);
  expect(outcome(given(DECLARED).when(hypothesis("h-2", "h-1")))).toBe("HYPOTHESIS_PARENT_UNKNOWN");
  const { type: _, ...said } = added("h-1");
  expect(active(DECLARED, added("h-1")).hypotheses).toEqual([
    { ...said, status: "open", standing: null, owner: null, evidence: [] },
  ]);
});

test("[IH2] its id is its own", () => {
  expect(outcome(given(DECLARED, added("h-1")).when(hypothesis("h-1")))).toBe("HYPOTHESIS_EXISTS");
});

test("[IH3] the tree is four levels deep at most", () => {
  const three = [DECLARED, added("h-1"), added("h-2", "h-1"), added("h-3", "h-2")];
  expect(outcome(given(...three).when(hypothesis("h-4", "h-3")))).toEqual(["HypothesisAdded"]);
  expect(outcome(given(...three, added("h-4", "h-3")).when(hypothesis("h-5", "h-4")))).toBe("HYPOTHESIS_TOO_DEEP");
});

test("[IH4] the tree holds two hundred at most", () => {
  const full = Array.from({ length: LIMITS.hypotheses }, (_, index) => added(`h-${index}`));
  expect(outcome(given(DECLARED, ...full.slice(1)).when(hypothesis("new")))).toEqual(["HypothesisAdded"]);
  expect(outcome(given(DECLARED, ...full).when(hypothesis("new")))).toBe("HYPOTHESES_FULL");
});

test("[IH5] refuting and confirming need a reason; looking into it does not", () => {
  const room = given(DECLARED, added("h-1"));
  expect(outcome(room.when(status("refuted")))).toBe("STATUS_NEEDS_REASON");
  expect(outcome(room.when(status("confirmed", "  ")))).toBe("STATUS_NEEDS_REASON");
  expect(outcome(room.when(status("investigating")))).toEqual(["HypothesisStatusChanged"]);
  expect(room.when(status("refuted", "Null rate inside its envelope."))).toEqual({
    ok: true,
    events: [{ ...status("refuted", "Null rate inside its envelope."), type: "HypothesisStatusChanged", from: "open" }],
  });
});

test("[IH6] a status is changed to another one, and says who gave it and why", () => {
  expect(outcome(given(DECLARED, added("h-1")).when(status("open")))).toBe("NO_CHANGE");
  const refuted = { ...status("refuted", "Inside its envelope."), type: "HypothesisStatusChanged", from: "open" } as const;
  expect(active(DECLARED, added("h-1"), added("h-2"), refuted).hypotheses.map((one) => [one.status, one.standing])).toEqual([
    ["refuted", { reason: "Inside its envelope.", by: "The commander", at: THEN }],
    ["open", null],
  ]);
});

test("[IH7] what is not in the tree can be neither decided, nor given to someone, nor supported", () => {
  const room = given(DECLARED);
  expect(outcome(room.when(status("investigating")))).toBe("HYPOTHESIS_UNKNOWN");
  expect(outcome(room.when({ type: "AssignHypothesis", hypothesisId: "h-1", owner: BO }))).toBe("HYPOTHESIS_UNKNOWN");
  expect(outcome(room.when(evidence("e-1")))).toBe("HYPOTHESIS_UNKNOWN");
});

test("[IH8] a piece of evidence is attached once in the whole incident", () => {
  const room = given(DECLARED, added("h-1"), added("h-2"), attached("e-1"));
  expect(outcome(room.when(evidence("e-1", "h-2")))).toBe("EVIDENCE_EXISTS");
  expect(room.when(evidence("e-2"))).toEqual({ ok: true, events: [attached("e-2")] });
  const { type: _, hypothesisId, ...piece } = attached("e-1");
  expect(active(DECLARED, added("h-1"), attached("e-1")).hypotheses[0]).toMatchObject({
    hypothesisId,
    evidence: [{ ...piece, by: "The commander", at: THEN }],
  });
});

test("[IH9] fifty pieces hang on one hypothesis at most", () => {
  const full = Array.from({ length: LIMITS.evidencePerHypothesis }, (_, index) => attached(`e-${index}`));
  expect(outcome(given(DECLARED, added("h-1"), ...full.slice(1)).when(evidence("new")))).toEqual(["EvidenceAttached"]);
  expect(outcome(given(DECLARED, added("h-1"), ...full).when(evidence("new")))).toBe("EVIDENCE_FULL");
});

test("[IH10] somebody is on it, and can hand it over to somebody else", () => {
  const assign = (owner: typeof ADA) => ({ type: "AssignHypothesis", hypothesisId: "h-1", owner }) as const;
  const events = [DECLARED, added("h-1"), { ...assign(ADA), type: "HypothesisAssigned" as const }];
  expect(active(...events).hypotheses[0]?.owner).toEqual(ADA);
  expect(outcome(given(...events).when(assign(ADA)))).toBe("NO_CHANGE");
  expect(outcome(given(...events).when(assign(BO)))).toEqual(["HypothesisAssigned"]);
});
