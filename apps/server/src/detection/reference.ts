import type { Span } from "../telemetry/port.ts";

/** What a service's drifts are measured from: the two hours before, chosen anew every half hour, but not out of a fault. */
export interface Reference {
  at(now: number, situation: { readonly drifting: boolean; readonly changedAt: number | null }): Span;
  /** How many events the reference held. */
  noteEvents(events: number): void;
}

const REACH_MS = 2 * 3600_000;
/** The newest minutes are not in it: a fault is found in them before it would be learnt. */
const GAP_MS = 3 * 60_000;
const KEPT_MS = 30 * 60_000;
/** While it holds little it grows with the service's history. */
const PLENTY = 2_000;
const KEPT_WHILE_SMALL_MS = 60_000;
/** A drift that lasts longer is how things are. */
const FAULT_KEPT_OUT_MS = 12 * 3600_000;

export function createReference(): Reference {
  let span: Span | null = null;
  let chosenAt = 0;
  let events = 0;
  return {
    at(now, { drifting, changedAt }) {
      const keptMs = events < PLENTY ? KEPT_WHILE_SMALL_MS : KEPT_MS;
      const frozen = drifting && changedAt === null && now - chosenAt < FAULT_KEPT_OUT_MS;
      const agrees = span !== null && (changedAt === null || span.from >= changedAt || now - GAP_MS <= changedAt);
      if (span && agrees && (frozen || now - chosenAt < keptMs)) return span;
      const to = now - GAP_MS;
      // A documented change begins anew: what was before it says nothing of what comes.
      span = { from: Math.min(to - 1000, Math.max(now - REACH_MS, changedAt ?? 0)), to };
      chosenAt = now;
      return span;
    },
    noteEvents(found) {
      events = found;
    },
  };
}
