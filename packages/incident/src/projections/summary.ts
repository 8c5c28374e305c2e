import type { DeclaredIncident } from "../state.ts";
import type { IncidentClass, Severity, Timestamp } from "../vocabulary.ts";

/** A row of the incident list. */
export interface IncidentSummary {
  readonly incidentId: string;
  readonly seq: number;
  readonly title: string;
  readonly service: string;
  readonly incidentClass: IncidentClass;
  readonly severity: Severity;
  readonly situation: "active" | "closed";
  readonly phase: "contain" | "recover" | "learn" | null;
  readonly drill: boolean;
  readonly declaredAt: Timestamp;
  readonly impactStartedAt: Timestamp;
  readonly commander: string | null;
  readonly activeContainments: number;
  readonly nextUpdateDueAt: Timestamp | null;
  readonly lastEventAt: Timestamp;
}
export function summarise(_incidentId: string, _seq: number, _state: DeclaredIncident): IncidentSummary {
  throw new Error("not built");
}
