import type { SignalPoint } from "../series.ts";
import { logGamma } from "./binomial.ts";

export type StatedPoint = SignalPoint & { readonly value: number };

/** What speaks for a change right before one of the buckets. */
export interface Evidence {
  /** Natural logarithm: two levels, one on each side, against one level throughout. */
  readonly logBayesFactor: number;
  /** After − before. */
  readonly difference: number;
}
/** Of a change right before the bucket of that index. */
export type EvidenceAt = (first: number) => Evidence;

/**
 * Proportions: the binomial likelihood of the counts with the level integrated out (Jeffreys's prior, a Beta of ½ and ½), so that two
 * levels pay for being two. Where the counts vary more than binomial ones, they count for as many fewer events.
 */
export function countedEvidence(points: readonly StatedPoint[]): EvidenceAt {
  const excess = noiseAcross(
    points.map(({ value, events }) => ({ sum: value * events, weight: events })),
    (a, b) => {
      const p = (a.sum + b.sum) / (a.weight + b.weight);
      const variance = p * (1 - p) * (1 / a.weight + 1 / b.weight);
      return variance > 0 ? (a.sum / a.weight - b.sum / b.weight) ** 2 / variance : null;
    },
  );
  const dispersion = Math.max(1, ...excess);
  const bad = cumulated(points.map(({ value, events }) => (value * events) / dispersion));
  const total = cumulated(points.map(({ events }) => events / dispersion));
  const [allBad, allTotal] = [bad.at(-1) ?? 0, total.at(-1) ?? 0];
  const single = logMarginal(allBad, allTotal);
  return (first) => {
    const [badBefore, before] = [bad[first] ?? 0, total[first] ?? 0];
    const [badAfter, after] = [allBad - badBefore, allTotal - before];
    return {
      logBayesFactor: logMarginal(badBefore, before) + logMarginal(badAfter, after) - single,
      difference: badAfter / after - badBefore / before,
    };
  };
}

/** ln B(bad + ½, good + ½) / B(½, ½). */
const logMarginal = (bad: number, total: number): number =>
  logGamma(bad + 0.5) + logGamma(Math.max(0, total - bad) + 0.5) - logGamma(total + 1) - Math.log(Math.PI);

/**
 * Any other values: normal around their level with one unknown deviation, both integrated out (the level with a prior that weighs as
 * much as one bucket, the deviation with Jeffreys's), which is Student's distribution. Single spikes are pulled in beforehand; where
 * neighbouring buckets resemble each other, they count for as many fewer.
 */
export function valuedEvidence(points: readonly StatedPoint[]): EvidenceAt {
  const values = withoutSpikes(points.map(({ value }) => value));
  const across = noiseAcross(
    values.map((value) => ({ sum: value, weight: 1 })),
    (a, b) => ((a.sum / a.weight - b.sum / b.weight) ** 2 * a.weight) / 2,
  );
  const [own = 0] = across;
  const fewer = own > 0 ? Math.max(1, ...across.map((each) => each / own)) : 1;
  const count = values.length / fewer;
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = cumulated(values.map((value) => value - middle));
  const squares = cumulated(values.map((value) => (value - middle) ** 2));
  const whole = squares.at(-1) ?? 0;
  // Below what the numbers can hold, there is no variation at all.
  const least = 1e-18 * (middle ** 2 * values.length + whole) + Number.MIN_VALUE;
  /** Of a level of its own over so many buckets: what it leaves unexplained, and what it pays. */
  const level = (sum: number, n: number) => ({ explained: sum ** 2 / (n + fewer), price: 0.5 * Math.log1p(n / fewer) });
  const none = level(sums.at(-1) ?? 0, values.length);
  return (first) => {
    const sumBefore = sums[first] ?? 0;
    const sumAfter = (sums.at(-1) ?? 0) - sumBefore;
    const [before, after] = [level(sumBefore, first), level(sumAfter, values.length - first)];
    const left = Math.max(least, whole - before.explained - after.explained);
    return {
      logBayesFactor:
        (count / 2) * Math.log(Math.max(least, whole - none.explained) / left) - before.price - after.price + none.price,
      difference: sumAfter / (values.length - first) - sumBefore / first,
    };
  };
}

const cumulated = (values: readonly number[]): readonly number[] => {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
};

interface Block {
  readonly sum: number;
  readonly weight: number;
}
/** Pairs of neighbours from which noise is estimated; fewer say too little. */
const FEWEST_PAIRS = 20;

/**
 * How much neighbouring blocks of 1, 2, 4, … buckets differ, on average, by a measure that is the same for each of them where the noise
 * is independent. The pair that differs most is left out: one change lies within one pair at most.
 */
function noiseAcross(buckets: readonly Block[], differ: (a: Block, b: Block) => number | null): readonly number[] {
  const found: number[] = [];
  for (let blocks = buckets; blocks.length >= 2 * FEWEST_PAIRS; blocks = joined(blocks)) {
    const differences: number[] = [];
    for (let n = 0; n + 1 < blocks.length; n += 2) {
      const [a, b] = [blocks[n], blocks[n + 1]];
      const each = a && b ? differ(a, b) : null;
      if (each !== null) differences.push(each);
    }
    if (differences.length < FEWEST_PAIRS) continue;
    const sum = differences.reduce((a, b) => a + b, 0) - Math.max(...differences);
    found.push(sum / (differences.length - 1));
  }
  return found;
}

function joined(blocks: readonly Block[]): readonly Block[] {
  const pairs: Block[] = [];
  for (let n = 0; n + 1 < blocks.length; n += 2) {
    const [a, b] = [blocks[n], blocks[n + 1]];
    if (a && b) pairs.push({ sum: a.sum + b.sum, weight: a.weight + b.weight });
  }
  return pairs;
}

/** Neighbours on each side, and how many deviations from their median a value may lie. */
const NEIGHBOURS = 2;
const REACH = 4;

/** A level that lasts for three buckets stays as it is. */
function withoutSpikes(values: readonly number[]): readonly number[] {
  const medians = values.map((_, n) => median(values.slice(Math.max(0, n - NEIGHBOURS), n + NEIGHBOURS + 1)));
  const residuals = values.map((value, n) => Math.abs(value - (medians[n] ?? value)));
  // Of a normal distribution the deviation is 1.4826 times the median of the absolute residuals.
  const reach = REACH * 1.4826 * median(residuals);
  if (reach === 0) return values;
  return values.map((value, n) => {
    const centre = medians[n] ?? value;
    return Math.min(centre + reach, Math.max(centre - reach, value));
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
