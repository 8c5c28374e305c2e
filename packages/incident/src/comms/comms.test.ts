import { expect, test } from "vitest";
import { LIMITS } from "../limits.ts";
import { active, closed, given, outcome, sentence, THEN } from "../testing/given.ts";
import {
  CLOSED,
  DECLARED,
  IN_LEARN,
  IN_RECOVER,
  send,
  sent,
  toCustomers,
  toExecutives,
  toLegal,
  toSupport,
} from "../testing/samples.ts";

const ask = (questionId: string) => ({ type: "AskQuestion", questionId, text: "Does this touch annual plans?" }) as const;
const asked = (questionId: string) => ({ ...ask(questionId), type: "QuestionAsked" as const });
const answer = (text: string) => ({ type: "AnswerQuestion", questionId: "q-1", answer: text }) as const;

test("[IM1] from the declaration each audience is owed its first update one cadence later", () => {
  const { audiences } = active(DECLARED);
  expect(Object.entries(audiences).map(([audience, desk]) => [audience, desk.cadenceMinutes, desk.dueAt.slice(11, 16)])).toEqual([
    ["executives", 30, "14:30"],
    ["support", 30, "14:30"],
    ["engineering", 30, "14:30"],
    ["customers", 60, "15:00"],
    ["legal", 60, "15:00"],
  ]);
});

test("[IM2] an update counts its audience's versions and says when the next one is due", () => {
  const content = toExecutives();
  const room = given(DECLARED, sent(toExecutives()), sent(toSupport()));
  expect(room.when(send(content, "u-9"))).toEqual({
    ok: true,
    events: [{ type: "UpdateSent", updateId: "u-9", content, version: 2, nextUpdateDueAt: "2026-01-31T14:35:00.000Z" }],
  });
});

test("[IM3] the desk holds the newest update first and the last hundred; the count goes on", () => {
  const many = Array.from({ length: LIMITS.sentUpdates + 3 }, (_, index) => sent(toLegal(), index + 1));
  const { legal, executives } = active(DECLARED, ...many).audiences;
  expect([legal.sent.length, legal.sent[0]?.version, legal.sent.at(-1)?.version, legal.sentCount]).toEqual([100, 103, 4, 103]);
  expect(legal.dueAt).toBe("2026-01-31T14:30:00.000Z");
  expect(executives.sentCount).toBe(0);
});

test("[IM4] an update's id is its own", () => {
  const decision = given(DECLARED, { ...sent(toLegal()), updateId: "u-1" }).when(send(toExecutives(), "u-1"));
  expect(outcome(decision)).toBe("UPDATE_EXISTS");
});

test("[IM5] customers and support are not told that it is fixed before phase learn; the refusal names the words and the field", () => {
  const claim = toCustomers({ status: "The problem is fixed." });
  for (const room of [given(DECLARED), given(DECLARED, IN_RECOVER)]) {
    const decision = room.when(send(claim));
    expect(outcome(decision)).toBe("UPDATE_CLAIMS_FIX");
    expect(sentence(decision)).toContain("“fixed” in status");
  }
  expect(outcome(given(DECLARED, IN_LEARN).when(send(claim)))).toEqual(["UpdateSent"]);
  const point = toSupport({ talkingPoints: [{ when: "If asked", say: "It works again." }] });
  expect(sentence(given(DECLARED).when(send(point)))).toContain("“works again” in talkingPoints 1");
  expect(outcome(given(DECLARED).when(send(toExecutives({ status: "Fixed on the canary." }))))).toEqual(["UpdateSent"]);
});

test("[IM6] customers are promised no time, in no phase; the time of the next update is ours to give", () => {
  const decision = given(DECLARED).when(send(toCustomers({ nextStep: "We expect normal service by 15:40." })));
  expect(outcome(decision)).toBe("UPDATE_PROMISES_TIME");
  expect(sentence(decision)).toContain("“by 15:40” in nextStep");
  const late = given(DECLARED, IN_LEARN).when(send(toCustomers({ nextStep: "You will have your refund within 2 days." })));
  expect(outcome(late)).toBe("UPDATE_PROMISES_TIME");
  expect(outcome(given(DECLARED).when(send(toCustomers({ nextStep: "The next update will be here by 15:40." }))))).toEqual([
    "UpdateSent",
  ]);
  expect(outcome(given(DECLARED).when(send(toSupport({ status: "We expect the canary by 15:40." }))))).toEqual(["UpdateSent"]);
});

test("[IM7] a new cadence counts from the last update, or from the declaration", () => {
  const every = { type: "SetCadence", audience: "executives", minutes: 15 } as const;
  expect(given(DECLARED).when(every)).toEqual({ ok: true, events: [{ ...every, type: "CadenceSet" }] });
  expect(outcome(given(DECLARED).when({ ...every, minutes: 30 }))).toBe("NO_CHANGE");
  const set = { ...every, type: "CadenceSet" } as const;
  expect(active(DECLARED, set).audiences.executives).toMatchObject({ cadenceMinutes: 15, dueAt: "2026-01-31T14:15:00.000Z" });
  const told = sent(toExecutives(), 1, "2026-01-31T18:00:00.000Z");
  expect(active(DECLARED, told, set).audiences.executives.dueAt).toBe("2026-01-31T14:15:00.000Z");
});

test("[IM8] support's questions have ids of their own and are two hundred at most", () => {
  expect(given(DECLARED).when(ask("q-1"))).toEqual({ ok: true, events: [asked("q-1")] });
  expect(outcome(given(DECLARED, asked("q-1")).when(ask("q-1")))).toBe("QUESTION_EXISTS");
  const full = Array.from({ length: LIMITS.questions }, (_, index) => asked(`q-${index}`));
  expect(outcome(given(DECLARED, ...full).when(ask("new")))).toBe("QUESTIONS_FULL");
  expect(active(DECLARED, asked("q-1")).questions).toEqual([
    { questionId: "q-1", text: "Does this touch annual plans?", askedBy: "The commander", askedAt: THEN, answer: null },
  ]);
});

test("[IM9] an answer may be replaced by a better one, also after closing; only a question that was asked has one", () => {
  expect(outcome(given(DECLARED).when(answer("No.")))).toBe("QUESTION_UNKNOWN");
  expect(outcome(given(DECLARED, asked("q-1"), IN_LEARN, CLOSED).when(answer("No.")))).toEqual(["QuestionAnswered"]);
  const said = (text: string) => ({ ...answer(text), type: "QuestionAnswered" as const });
  const { questions } = closed(DECLARED, asked("q-1"), said("No."), IN_LEARN, CLOSED, said("Only monthly ones."));
  expect(questions[0]?.answer).toEqual({ text: "Only monthly ones.", by: "The commander", at: THEN });
});
