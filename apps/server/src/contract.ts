/** The types a browser may see. Nothing here has a run-time form. */
export type { AppRouter } from "./api/router.ts";
export type { Account, AccountRow, ApiKeyRow, KeyScope } from "./auth/port.ts";
export type { Change, ChangeDoor, ChangeKind, ChangeSource } from "./changes/port.ts";
export type { Catalogue, DefinitionFault, DistributionAnswer } from "./detection/port.ts";
export type { AskedCohort, Comparison, Diagnosis, Matrix, Onset, RankedChange } from "./diagnosis/port.ts";
export type { FlagStanding, InstanceReading } from "./flags/port.ts";
export type { Alert, ExpectedChange, Suspicion, SuspicionEnd } from "./inbox/port.ts";
export type { PracticeStatus } from "./practice/port.ts";
export type { ClientToServer, FollowAnswer, IncidentSnapshot, PageView, Presence, ServerToClient } from "./realtime/protocol.ts";
export type { CohortDifference, RecordPage, RecordRow, RecordTrace, ServiceSummary } from "./telemetry/port.ts";
