import type { RowContext } from "../event.ts";
import type { DeclaredIncident } from "../state.ts";
import type { TriageEvent } from "./events.ts";

export function evolveTriage(state: DeclaredIncident, event: TriageEvent, { at, actor }: RowContext): DeclaredIncident {
  const answer = { answer: event.answer, proofs: event.proofs, by: actor.name, at };
  return { ...state, triage: { ...state.triage, [event.question]: answer } };
}
