import type { ExponentialReading } from "./request.ts";

export interface ExplicitBuckets {
  /** Upper bounds, ascending, one less than `bucketCounts`. */
  readonly bounds: readonly number[];
  readonly bucketCounts: readonly number[];
}
/** Buckets 9 % wide: finer ones change their grid as soon as a larger value comes, and points on different grids are hard to compare. */
const FINEST_SCALE = 3;

/**
 * Bounds at 2^(i·2^−scale), the buckets' own, so that nothing is guessed: a bucket of one scale is exactly two of the next finer one
 * (OTLP data model, "Exponential histograms: perfect subsetting"). The scale is the finest, at most 3, with which all buckets that hold something
 * need no more than `most` bounds. An empty bucket closes each end, so that the first and the last that hold
 * something have both their bounds. A negative value that lies on a bound exactly counts one bucket higher than it should.
 */
export function explicitBuckets(reading: ExponentialReading, most: number): ExplicitBuckets {
  let scale = Math.min(reading.scale, FINEST_SCALE);
  let positive = coarser(occupied(reading.positive.offset, reading.positive.counts), reading.scale - scale);
  let negative = coarser(occupied(reading.negative.offset, reading.negative.counts), reading.scale - scale);
  while (boundsNeeded(positive) + boundsNeeded(negative) > most) {
    scale -= 1;
    positive = coarser(positive, 1);
    negative = coarser(negative, 1);
  }
  const below = edges(negative, scale)
    .map((edge) => -edge)
    .reverse();
  const above = positive.counts.length > 0 ? edges(positive, scale) : [Math.max(0, reading.zeroThreshold)];
  const underZero = below.length > 0 ? [0, ...[...negative.counts].reverse()] : [];
  return { bounds: [...below, ...above], bucketCounts: [...underZero, reading.zeroCount, ...positive.counts, 0] };
}

/** From the first bucket that holds something to the last. */
interface Range {
  readonly first: number;
  readonly counts: readonly number[];
}

function occupied(offset: number, counts: readonly number[]): Range {
  const from = counts.findIndex((count) => count !== 0);
  if (from < 0) return { first: 0, counts: [] };
  return { first: offset + from, counts: counts.slice(from, counts.findLastIndex((count) => count !== 0) + 1) };
}

function coarser({ first, counts }: Range, steps: number): Range {
  if (steps <= 0 || counts.length === 0) return { first, counts };
  const width = 2 ** steps;
  const start = Math.floor(first / width);
  const merged = Array.from({ length: Math.floor((first + counts.length - 1) / width) - start + 1 }, () => 0);
  for (const [index, count] of counts.entries()) {
    const place = Math.floor((first + index) / width) - start;
    merged[place] = (merged[place] ?? 0) + count;
  }
  return { first: start, counts: merged };
}

const boundsNeeded = ({ counts }: Range): number => counts.length + 1;

/** The largest bound would be 2^1024, which no double holds; no double lies above this one either. */
const edges = ({ first, counts }: Range, scale: number): number[] =>
  counts.length === 0
    ? []
    : Array.from({ length: counts.length + 1 }, (_, index) => Math.min(2 ** ((first + index) * 2 ** -scale), Number.MAX_VALUE));
