import { z } from "zod";
import {
  AddHypothesis,
  AssignHypothesis,
  AttachEvidence,
  ChangeHypothesisStatus,
  HypothesisStatus,
  MoveHypothesis,
  RecordEvidenceTurn,
  SplitHypothesis,
} from "./commands.ts";

export const HypothesisAdded = AddHypothesis.extend({ type: z.literal("HypothesisAdded") });
export const HypothesisStatusChanged = ChangeHypothesisStatus.extend({
  type: z.literal("HypothesisStatusChanged"),
  from: HypothesisStatus,
});
export const HypothesisAssigned = AssignHypothesis.extend({ type: z.literal("HypothesisAssigned") });
export const EvidenceAttached = AttachEvidence.extend({ type: z.literal("EvidenceAttached") });
export const HypothesisMoved = MoveHypothesis.extend({ type: z.literal("HypothesisMoved"), from: MoveHypothesis.shape.parentId });
export const HypothesisSplit = SplitHypothesis.extend({ type: z.literal("HypothesisSplit") });
export const EvidenceTurned = RecordEvidenceTurn.extend({ type: z.literal("EvidenceTurned") });
export const HypothesisEvent = z.discriminatedUnion("type", [
  HypothesisAdded,
  HypothesisStatusChanged,
  HypothesisAssigned,
  EvidenceAttached,
  HypothesisMoved,
  HypothesisSplit,
  EvidenceTurned,
]);
export type HypothesisEvent = z.infer<typeof HypothesisEvent>;
