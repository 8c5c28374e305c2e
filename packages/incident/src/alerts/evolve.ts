import type { RowContext } from "../event.ts";
import { LIMITS } from "../limits.ts";
import type { DeclaredIncident } from "../state.ts";
import type { AlertEvent } from "./events.ts";

export function evolveAlerts(
  state: DeclaredIncident,
  { suspicionId, alerts }: AlertEvent,
  { at, actor }: RowContext,
): DeclaredIncident {
  const attached = alerts.map((alert) => ({ ...alert, suspicionId, attachedAt: at, attachedBy: actor.name }));
  return { ...state, alerts: [...state.alerts, ...attached].slice(-LIMITS.alerts) };
}
