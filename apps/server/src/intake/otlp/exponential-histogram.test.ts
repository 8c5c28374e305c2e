import fc from "fast-check";
import { expect, test } from "vitest";
import { explicitBuckets } from "./exponential-histogram.ts";
import type { ExponentialBuckets, ExponentialReading } from "./request.ts";

const NONE: ExponentialBuckets = { offset: 0, counts: [] };
const reading = (given: Partial<ExponentialReading>): ExponentialReading => ({
  kind: "exponential",
  count: 0,
  sum: 0,
  scale: 0,
  zeroCount: 0,
  zeroThreshold: 0,
  positive: NONE,
  negative: NONE,
  ...given,
});

test("bounds are the buckets' own, with zero between the negative and the positive ones", () => {
  const both = reading({
    zeroCount: 7,
    positive: { offset: 0, counts: [1, 2, 0, 3] },
    negative: { offset: 1, counts: [4, 5] },
  });
  expect(explicitBuckets(both, 100)).toEqual({
    bounds: [-8, -4, -2, 1, 2, 4, 8, 16],
    bucketCounts: [0, 5, 4, 7, 1, 2, 0, 3, 0],
  });
});

test("empty buckets at the ends make no bounds; a side without values makes none", () => {
  const positive = reading({ zeroCount: 1, positive: { offset: -3, counts: [0, 0, 6, 0, 0] } });
  expect(explicitBuckets(positive, 100)).toEqual({ bounds: [0.5, 1], bucketCounts: [1, 6, 0] });
  const negative = reading({ zeroCount: 2, zeroThreshold: 0.25, negative: { offset: 0, counts: [6] } });
  expect(explicitBuckets(negative, 100)).toEqual({ bounds: [-2, -1, 0.25], bucketCounts: [0, 6, 2, 0] });
  expect(explicitBuckets(reading({ zeroCount: 9 }), 100)).toEqual({ bounds: [0], bucketCounts: [9, 0] });
  expect(explicitBuckets(reading({ positive: { offset: 1023, counts: [1] } }), 100).bounds).toEqual([
    2 ** 1023,
    Number.MAX_VALUE,
  ]);
});

test("all scales from 3 on lie on the grid of scale 3, so that the points of a series can be compared", () => {
  const fine = explicitBuckets(reading({ scale: 20, positive: { offset: 2 ** 20, counts: [1, 2, 3] } }), 100);
  expect(fine).toEqual({ bounds: [2, 2 ** (9 / 8)], bucketCounts: [0, 6, 0] });
});

/** Values between bounds, sorted into buckets as the data model says, then converted: every value must lie in the bucket that counts it. */
test("whatever the scale and the room, each explicit bucket counts exactly the values between its bounds", () => {
  const place = fc.record({ index: fc.integer({ min: -300, max: 300 }), side: fc.constantFrom(-1, 1) });
  const options = { scale: fc.integer({ min: -2, max: 8 }), most: fc.integer({ min: 8, max: 120 }) };
  fc.assert(
    fc.property(fc.record({ ...options, places: fc.array(place, { maxLength: 60 }), zeroCount: fc.nat(5) }), (given) => {
      const { scale, most, places, zeroCount } = given;
      const inRange = places.filter(({ index }) => Math.abs(index) * 2 ** -scale < 1000);
      const value = ({ index, side }: { index: number; side: number }) => side * 2 ** ((index + 0.5) * 2 ** -scale);
      const side = (of: number): ExponentialBuckets => {
        const indexes = inRange.filter((one) => one.side === of).map((one) => one.index);
        const offset = Math.min(...indexes, 0);
        const counts = Array.from({ length: Math.max(...indexes, 0) - offset + 1 }, () => 0);
        for (const index of indexes) counts[index - offset] = (counts[index - offset] ?? 0) + 1;
        return { offset, counts };
      };
      const { bounds, bucketCounts } = explicitBuckets(
        reading({ scale, zeroCount, positive: side(1), negative: side(-1) }),
        most,
      );
      const values = [...inRange.map(value), ...Array.from({ length: zeroCount }, () => 0)];
      const expected = [...bounds, Number.POSITIVE_INFINITY].map(
        (bound, index) => values.filter((one) => one <= bound && one > (bounds[index - 1] ?? Number.NEGATIVE_INFINITY)).length,
      );
      expect(bucketCounts).toEqual(expected);
      expect(bounds.length).toBeLessThanOrEqual(most);
      expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});
