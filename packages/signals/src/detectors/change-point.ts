import type { SignalDefinition } from "../definition.ts";
import type { SignalPoint } from "../series.ts";
import { countedEvidence, type Evidence, median, type StatedPoint, valuedEvidence } from "./change-evidence.ts";
import { scaleOf } from "./scale.ts";

/** Where a signal turned for the worse; times in epoch milliseconds, values in the signal's unit. */
export interface ChangePoint {
  readonly at: number;
  /** 95 times in 100 the change lies between. */
  readonly low: number;
  readonly high: number;
  readonly before: number;
  readonly after: number;
  /** Natural logarithm of the Bayes factor against no change at all. */
  readonly evidence: number;
}
export type ChangePointOptions = Pick<SignalDefinition, "kind" | "unit" | "badDirection"> & {
  /** Width of the buckets. */
  readonly stepSeconds: number;
};

/**
 * A change is stated from a Bayes factor of 1,000 on. Without any change a factor of x or more comes up in at most one series of x
 * (Markov's inequality: the factor's mean is 1 then), whatever the number of places that were tried: those are averaged over.
 */
const STATED_FROM: number = Math.log(1000);
const TAIL = 0.025;
/** Fewer buckets on either side cannot be told from noise. */
const FEWEST = 2;

/**
 * The one moment at which the series turned for the worse, or null where none is shown. Buckets ascend, gaps are allowed; more than one
 * change is told as the one that explains most. Of a proportion the counts are compared (`countedEvidence`), of other values their
 * level on the signal's scale (`valuedEvidence`); both count less where the noise is more than sampling explains. All moments are
 * equally likely beforehand; a change that lies within a bucket may be told before or after it, so the interval holds both neighbours.
 *
 * Source: D. Barry, J. A. Hartigan, A Bayesian analysis for change point problems, JASA 88 (1993), 309–319, with one change.
 */
export function changePoint(points: readonly SignalPoint[], options: ChangePointOptions): ChangePoint | null {
  const stated = points.filter(isStated);
  if (stated.length < 2 * FEWEST) return null;
  const evidenceAt = options.kind === "proportion" ? countedEvidence(stated) : valuedEvidence(scaled(stated, options));
  const places = stated.slice(FEWEST, stated.length - FEWEST + 1).map((point, n) => {
    const first = n + FEWEST;
    // A long silence before a bucket is as long a time in which it may have happened.
    const since = stated[first - 1]?.at ?? point.at;
    return { first, since, at: point.at, weight: weightOf(evidenceAt(first), options.badDirection) + Math.log(point.at - since) };
  });
  const span = (stated.at(-FEWEST)?.at ?? 0) - (stated[FEWEST - 1]?.at ?? 0);
  const sum = logSum(places.map(({ weight }) => weight));
  const evidence = sum - Math.log(span);
  if (!(evidence >= STATED_FROM)) return null;
  const placeOf = (share: number) => {
    let passed = 0;
    for (const place of places) {
      passed += Math.exp(place.weight - sum);
      if (passed >= share) return place;
    }
    return places.at(-1);
  };
  const [low, middle, high] = [placeOf(TAIL), placeOf(0.5), placeOf(1 - TAIL)];
  if (!low || !middle || !high) return null;
  const level = options.kind === "proportion" ? pooled : (some: readonly StatedPoint[]) => median(some.map(({ value }) => value));
  return {
    at: middle.at,
    low: low.since,
    high: high.at + options.stepSeconds * 1000,
    before: level(stated.slice(0, middle.first)),
    after: level(stated.slice(middle.first)),
    evidence,
  };
}

const isStated = (point: SignalPoint): point is StatedPoint =>
  point.value !== null && Number.isFinite(point.value) && point.events > 0;

/** A change for the better is none. */
function weightOf({ logBayesFactor, difference }: Evidence, bad: ChangePointOptions["badDirection"]): number {
  const isWorse = bad === "both" ? difference !== 0 : bad === "up" ? difference > 0 : difference < 0;
  return isWorse ? logBayesFactor : Number.NEGATIVE_INFINITY;
}

function scaled(points: readonly StatedPoint[], options: ChangePointOptions): readonly StatedPoint[] {
  const scale = scaleOf(options);
  return points.map((point) => ({ ...point, value: scale.to(point.value) }));
}

function logSum(terms: readonly number[]): number {
  const most = terms.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
}

function pooled(points: readonly StatedPoint[]): number {
  const events = points.reduce((sum, point) => sum + point.events, 0);
  return points.reduce((sum, point) => sum + point.value * point.events, 0) / events;
}
