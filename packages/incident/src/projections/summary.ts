import type { DeclaredIncident } from "../state.ts";
import type { IncidentClass, Severity, Timestamp } from "../vocabulary.ts";
import { owesUpdates } from "./status.ts";

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

export function summarise(incidentId: string, seq: number, state: DeclaredIncident): IncidentSummary {
  const { title, service, incidentClass, severity, situation, drill, declaredAt, impactStartedAt, lastEventAt } = state;
  return {
    incidentId,
    seq,
    title,
    service,
    incidentClass,
    severity,
    situation,
    phase: state.situation === "active" ? state.phase : null,
    drill,
    declaredAt,
    impactStartedAt,
    commander: state.roles.commander?.name ?? null,
    activeContainments: state.containments.filter((containment) => containment.situation === "active").length,
    nextUpdateDueAt: owesUpdates(state) ? earliestDue(state) : null,
    lastEventAt,
  };
}

function earliestDue(state: DeclaredIncident): Timestamp | null {
  const due = Object.values(state.audiences).map((desk) => desk.dueAt);
  return due.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
