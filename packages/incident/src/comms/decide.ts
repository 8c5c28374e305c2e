import type { z } from "zod";
import type { CommandContext } from "../command.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import type { ActiveIncident, DeclaredIncident } from "../state.ts";
import { plusMinutes } from "../time.ts";
import { claimsOfFix, promisesOfTime } from "./claims.ts";
import type { AnswerQuestion, AskQuestion, SendUpdate, SetCadence } from "./commands.ts";

export function sendUpdate(command: z.infer<typeof SendUpdate>, state: ActiveIncident, context: CommandContext): Decision {
  const { updateId, content } = command;
  if (Object.values(state.audiences).some((desk) => desk.sent.some((update) => update.updateId === updateId)))
    return refuse("UPDATE_EXISTS", "This update was sent already. Give the new one an id of its own.");
  if (state.phase !== "learn") {
    const [claim] = claimsOfFix(content);
    if (claim)
      return refuse(
        "UPDATE_CLAIMS_FIX",
        `“${claim.words}” in ${claim.field} tells ${content.audience} that it is over, before recovery was validated. Say what is mitigated instead.`,
      );
  }
  const [promise] = promisesOfTime(content);
  if (promise)
    return refuse(
      "UPDATE_PROMISES_TIME",
      `“${promise.words}” in ${promise.field} promises customers a time. Say what happens next, and when the next update comes.`,
    );
  const desk = state.audiences[content.audience];
  return accept({
    ...command,
    type: "UpdateSent",
    version: desk.sentCount + 1,
    nextUpdateDueAt: plusMinutes(context.at, desk.cadenceMinutes),
  });
}

export function setCadence(command: z.infer<typeof SetCadence>, state: ActiveIncident): Decision {
  if (state.audiences[command.audience].cadenceMinutes === command.minutes)
    return refuse("NO_CHANGE", `${command.audience} already hear every ${command.minutes} minutes. Choose another interval.`);
  return accept({ ...command, type: "CadenceSet" });
}

export function askQuestion(command: z.infer<typeof AskQuestion>, state: DeclaredIncident): Decision {
  if (state.questions.some((question) => question.questionId === command.questionId))
    return refuse("QUESTION_EXISTS", "This question was asked already. Give the new one an id of its own.");
  if (state.questions.length >= LIMITS.questions)
    return refuse("QUESTIONS_FULL", `${LIMITS.questions} questions were asked, which is the limit. Call the war room instead.`);
  return accept({ ...command, type: "QuestionAsked" });
}

/** A later answer replaces the earlier one on the page; the log holds both. */
export function answerQuestion(command: z.infer<typeof AnswerQuestion>, state: DeclaredIncident): Decision {
  if (!state.questions.some((question) => question.questionId === command.questionId))
    return refuse("QUESTION_UNKNOWN", "Nobody asked this question here. Open the question that you want to answer.");
  return accept({ ...command, type: "QuestionAnswered" });
}
