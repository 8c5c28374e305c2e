import { z } from "zod";
import { Id, longText, Person, Proof, shortText } from "../vocabulary.ts";

/** Runbook C4: inspected in this order for "outputs wrong"; other symptoms have layers of their own. */
export const Layer = z.enum(["input-quality", "feature-freshness", "model-version", "inference-runtime", "post-processing"]);
export type Layer = z.infer<typeof Layer>;

export const HypothesisStatus = z.enum(["open", "investigating", "supported", "refuted", "confirmed"]);
export type HypothesisStatus = z.infer<typeof HypothesisStatus>;

export const AddHypothesis = z.object({
  type: z.literal("AddHypothesis"),
  hypothesisId: Id,
  /** null: a layer of the tree itself. */
  parentId: Id.nullable(),
  layer: Layer,
  statement: shortText,
  /** How to inspect it, from the runbook; shown under the statement. */
  check: z.string().trim().max(400),
});
/** Refuting and confirming ask for a reason. */
export const ChangeHypothesisStatus = z.object({
  type: z.literal("ChangeHypothesisStatus"),
  hypothesisId: Id,
  status: HypothesisStatus,
  reason: z.string().trim().max(1000),
});
export const AssignHypothesis = z.object({ type: z.literal("AssignHypothesis"), hypothesisId: Id, owner: Person });
export const AttachEvidence = z.object({
  type: z.literal("AttachEvidence"),
  hypothesisId: Id,
  evidenceId: Id,
  stance: z.enum(["for", "against"]),
  text: longText,
  proofs: z.array(Proof).max(10),
});
export const HypothesisCommand = z.discriminatedUnion("type", [
  AddHypothesis,
  ChangeHypothesisStatus,
  AssignHypothesis,
  AttachEvidence,
]);
export type HypothesisCommand = z.infer<typeof HypothesisCommand>;
