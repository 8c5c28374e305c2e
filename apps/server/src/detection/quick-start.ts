import type { SignalDefinition, SignalPoint } from "@firebreak/signals";
import { PROMPT } from "./timing.ts";

/** Buckets that a service has not had enough half minutes for are learnt from thirds of them. */
export const QUICK_STEP_SECONDS = 10;
/** One more than the baseline learns from before it says anything. */
const NEEDED = 13;
/** Over so many seconds back. */
export const QUICK_SECONDS = 150;
const FEWEST_EVENTS = { proportion: 20, mean: 20, rate: 1, quantile: 50 } as const;
const PARTS = PROMPT.stepSeconds / QUICK_STEP_SECONDS;

/**
 * What a service's first half minutes would have been like, made of its ten-second buckets so that its signals are known after two minutes
 * instead of six: of independent events a bucket three times as long sways 1/√3 as much about the mean. Null where these buckets are too few
 * or hold too little, and for distances, which need no past.
 */
export function quickStart(
  definition: Pick<SignalDefinition, "kind" | "baseline">,
  points: readonly SignalPoint[],
): readonly SignalPoint[] | null {
  const { kind, baseline } = definition;
  if (kind === "distance" || !baseline) return null;
  const full = points.flatMap(({ at, value, events }) =>
    value === null || events < FEWEST_EVENTS[kind] ? [] : [{ at, value, events }],
  );
  // A service that is just starting sends little at first, and little sways much.
  const usual = full.map(({ events }) => events).sort((a, b) => a - b)[full.length >> 1] ?? 0;
  const stated = full.filter(({ events }) => events >= usual / 2);
  if (stated.length < NEEDED) return null;
  const events = stated.reduce((sum, point) => sum + point.events, 0);
  const mean = stated.reduce((sum, point) => sum + point.value * point.events, 0) / events;
  return stated.map((point) => ({
    at: point.at,
    value: mean + (point.value - mean) / Math.sqrt(PARTS),
    events: point.events * PARTS,
  }));
}
