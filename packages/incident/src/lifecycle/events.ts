import { z } from "zod";
import { Impact, Person, Severity } from "../vocabulary.ts";
import { AddNote, CloseIncident, DeclareIncident, Phase, RoleInIncident } from "./commands.ts";

export const IncidentDeclared = DeclareIncident.extend({ type: z.literal("IncidentDeclared"), proposedSeverity: Severity });
export const ImpactAssessed = z.object({
  type: z.literal("ImpactAssessed"),
  impact: Impact,
  severity: Severity,
  proposedSeverity: Severity,
  reason: z.string(),
});
export const RoleAssigned = z.object({
  type: z.literal("RoleAssigned"),
  role: RoleInIncident,
  person: Person,
  previous: Person.nullable(),
});
export const PhaseMoved = z.object({ type: z.literal("PhaseMoved"), from: Phase, to: Phase, reason: z.string() });
export const IncidentClosed = CloseIncident.extend({ type: z.literal("IncidentClosed") });
export const NoteAdded = AddNote.extend({ type: z.literal("NoteAdded") });

export const LifecycleEvent = z.discriminatedUnion("type", [
  IncidentDeclared,
  ImpactAssessed,
  RoleAssigned,
  PhaseMoved,
  IncidentClosed,
  NoteAdded,
]);
export type LifecycleEvent = z.infer<typeof LifecycleEvent>;
