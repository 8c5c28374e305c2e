import { z } from "zod";
import { Proof, shortText } from "../vocabulary.ts";

/** MITRE ATLAS, and the OWASP Top 10 for LLM applications. */
export const Framework = z.enum(["ATLAS", "OWASP-LLM"]);
export type Framework = z.infer<typeof Framework>;

/** `AML.T0051.001`, `LLM01`; which ones there are is the runbook's content. */
export const TechniqueId = z
  .string()
  .regex(/^(AML\.T\d{4}(\.\d{3})?|LLM(0[1-9]|10))$/, "A technique is named as AML.T0051, AML.T0051.001 or LLM01.");

export const TagTechnique = z.object({
  type: z.literal("TagTechnique"),
  framework: Framework,
  techniqueId: TechniqueId,
  reason: shortText,
  proofs: z.array(Proof).max(10),
});
export const UntagTechnique = z.object({ type: z.literal("UntagTechnique"), techniqueId: TechniqueId, reason: shortText });
export const TechniqueCommand = z.discriminatedUnion("type", [TagTechnique, UntagTechnique]);
export type TechniqueCommand = z.infer<typeof TechniqueCommand>;
