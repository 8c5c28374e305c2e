import type { IncidentEvent } from "./event.ts";

/** A stable code a program can match, and a sentence a person can act on. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}
/** Refusals are values; exceptions are for bugs. An accepted decision holds at least one event. */
export type Decision =
  | { readonly ok: true; readonly events: readonly IncidentEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const accept = (...events: readonly IncidentEvent[]): Decision => ({ ok: true, events });
export const refuse = (code: string, message: string): Decision => ({ ok: false, refusal: { code, message } });
