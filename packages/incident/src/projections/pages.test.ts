import { expect, test } from "vitest";
import type { IncidentEvent } from "../event.ts";
import { active, closed, THEN } from "../testing/given.ts";
import {
  ADA,
  CLOSED,
  DECLARED,
  IMPACT,
  IN_LEARN,
  IN_RECOVER,
  isolated,
  measured,
  RELEASED,
  segment,
  sent,
  toCustomers,
  toExecutives,
  toSupport,
} from "../testing/samples.ts";
import { executiveView } from "./executive.ts";
import { statusOf } from "./status.ts";
import { summarise } from "./summary.ts";
import { supportView } from "./support.ts";

const other = isolated({ containmentId: "k-2", segment: segment({ tier: "free" }) });
const label = (...events: readonly IncidentEvent[]) => statusOf(active(DECLARED, ...events)).label;

test("[IV1] “contained” is said only while an active containment is measured to be effective, and none to make it worse", () => {
  expect(label()).toBe("Active, not contained");
  expect(label(isolated())).toBe("Containment in progress");
  expect(label(isolated(), measured())).toBe("Contained, not yet fixed");
  expect(label(isolated(), measured(), other)).toBe("Contained, not yet fixed");
  expect(label(isolated(), measured({ verdict: "no-effect" }))).toBe("Active, not contained");
  expect(label(isolated(), measured(), other, measured({ verdict: "worse" }, "k-2"))).toBe("Active, not contained");
  expect(label(isolated(), measured(), RELEASED)).toBe("Active, not contained");
});

test("[IV2] later phases have labels of their own, and only a verified recovery is green", () => {
  expect(statusOf(active(DECLARED, IN_RECOVER))).toEqual({ label: "Recovering, being watched", tone: "attention" });
  expect(statusOf(active(DECLARED, IN_LEARN))).toEqual({ label: "Recovered, in review", tone: "verified" });
  expect(statusOf(closed(DECLARED, IN_LEARN, CLOSED))).toEqual({ label: "Closed", tone: "neutral" });
  expect(statusOf(active(DECLARED)).tone).toBe("harm");
});

test("[IV3] a row of the list says who commands, how much is isolated, and which update is due first", () => {
  expect(summarise("INC-7", 3, active(DECLARED, isolated(), other))).toEqual({
    incidentId: "INC-7",
    seq: 3,
    title: DECLARED.title,
    service: "support-assistant",
    incidentClass: "model",
    severity: "SEV1",
    situation: "active",
    phase: "contain",
    drill: false,
    declaredAt: THEN,
    impactStartedAt: DECLARED.impactStartedAt,
    commander: ADA.name,
    activeContainments: 2,
    nextUpdateDueAt: "2026-01-31T14:30:00.000Z",
    lastEventAt: THEN,
  });
  expect(summarise("INC-7", 3, closed(DECLARED, IN_LEARN, CLOSED))).toMatchObject({ situation: "closed", phase: null });
});

test("[IV4] no update is owed in review or after closing", () => {
  for (const state of [active(DECLARED, IN_LEARN), closed(DECLARED, IN_LEARN, CLOSED)]) {
    expect(summarise("INC-7", 3, state).nextUpdateDueAt).toBeNull();
    expect(executiveView("INC-7", 3, state).nextUpdateDueAt).toBeNull();
    expect(supportView("INC-7", 3, state).nextUpdateDueAt).toBeNull();
  }
});

test("[IV5] before the first update executives read the log's facts, without any estimate", () => {
  expect(executiveView("INC-7", 4, active(DECLARED, isolated(), measured()))).toEqual({
    incidentId: "INC-7",
    seq: 4,
    title: DECLARED.title,
    drill: false,
    severity: "SEV1",
    status: { label: "Contained, not yet fixed", tone: "attention" },
    declaredAt: THEN,
    impactStartedAt: DECLARED.impactStartedAt,
    lastChangeAt: THEN,
    impactFigure: { value: "6.1 %", of: "of traffic, in language=de ∧ tier=pro" },
    customerImpact: "Customer harm: high. System degradation: low.",
    risk: "Financial loss: medium. Regulatory exposure: none known.",
    mitigation: "language=de ∧ tier=pro answers from documents only since 14:00 UTC; bad outcomes there fell, 38 % → 3 %.",
    expected: null,
    nextUpdateDueAt: "2026-01-31T14:30:00.000Z",
    updates: [],
  });
});

