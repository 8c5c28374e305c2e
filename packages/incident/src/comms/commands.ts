import { z } from "zod";
import { Audience, Id, longText, shortText, Timestamp } from "../vocabulary.ts";

/** Runbook G1: one template for everybody. */
const template = {
  whatHappened: longText,
  customerImpact: longText,
  mitigation: longText,
  status: longText,
};
/** Runbook G2: framing differs, facts do not. */
export const ExecutiveUpdate = z.object({
  audience: z.literal("executives"),
  ...template,
  /** The one number an executive takes away ("6.1 %"), and what it is a share or count of. */
  impactFigure: z.object({ value: z.string().max(24), of: z.string().max(200) }).nullable(),
  risk: longText,
  expected: z.object({ at: Timestamp, confidence: z.enum(["low", "medium", "high"]), basis: shortText }).nullable(),
});
export const SupportUpdate = z.object({
  audience: z.literal("support"),
  ...template,
  talkingPoints: z
    .array(z.object({ when: shortText, say: longText }))
    .min(1)
    .max(12),
  doNotSay: z.array(longText).max(12),
  whoIsAffected: longText,
  workaround: z.string().trim().max(4000),
  escalateWhen: z.array(longText).max(12),
});
export const EngineeringUpdate = z.object({ audience: z.literal("engineering"), ...template });
export const CustomersUpdate = z.object({ audience: z.literal("customers"), ...template, nextStep: longText });
export const LegalUpdate = z.object({ audience: z.literal("legal"), ...template });
export const UpdateContent = z.discriminatedUnion("audience", [
  ExecutiveUpdate,
  SupportUpdate,
  EngineeringUpdate,
  CustomersUpdate,
  LegalUpdate,
]);
export type UpdateContent = z.infer<typeof UpdateContent>;

/** Lands in the log and on the audience's page. G3: refused to customers and support while it claims a fix nobody validated. */
export const SendUpdate = z.object({ type: z.literal("SendUpdate"), updateId: Id, content: UpdateContent });
export const SetCadence = z.object({
  type: z.literal("SetCadence"),
  audience: Audience,
  minutes: z.number().int().min(5).max(1440),
});
export const AskQuestion = z.object({ type: z.literal("AskQuestion"), questionId: Id, text: longText });
export const AnswerQuestion = z.object({ type: z.literal("AnswerQuestion"), questionId: Id, answer: longText });
export const CommsCommand = z.discriminatedUnion("type", [SendUpdate, SetCadence, AskQuestion, AnswerQuestion]);
export type CommsCommand = z.infer<typeof CommsCommand>;
