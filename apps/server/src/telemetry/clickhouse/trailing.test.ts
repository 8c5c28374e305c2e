import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BucketCounts, trailingSums } from "./trailing.ts";

/** What it promises, counted anew for each bucket. */
function naive(rows: readonly BucketCounts[], from: number, to: number, buckets: number): readonly BucketCounts[] {
  const sums: BucketCounts[] = [];
  for (let at = from; at < to; at += 10) {
    const within = rows.filter((row) => row.at <= at && row.at > at - buckets * 10);
    if (within.length === 0) continue;
    sums.push({ at, counts: [0, 1].map((n) => within.reduce((sum, row) => sum + (row.counts[n] ?? 0), 0)) });
  }
  return sums;
}

describe("trailing sums", () => {
  test("are, for each bucket, the sum of it and those before it, wherever buckets are empty", () => {
    const rows = fc
      .uniqueArray(fc.integer({ min: -20, max: 40 }), { maxLength: 40 })
      .chain((places) =>
        fc.tuple(
          ...places
            .toSorted((a, b) => a - b)
            .map((place) => fc.tuple(fc.nat(9), fc.nat(9)).map((counts): BucketCounts => ({ at: place * 10, counts }))),
        ),
      );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 21 }), (given, buckets) => {
        // The scan begins where the first bucket's trailing window does.
        const read = given.filter((row) => row.at > -buckets * 10);
        expect(trailingSums(read, { from: 0, to: 400, step: 10 }, buckets)).toEqual(naive(read, 0, 400, buckets));
      }),
    );
  });
});
