import { z } from "zod";
import { Impact, IncidentClass, longText, Person, Proof, ScenarioId, Severity, shortText, Timestamp } from "../vocabulary.ts";

export const RoleInIncident = z.enum(["commander", "technicalLead", "communicationsLead", "scribe"]);
export type RoleInIncident = z.infer<typeof RoleInIncident>;

/** Detect is done once an incident is declared; the rail goes on with contain. */
export const Phase = z.enum(["contain", "recover", "learn"]);
export type Phase = z.infer<typeof Phase>;

export const DeclareIncident = z.object({
  type: z.literal("DeclareIncident"),
  title: shortText,
  summary: z.string().trim().max(4000),
  service: z.string().min(1).max(120),
  incidentClass: IncidentClass,
  scenario: ScenarioId.nullable(),
  impact: Impact,
  severity: Severity,
  /** Required when `severity` is not the one that `proposeSeverity(impact)` gives. */
  severityReason: z.string().trim().max(1000),
  impactStartedAt: Timestamp,
  commander: Person,
  technicalLead: Person,
  /** The signal that gave it away, when there was one. */
  detectedBy: Proof.nullable(),
  /** An incident rehearsed on the practice service says so everywhere (J4). */
  drill: z.boolean(),
});
export const AssessImpact = z.object({
  type: z.literal("AssessImpact"),
  impact: Impact,
  severity: Severity,
  reason: z.string().trim().max(1000),
});
export const AssignRole = z.object({ type: z.literal("AssignRole"), role: RoleInIncident, person: Person });
export const MovePhase = z.object({ type: z.literal("MovePhase"), phase: Phase, reason: longText });
export const CloseIncident = z.object({ type: z.literal("CloseIncident"), reason: longText });
export const AddNote = z.object({ type: z.literal("AddNote"), text: longText, proofs: z.array(Proof).max(20) });

export const LifecycleCommand = z.discriminatedUnion("type", [
  DeclareIncident,
  AssessImpact,
  AssignRole,
  MovePhase,
  CloseIncident,
  AddNote,
]);
export type LifecycleCommand = z.infer<typeof LifecycleCommand>;
