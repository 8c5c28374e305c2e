import type { z } from "zod";
import { openDesks } from "../comms/cadence.ts";
import type { RowContext } from "../event.ts";
import type { ActiveIncident, DeclaredIncident, IncidentState } from "../state.ts";
import type { IncidentDeclared, LifecycleEvent } from "./events.ts";

export function declared(
  state: IncidentState,
  event: z.infer<typeof IncidentDeclared>,
  { at, actor }: RowContext,
): ActiveIncident {
  if (state.situation !== "undeclared") throw new Error("IncidentDeclared a second time");
  const { type: _, commander, technicalLead, ...facts } = event;
  return {
    ...facts,
    situation: "active",
    phase: "contain",
    declaredAt: at,
    declaredBy: actor.name,
    roles: { commander, technicalLead, communicationsLead: null, scribe: null },
    triage: { "what-changed": null, when: null, "who-is-impacted": null, "how-bad": null },
    hypotheses: [],
    containments: [],
    audiences: openDesks(at),
    questions: [],
    exposures: [],
    alerts: [],
    pinnedRecords: [],
    techniques: [],
    noteCount: 0,
    lastEventAt: at,
  };
}

export function evolveLifecycle(
  state: DeclaredIncident,
  event: Exclude<LifecycleEvent, { type: "IncidentDeclared" }>,
  { at, actor }: RowContext,
): DeclaredIncident {
  switch (event.type) {
    case "ImpactAssessed":
      return {
        ...state,
        impact: event.impact,
        severity: event.severity,
        proposedSeverity: event.proposedSeverity,
        severityReason: event.reason,
      };
    case "RoleAssigned":
      return { ...state, roles: { ...state.roles, [event.role]: event.person } };
    case "PhaseMoved":
      return state.situation === "active" ? { ...state, phase: event.to } : state;
    case "IncidentClosed":
      return closed(state, { closedAt: at, closedBy: actor.name, closeReason: event.reason });
    case "NoteAdded":
      return { ...state, noteCount: state.noteCount + 1 };
    default:
      return event satisfies never;
  }
}

function closed(state: DeclaredIncident, end: { closedAt: string; closedBy: string; closeReason: string }): DeclaredIncident {
  if (state.situation === "closed") return state;
  const { phase: _, ...facts } = state;
  return { ...facts, situation: "closed", ...end };
}
