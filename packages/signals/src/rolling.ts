import type { SignalDefinition } from "./definition.ts";
import type { SignalPoint } from "./series.ts";

/** Proportions, means and rates of fine buckets are stated over the last minute: a handful of events in five seconds is mostly noise. */
export const ROLLING_SECONDS = 60;

/**
 * Each bucket becomes what it and the buckets before it, back to `ROLLING_SECONDS`, say together, weighted by their events (a
 * rate: each bucket alike). Buckets of a minute or more stay as they are, and so do quantiles and distances, which cannot be added up. `points` ascend; gaps are allowed.
 */
export function rolling(
  points: readonly SignalPoint[],
  definition: Pick<SignalDefinition, "kind">,
  stepSeconds: number,
): readonly SignalPoint[] {
  if (definition.kind === "quantile" || definition.kind === "distance" || stepSeconds >= ROLLING_SECONDS) return points;
  const span = ROLLING_SECONDS * 1000;
  const rolled: SignalPoint[] = [];
  let oldest = 0;
  for (const [index, point] of points.entries()) {
    while ((points[oldest]?.at ?? point.at) <= point.at - span) oldest += 1;
    let events = 0;
    let weight = 0;
    let sum = 0;
    for (let n = oldest; n <= index; n += 1) {
      const each = points[n];
      if (!each || each.value === null) continue;
      const own = definition.kind === "rate" ? 1 : each.events;
      events += each.events;
      weight += own;
      sum += each.value * own;
    }
    rolled.push({ at: point.at, value: weight > 0 && point.value !== null ? sum / weight : null, events });
  }
  return rolled;
}