test("[IV6] the shares of two segments are not added, and what has no effect is said to have none", () => {
  const view = executiveView(
    "INC-7",
    4,
    active(DECLARED, isolated(), other, measured({ verdict: "no-effect" }), measured({ verdict: "worse" }, "k-2")),
  );
  expect(view.impactFigure).toBeNull();
  expect(view.mitigation).toContain("no effect was measured, 38 % → 3 %.");
  expect(view.mitigation).toContain("bad outcomes there rose");
  expect(executiveView("INC-7", 1, active(DECLARED)).mitigation).toBe("Nothing is isolated yet.");
  expect(executiveView("INC-7", 2, active(DECLARED, isolated())).mitigation).toContain("the effect is being measured");
});

test("[IV7] from the first update on executives read the newest one, and the list of all with what each said that was new", () => {
  const first = toExecutives({ status: "An incident team is working on it." });
  const second = toExecutives({ status: "Isolating the affected customers.", risk: "Financial: medium." });
  const view = executiveView("INC-7", 9, active(DECLARED, sent(first), sent(second, 2, "2026-01-31T15:00:00.000Z"), isolated()));
  expect(view).toMatchObject({
    impactFigure: second.impactFigure,
    customerImpact: second.customerImpact,
    risk: "Financial: medium.",
    mitigation: second.mitigation,
    expected: null,
    nextUpdateDueAt: "2026-01-31T15:00:00.000Z",
  });
  expect(view.updates).toEqual([
    { at: THEN, text: "Isolating the affected customers." },
    { at: THEN, text: `${first.whatHappened} An incident team is working on it.` },
  ]);
});

test("[IV8] an executive's page holds nothing of the log but its own: no notes, hypotheses, people or words for others", () => {
  const note = { type: "NoteAdded" as const, text: "SECRET", proofs: [] };
  const triage = { type: "TriageQuestionAnswered" as const, question: "how-bad" as const, answer: "SECRET", proofs: [] };
  const state = active(
    DECLARED,
    note,
    triage,
    sent(toCustomers({ status: "SECRET" })),
    sent(toSupport({ whoIsAffected: "SECRET" })),
  );
  const text = JSON.stringify(executiveView("INC-7", 5, state));
  expect(text).not.toContain("SECRET");
  expect(text).not.toContain(ADA.name);
});

test("[IV9] support reads the newest guidance; a talking point is marked unless the version before said the same words", () => {
  expect(supportView("INC-7", 1, active(DECLARED)).guidance).toBeNull();
  const kept = { when: "If asked whether it is fixed", say: "We are working on it." };
  const first = toSupport({ talkingPoints: [kept, { when: "If asked when", say: "We do not know." }] });
  const second = toSupport({ talkingPoints: [kept, { when: "If asked when", say: "The next update is at 14:45." }] });
  expect(supportView("INC-7", 3, active(DECLARED, sent(first), sent(second, 2))).guidance).toEqual({
    version: 2,
    approvedAt: THEN,
    approvedBy: "The commander",
    talkingPoints: [
      { ...kept, changed: false },
      { when: "If asked when", say: "The next update is at 14:45.", changed: true },
    ],
    doNotSay: second.doNotSay,
    whoIsAffected: second.whoIsAffected,
    workaround: second.workaround,
    escalateWhen: second.escalateWhen,
  });
});

test("[IV10] support sees open questions first, longest waiting on top", () => {
  const ask = (questionId: string) => ({ type: "QuestionAsked" as const, questionId, text: `${questionId}?` });
  const state = active(DECLARED, ask("q-1"), ask("q-2"), ask("q-3"), {
    type: "QuestionAnswered",
    questionId: "q-1",
    answer: "No.",
  });
  expect(supportView("INC-7", 5, state).questions.map((question) => [question.questionId, question.answer])).toEqual([
    ["q-2", null],
    ["q-3", null],
    ["q-1", { text: "No.", at: THEN }],
  ]);
});

test("[IV11] grades are words a reader understands", () => {
  const unknown = { ...DECLARED, impact: { ...IMPACT, customerHarm: "unknown" as const } };
  expect(executiveView("INC-7", 1, active(unknown)).customerImpact).toBe(
    "Customer harm: not known yet. System degradation: low.",
  );
});
