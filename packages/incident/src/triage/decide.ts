import type { z } from "zod";
import { accept, type Decision } from "../decision.ts";
import type { AnswerTriageQuestion } from "./commands.ts";

/** A later answer replaces the earlier one on the board; the log holds both. */
export function answerTriageQuestion(command: z.infer<typeof AnswerTriageQuestion>): Decision {
  return accept({ ...command, type: "TriageQuestionAnswered" });
}
