import { z } from "zod";
import { longText, Proof } from "../vocabulary.ts";

/** Runbook C1: fifteen minutes, four answers. */
export const TriageQuestion = z.enum(["what-changed", "when", "who-is-impacted", "how-bad"]);
export type TriageQuestion = z.infer<typeof TriageQuestion>;

export const AnswerTriageQuestion = z.object({
  type: z.literal("AnswerTriageQuestion"),
  question: TriageQuestion,
  answer: longText,
  proofs: z.array(Proof).max(10),
});
export const TriageCommand = z.discriminatedUnion("type", [AnswerTriageQuestion]);
export type TriageCommand = z.infer<typeof TriageCommand>;
