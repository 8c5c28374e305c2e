import { z } from "zod";
import { Timestamp } from "../vocabulary.ts";
import { AnswerQuestion, AskQuestion, SendUpdate, SetCadence } from "./commands.ts";

export const UpdateSent = SendUpdate.extend({
  type: z.literal("UpdateSent"),
  /** Counts from 1 for each audience. */
  version: z.number().int().positive(),
  nextUpdateDueAt: Timestamp,
});
export const CadenceSet = SetCadence.extend({ type: z.literal("CadenceSet") });
export const QuestionAsked = AskQuestion.extend({ type: z.literal("QuestionAsked") });
export const QuestionAnswered = AnswerQuestion.extend({ type: z.literal("QuestionAnswered") });
export const CommsEvent = z.discriminatedUnion("type", [UpdateSent, CadenceSet, QuestionAsked, QuestionAnswered]);
export type CommsEvent = z.infer<typeof CommsEvent>;
