import type { Cut } from "./cut.ts";

/** What rows of one bucket count up to; vectors of one length. */
export interface BucketCounts {
  readonly at: number;
  readonly counts: readonly number[];
}

/**
 * For each bucket from `from` on, the sum of it and those before it, `buckets` in all; left out where none of them counted anything.
 * One pass: what comes in is added, what falls out is taken off.
 */
export function trailingSums(
  rows: readonly BucketCounts[],
  { from, to, step }: Pick<Cut, "from" | "to" | "step">,
  buckets: number,
): readonly BucketCounts[] {
  const sums: BucketCounts[] = [];
  let running: number[] = [];
  let oldest = 0;
  let next = 0;
  for (let at = Math.min(from, rows[0]?.at ?? from); at < to; at += step) {
    for (let row = rows[next]; row !== undefined && row.at <= at; row = rows[next]) {
      running = row.counts.map((count, n) => (running[n] ?? 0) + count);
      next += 1;
    }
    for (let row = rows[oldest]; row !== undefined && row.at <= at - buckets * step; row = rows[oldest]) {
      running = running.map((count, n) => count - (row.counts[n] ?? 0));
      oldest += 1;
    }
    // Sums of fractions do not come back to exactly 0.
    if (oldest === next) running = [];
    else if (at >= from) sums.push({ at, counts: running });
  }
  return sums;
}
