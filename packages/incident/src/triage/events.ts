import { z } from "zod";
import { AnswerTriageQuestion } from "./commands.ts";

export const TriageQuestionAnswered = AnswerTriageQuestion.extend({ type: z.literal("TriageQuestionAnswered") });
export const TriageEvent = z.discriminatedUnion("type", [TriageQuestionAnswered]);
export type TriageEvent = z.infer<typeof TriageEvent>;
