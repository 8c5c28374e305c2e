import type { SignalDefinition } from "./definition.ts";
import type { SignalPoint } from "./series.ts";

/** Proportions and means of fine buckets are stated over the last minute: a handful of events in five seconds is mostly noise. */
export const ROLLING_SECONDS = 60;

/**
 * Each bucket becomes what it and the buckets before it, back to `ROLLING_SECONDS`, say together, weighted by their events. Buckets
 * of a minute or more stay as they are, and so do quantiles, which cannot be added up. `points` ascend; gaps are allowed.
 */
export function rolling(
  points: readonly SignalPoint[],
  definition: Pick<SignalDefinition, "kind">,
  stepSeconds: number,
): readonly SignalPoint[] {
  if (definition.kind === "quantile" || stepSeconds >= ROLLING_SECONDS) return points;
  const span = ROLLING_SECONDS * 1000;
  const rolled: SignalPoint[] = [];
  let oldest = 0;
  for (const [index, point] of points.entries()) {
    while ((points[oldest]?.at ?? point.at) <= point.at - span) oldest += 1;
    let events = 0;
    let sum = 0;
    for (let n = oldest; n <= index; n += 1) {
      const each = points[n];
      if (!each || each.value === null) continue;
      events += each.events;
      sum += each.value * each.events;
    }
    rolled.push({ at: point.at, value: events > 0 && point.value !== null ? sum / events : null, events });
  }
  return rolled;
}
