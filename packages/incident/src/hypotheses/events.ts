import { z } from "zod";
import { AddHypothesis, AssignHypothesis, AttachEvidence, ChangeHypothesisStatus, HypothesisStatus } from "./commands.ts";

export const HypothesisAdded = AddHypothesis.extend({ type: z.literal("HypothesisAdded") });
export const HypothesisStatusChanged = ChangeHypothesisStatus.extend({
  type: z.literal("HypothesisStatusChanged"),
  from: HypothesisStatus,
});
export const HypothesisAssigned = AssignHypothesis.extend({ type: z.literal("HypothesisAssigned") });
export const EvidenceAttached = AttachEvidence.extend({ type: z.literal("EvidenceAttached") });
export const HypothesisEvent = z.discriminatedUnion("type", [
  HypothesisAdded,
  HypothesisStatusChanged,
  HypothesisAssigned,
  EvidenceAttached,
]);
export type HypothesisEvent = z.infer<typeof HypothesisEvent>;
