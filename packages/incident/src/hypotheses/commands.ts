import { z } from "zod";
import { Id, longText, Person, Proof, Segment, shortText } from "../vocabulary.ts";

/** Runbook C4: the tree is layered by symptom. */
export const Symptom = z.enum(["outputs-wrong", "latency-up", "safety-regressed"]);
export type Symptom = z.infer<typeof Symptom>;

/** Runbook C4: the layers of each symptom, in the order in which they are inspected. */
export const LAYERS_OF = {
  "outputs-wrong": ["input-quality", "feature-freshness", "model-version", "inference-runtime", "post-processing"],
  "latency-up": ["queue-depth", "model-size", "cold-starts", "tool-dependencies", "rate-limiting"],
  "safety-regressed": ["prompt-changes", "policy-filters", "retrieval-content", "fine-tuning-data", "tool-permissions"],
} as const satisfies Record<Symptom, readonly string[]>;
export const Layer = z.enum([...LAYERS_OF["outputs-wrong"], ...LAYERS_OF["latency-up"], ...LAYERS_OF["safety-regressed"]]);
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
/** A query that is run again and again while the incident lasts, so that evidence that turned shows itself. */
export const LiveCheck = z.object({
  signal: z.string().min(1).max(120),
  /** null: all traffic. */
  segment: Segment.nullable(),
  /** `outside`: it lies outside its envelope; `differs`: the segment is worse than the rest with certainty. */
  expects: z.enum(["outside", "inside", "differs", "same"]),
});
export type LiveCheck = z.infer<typeof LiveCheck>;

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
  /** null: what was seen once. */
  live: LiveCheck.nullable().default(null),
});
/** Under another hypothesis, or to the top (null), before a sibling or at the end (null). With all that hangs below it. */
export const MoveHypothesis = z.object({
  type: z.literal("MoveHypothesis"),
  hypothesisId: Id,
  parentId: Id.nullable(),
  beforeId: Id.nullable(),
});
/** Into parts that hang below it; what was found so far stays with the whole. */
export const SplitHypothesis = z.object({
  type: z.literal("SplitHypothesis"),
  hypothesisId: Id,
  parts: z
    .array(z.object({ hypothesisId: Id, statement: shortText, check: z.string().trim().max(400) }))
    .min(2)
    .max(6),
});
/** Firebreak ran the live check again, and it says something else than before. */
export const RecordEvidenceTurn = z.object({
  type: z.literal("RecordEvidenceTurn"),
  hypothesisId: Id,
  evidenceId: Id,
  /** Whether what the check expects is the case. */
  holds: z.boolean(),
  /** What was measured, against what. */
  sentence: longText,
});
export const HypothesisCommand = z.discriminatedUnion("type", [
  AddHypothesis,
  ChangeHypothesisStatus,
  AssignHypothesis,
  AttachEvidence,
  MoveHypothesis,
  SplitHypothesis,
  RecordEvidenceTurn,
]);
export type HypothesisCommand = z.infer<typeof HypothesisCommand>;
