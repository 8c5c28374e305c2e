export { AlertOwner, AttachAlerts, AttachedAlert } from "./alerts/commands.ts";
export { type CommandContext, IncidentCommand } from "./command.ts";
export { ExecutiveUpdate, SupportUpdate, UpdateContent } from "./comms/commands.ts";
export { BlastRadius, Effect, Measure, Tally } from "./containment/commands.ts";
export { decide, evolve, initialState } from "./decider.ts";
export type { Decision, Refusal } from "./decision.ts";
export { IncidentEvent, LoggedEvent } from "./event.ts";
export { HypothesisStatus, LAYERS_OF, Layer, LiveCheck, Symptom } from "./hypotheses/commands.ts";
export { Phase, RoleInIncident } from "./lifecycle/commands.ts";
export { LIMITS } from "./limits.ts";
export { mayCommand } from "./permissions.ts";
export { executiveView } from "./projections/executive.ts";
export { logLine } from "./projections/log-line.ts";
export type { LogChip, LogLine, LogPart } from "./projections/log-parts.ts";
export { type IncidentStatus, statusOf } from "./projections/status.ts";
export { type IncidentSummary, summarise } from "./projections/summary.ts";
export { supportView } from "./projections/support.ts";
export type { ExecutiveView, SupportView } from "./projections/views.ts";
export { RecordReference } from "./records/commands.ts";
export { segmentKey } from "./segment.ts";
export { proposeSeverity, type SeverityProposal } from "./severity.ts";
export type {
  Acknowledgement,
  ActiveIncident,
  AudienceDesk,
  ClosedIncident,
  Containment,
  DeclaredIncident,
  Exposure,
  Hypothesis,
  HypothesisEvidence,
  IncidentAlert,
  IncidentFacts,
  IncidentState,
  PinnedRecord,
  SentUpdate,
  SupportQuestion,
  Technique,
  TriageAnswer,
  Undeclared,
} from "./state.ts";
export { Framework, TechniqueId } from "./techniques/commands.ts";
export { TriageQuestion } from "./triage/commands.ts";
export {
  Actor,
  Audience,
  IMPACT_AXES,
  Impact,
  ImpactGrade,
  IncidentClass,
  Person,
  Proof,
  Role,
  ScenarioId,
  Segment,
  Severity,
  SYSTEM_ACTOR,
  Timestamp,
} from "./vocabulary.ts";
