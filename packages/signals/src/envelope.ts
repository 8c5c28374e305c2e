import type { SignalDefinition } from "./definition.ts";
import { wilson, Z95 } from "./interval.ts";
import type { Envelope, SignalPoint } from "./series.ts";

/** Buckets with a value before a band is stated. */
const BUCKETS_NEEDED = 12;
/**
 * Half the band's width in standard deviations. Neighbouring buckets of a rolling minute are not independent, so the 3-of-4 rule of
 * `outsideSince` alone would not keep false alarms away: the width does (4 σ: once in 30,000 independent minutes).
 */
const WIDTH = 4;
/** MAD × this estimates the standard deviation of a normal distribution (Rousseeuw & Croux, JASA 88 (1993), 1273–1283). */
const MAD_TO_SIGMA = 1.4826;
/** A band is never narrower than this share of its middle: a machine-smooth signal may still breathe. */
const LEAST_RELATIVE_REACH = { proportion: 0, mean: 0.1, rate: 0.2, quantile: 0.2, distance: 0.2 } as const;
/** Buckets of a quantile or mean with less than this share of the usual traffic are not judged. */
const THIN_BUCKET = 0.25;
/** Outside when three of four neighbouring buckets are; back when three of four are inside. */
const RUN = 4;
const NEEDED_OF_RUN = 3;

/** The newest learnt buckets that a band is made of. */
const MEMORY = 360;
/** While learning, the band is refreshed after so many buckets. */
const REFRESH = 8;

interface Sample {
  readonly at: number;
  readonly value: number;
  readonly events: number;
}
type Definition = Pick<SignalDefinition, "kind" | "badDirection">;

/**
 * The band of a baseline window: median ± 4 robust standard deviations. The deviation is the median absolute deviation × 1.4826,
 * for a proportion at least the binomial noise √(p(1−p)/n) of the usual bucket, with p smoothed by two bad and two good events
 * (Agresti & Coull, The American Statistician 52 (1998), 119–126), so that a service without a single bad event does not alarm
 * at its first. A proportion's middle is the pooled rate of the buckets near the median: the median of small counts is biased.
 */
export function envelope(points: readonly SignalPoint[], definition: Definition): Envelope {
  const samples = withValue(points);
  if (samples.length < BUCKETS_NEEDED) return { kind: "learning", bucketsSeen: samples.length, bucketsNeeded: BUCKETS_NEEDED };
  const usual = median(samples.map((sample) => sample.value));
  const spread = MAD_TO_SIGMA * median(samples.map((sample) => Math.abs(sample.value - usual)));
  if (definition.kind !== "proportion") {
    const reach = Math.max(WIDTH * spread, Math.abs(usual) * LEAST_RELATIVE_REACH[definition.kind]);
    return { kind: "band", low: Math.max(0, usual - reach), high: usual + reach };
  }
  const firstReach = WIDTH * Math.max(spread, binomialNoise(samples, pooledRate(samples)));
  const near = samples.filter((sample) => Math.abs(sample.value - usual) <= firstReach);
  const middle = pooledRate(near);
  const reach = WIDTH * Math.max(spread, binomialNoise(near, middle));
  return { kind: "band", low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/**
 * The buckets to learn a band from: it goes through them in order and leaves out those during which the signal was outside the
 * band learnt so far, so that a lasting fault does not become the new normal. The first 12 with a value are taken on trust.
 */
export function baseline(points: readonly SignalPoint[], definition: Definition): readonly SignalPoint[] {
  const learnt: SignalPoint[] = [];
  let band: Envelope = { kind: "learning", bucketsSeen: 0, bucketsNeeded: BUCKETS_NEEDED };
  let sinceRefresh = 0;
  let outside = false;
  const judged = points.filter((point) => point.value !== null && point.events > 0);
  for (const [index, point] of judged.entries()) {
    if (band.kind === "learning" || sinceRefresh >= REFRESH) {
      band = envelope(learnt.slice(-MEMORY), definition);
      sinceRefresh = 0;
    }
    const run = judged.slice(Math.max(0, index - RUN + 1), index + 1);
    const out = run.filter(({ at, value, events }) => isOut({ at, value: value ?? 0, events }, band, definition)).length;
    const wasOutside = outside;
    outside = outside ? run.length - out < NEEDED_OF_RUN : out >= NEEDED_OF_RUN;
    // What led up to leaving the band was learnt before it was known to be bad.
    if (outside && !wasOutside) learnt.splice(Math.max(BUCKETS_NEEDED, learnt.length - RUN + 1));
    if (outside) continue;
    learnt.push(point);
    sinceRefresh += 1;
  }
  return learnt.slice(-MEMORY);
}

/**
 * Since when the signal is out of its band on the bad side, epoch milliseconds; null while it is inside or nothing is known.
 * Out: three of four neighbouring buckets are; it counts from the first of them. Back: three of four are inside again. A bucket
 * of a proportion is out only if its own 95 % Wilson interval excludes the band's middle too: few events prove nothing.
 */
export function outsideSince(points: readonly SignalPoint[], band: Envelope, definition: Definition): number | null {
  if (band.kind !== "band") return null;
  const samples = withValue(points);
  const usualEvents = median(samples.map((sample) => sample.events));
  const judged = samples
    .filter((sample) => definition.kind === "proportion" || sample.events >= usualEvents * THIN_BUCKET)
    .map((sample) => ({ at: sample.at, out: isOut(sample, band, definition) }));
  let since: number | null = null;
  for (let end = RUN; end <= judged.length; end += 1) {
    const run = judged.slice(end - RUN, end);
    const out = run.filter((bucket) => bucket.out);
    if (since === null && out.length >= NEEDED_OF_RUN) since = out[0]?.at ?? null;
    else if (since !== null && RUN - out.length >= NEEDED_OF_RUN) since = null;
  }
  return since;
}

function isOut(sample: Sample, band: Envelope, definition: Definition): boolean {
  if (band.kind !== "band") return false;
  const up = definition.badDirection === "up";
  if (up ? sample.value <= band.high : sample.value >= band.low) return false;
  if (definition.kind !== "proportion") return true;
  const own = wilson({ bad: sample.value * sample.events, total: sample.events }, Z95);
  const middle = (band.low + band.high) / 2;
  return up ? own.low > middle : own.high < middle;
}

function withValue(points: readonly SignalPoint[]): readonly Sample[] {
  return points.flatMap(({ at, value, events }) => (value === null || events <= 0 ? [] : [{ at, value, events }]));
}

function pooledRate(samples: readonly Sample[]): number {
  const events = samples.reduce((sum, sample) => sum + sample.events, 0);
  return events === 0 ? 0 : samples.reduce((sum, sample) => sum + sample.value * sample.events, 0) / events;
}

function binomialNoise(samples: readonly Sample[], rate: number): number {
  const events = samples.reduce((sum, sample) => sum + sample.events, 0);
  const smoothed = (rate * events + 2) / (events + 4);
  return Math.sqrt((smoothed * (1 - smoothed)) / Math.max(1, median(samples.map((sample) => sample.events))));
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? 0)) / 2;
}
