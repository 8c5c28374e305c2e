import type { AttachedAlert } from "./alerts/commands.ts";
import type { UpdateContent } from "./comms/commands.ts";
import type { BlastRadius, Effect, Measure } from "./containment/commands.ts";
import type { HypothesisStatus, Layer, LiveCheck } from "./hypotheses/commands.ts";
import type { Phase, RoleInIncident } from "./lifecycle/commands.ts";
import type { RecordReference } from "./records/commands.ts";
import type { Framework } from "./techniques/commands.ts";
import type { TriageQuestion } from "./triage/commands.ts";
import type { Audience, Impact, IncidentClass, Person, Proof, ScenarioId, Segment, Severity, Timestamp } from "./vocabulary.ts";

export interface TriageAnswer {
  readonly answer: string;
  readonly proofs: readonly Proof[];
  readonly by: string;
  readonly at: Timestamp;
}

export interface HypothesisEvidence {
  readonly evidenceId: string;
  readonly stance: "for" | "against";
  readonly text: string;
  readonly proofs: readonly Proof[];
  readonly live: LiveCheck | null;
  /** What the live check said, oldest first, the last 10; empty until it ran. The last one stands. */
  readonly turns: readonly { readonly holds: boolean; readonly sentence: string; readonly at: Timestamp }[];
  readonly by: string;
  readonly at: Timestamp;
}

/** A request that shows what happened; its content stays in the telemetry. */
export interface PinnedRecord extends RecordReference {
  readonly reason: string;
  readonly by: string;
  readonly at: Timestamp;
}
/** A technique of a security vocabulary that this incident shows. */
export interface Technique {
  readonly framework: Framework;
  readonly techniqueId: string;
  readonly reason: string;
  readonly proofs: readonly Proof[];
  readonly by: string;
  readonly at: Timestamp;
}

export interface Hypothesis {
  readonly hypothesisId: string;
  readonly parentId: string | null;
  readonly layer: Layer;
  readonly statement: string;
  readonly check: string;
  readonly status: HypothesisStatus;
  /** Why it has this status, who gave it and when; null until somebody changed it. */
  readonly standing: { readonly reason: string; readonly by: string; readonly at: Timestamp } | null;
  readonly owner: Person | null;
  readonly evidence: readonly HypothesisEvidence[];
}

export interface Acknowledgement {
  readonly flagSetVersion: number;
  readonly acknowledged: readonly string[];
  readonly pending: readonly string[];
  readonly silent: readonly string[];
  readonly propagationMs: number | null;
  readonly at: Timestamp;
}

interface ContainmentBase {
  readonly containmentId: string;
  readonly segment: Segment;
  readonly measure: Measure;
  readonly reason: string;
  readonly blastRadius: BlastRadius;
  readonly harmSignal: string;
  readonly isolatedAt: Timestamp;
  readonly isolatedBy: string;
  readonly expiresAt: Timestamp | null;
  readonly acknowledgement: Acknowledgement | null;
  readonly effect: (Effect & { readonly at: Timestamp }) | null;
}
export type Containment =
  | (ContainmentBase & { readonly situation: "active" })
  | (ContainmentBase & {
      readonly situation: "released";
      readonly endedAt: Timestamp;
      readonly endedBy: string;
      readonly endReason: string;
    })
  | (ContainmentBase & { readonly situation: "expired"; readonly endedAt: Timestamp });

export interface SentUpdate {
  readonly updateId: string;
  readonly version: number;
  readonly content: UpdateContent;
  readonly at: Timestamp;
  readonly by: string;
}

export interface AudienceDesk {
  readonly cadenceMinutes: number;
  /** When the next update is due while impact lasts. */
  readonly dueAt: Timestamp;
  /** Newest first, bounded to the last 100; the log holds all. */
  readonly sent: readonly SentUpdate[];
  readonly sentCount: number;
}

export interface SupportQuestion {
  readonly questionId: string;
  readonly text: string;
  readonly askedBy: string;
  readonly askedAt: Timestamp;
  readonly answer: { readonly text: string; readonly by: string; readonly at: Timestamp } | null;
}

export interface Exposure {
  readonly kind: "data-exposure" | "policy-violation";
  readonly detail: string;
  readonly by: string;
  readonly at: Timestamp;
}

/** An alert of the triage inbox that belongs to this incident. */
export interface IncidentAlert extends AttachedAlert {
  /** The suspected incident it was grouped into. */
  readonly suspicionId: string;
  readonly attachedAt: Timestamp;
  readonly attachedBy: string;
}

/** What every declared incident holds, whatever its situation. */
export interface IncidentFacts {
  readonly title: string;
  readonly summary: string;
  readonly service: string;
  readonly incidentClass: IncidentClass;
  readonly scenario: ScenarioId | null;
  readonly drill: boolean;
  readonly declaredAt: Timestamp;
  readonly declaredBy: string;
  readonly impactStartedAt: Timestamp;
  readonly detectedBy: Proof | null;
  readonly impact: Impact;
  readonly severity: Severity;
  readonly proposedSeverity: Severity;
  readonly severityReason: string;
  readonly roles: Readonly<Record<RoleInIncident, Person | null>>;
  readonly triage: Readonly<Record<TriageQuestion, TriageAnswer | null>>;
  readonly hypotheses: readonly Hypothesis[];
  readonly containments: readonly Containment[];
  readonly audiences: Readonly<Record<Audience, AudienceDesk>>;
  readonly questions: readonly SupportQuestion[];
  readonly exposures: readonly Exposure[];
  /** Oldest first, the last 200; the log holds all. */
  readonly alerts: readonly IncidentAlert[];
  readonly pinnedRecords: readonly PinnedRecord[];
  readonly techniques: readonly Technique[];
  readonly noteCount: number;
  readonly lastEventAt: Timestamp;
}

export interface Undeclared {
  readonly situation: "undeclared";
}
export interface ActiveIncident extends IncidentFacts {
  readonly situation: "active";
  readonly phase: Phase;
}
export interface ClosedIncident extends IncidentFacts {
  readonly situation: "closed";
  readonly closedAt: Timestamp;
  readonly closedBy: string;
  readonly closeReason: string;
}
export type IncidentState = Undeclared | ActiveIncident | ClosedIncident;
export type DeclaredIncident = ActiveIncident | ClosedIncident;
