import type { CommandContext, IncidentCommand } from "../command.ts";
import { decide, evolve, initialState } from "../decider.ts";
import type { Decision } from "../decision.ts";
import type { IncidentEvent } from "../event.ts";
import type { ActiveIncident, ClosedIncident, IncidentState } from "../state.ts";
import { type Actor, type Role, SYSTEM_ACTOR } from "../vocabulary.ts";

/** Every given event happened at this minute, by this commander; commands come five minutes later unless a test says otherwise. */
export const THEN = "2026-01-31T14:00:00.000Z";
export const NOW = "2026-01-31T14:05:00.000Z";

export function person(role: Role): Actor {
  return { kind: "person", id: `u-${role}`, name: `The ${role}`, role };
}
export const COMMANDER = person("commander");
export { SYSTEM_ACTOR };

export interface When {
  readonly by?: Actor;
  readonly at?: string;
}

/** Given events, when command, then a decision. */
export function given(...events: readonly IncidentEvent[]) {
  const state = fold(events);
  return {
    state,
    when: (command: IncidentCommand, { by = COMMANDER, at = NOW }: When = {}): Decision => {
      const context: CommandContext = { commandId: "c-1", actor: by, at };
      return decide(command, state, context);
    },
  };
}

export function fold(
  events: readonly IncidentEvent[],
  from: IncidentState = initialState,
  row: { readonly at: string; readonly actor: Actor } = { at: THEN, actor: COMMANDER },
): IncidentState {
  return events.reduce((state, event) => evolve(state, event, row), from);
}

export function active(...events: readonly IncidentEvent[]): ActiveIncident {
  const state = fold(events);
  if (state.situation !== "active") throw new Error(`the incident is ${state.situation}`);
  return state;
}
export function closed(...events: readonly IncidentEvent[]): ClosedIncident {
  const state = fold(events);
  if (state.situation !== "closed") throw new Error(`the incident is ${state.situation}`);
  return state;
}

/** The refusal's code, or the types of the accepted events: short enough to be the one value a test compares. */
export function outcome(decision: Decision): string | readonly string[] {
  return decision.ok ? decision.events.map((event) => event.type) : decision.refusal.code;
}
export function sentence(decision: Decision): string {
  return decision.ok ? "" : decision.refusal.message;
}
