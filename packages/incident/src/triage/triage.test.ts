import { expect, test } from "vitest";
import { active, given, THEN } from "../testing/given.ts";
import { DECLARED } from "../testing/samples.ts";
import { TriageQuestion } from "./commands.ts";

const proofs = [{ kind: "change" as const, label: "change 13:36", ref: "prompt@41" }];
const answer = { type: "AnswerTriageQuestion", question: "what-changed", answer: "refunds@41 rolled to 100 %", proofs } as const;

test("[IT1] an answer stands with its proofs, by whom and when", () => {
  const command = { ...answer, proofs };
  expect(given(DECLARED).when(command)).toEqual({ ok: true, events: [{ ...command, type: "TriageQuestionAnswered" }] });
  expect(active(DECLARED, { ...command, type: "TriageQuestionAnswered" }).triage).toEqual({
    "what-changed": { answer: answer.answer, proofs, by: "The commander", at: THEN },
    when: null,
    "who-is-impacted": null,
    "how-bad": null,
  });
});

test("[IT2] a later answer replaces the earlier one and leaves the other questions alone", () => {
  const event = { ...answer, proofs, type: "TriageQuestionAnswered" as const };
  const state = active(DECLARED, event, { ...event, question: "when" }, { ...event, answer: "It was the index." });
  expect(Object.values(state.triage).map((one) => one?.answer ?? null)).toEqual(["It was the index.", answer.answer, null, null]);
});

test("[IT3] there are four questions, and an answer can be given to each", () => {
  expect(TriageQuestion.options).toEqual(["what-changed", "when", "who-is-impacted", "how-bad"]);
  for (const question of TriageQuestion.options) expect(given(DECLARED).when({ ...answer, proofs, question }).ok).toBe(true);
});
