import fc from "fast-check";
import { expect, test } from "vitest";
import type { Distribution } from "../series.ts";
import { differenceOf, differenceOfShares } from "./difference.ts";
import { distance } from "./distance.ts";
import { randomFrom } from "./testing.ts";

const numbers = (
  reference: readonly number[],
  current: readonly number[],
  missing: readonly [number, number] = [0, 0],
): Distribution => ({
  kind: "number",
  edges: reference.slice(1).map((_, i) => i),
  labels: [],
  reference,
  current,
  referenceMissing: missing[0],
  currentMissing: missing[1],
});
const categories = (
  reference: readonly number[],
  current: readonly number[],
  missing: readonly [number, number] = [0, 0],
): Distribution => ({
  ...numbers(reference, current, missing),
  kind: "category",
  edges: [],
  labels: reference.map((_, i) => `value ${i}`),
});

test("[SG70] what is missing is a value: below all numbers, a category of its own", () => {
  expect(differenceOf(numbers([500, 500], [200, 200], [0, 600]))?.value).toBeCloseTo(0.6, 12);
  expect(differenceOf(numbers([0, 0], [50, 50], [100, 0]))?.value).toBe(1);
  expect(differenceOf(categories([60, 40], [0, 0], [0, 100]))?.value).toBe(1);
  expect(differenceOf(categories([], [], [100, 100]))?.value).toBe(0);
  // The values that came lie higher, but as much of the whole lies below each of them.
  expect(differenceOf(numbers([500, 500], [0, 500], [0, 500]))?.value).toBeCloseTo(0.5, 12);
});

test("[SG70] with nothing missing it is the distance; few values give a difference without a bound, none give no difference", () => {
  const counts = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(counts, fc.boolean(), (pairs, isNumber) => {
      const distribution = (isNumber ? numbers : categories)(
        pairs.map(([before]) => before),
        pairs.map(([, now]) => now),
      );
      const found = differenceOf(distribution);
      const known = distance(isNumber ? "ks" : "js", distribution);
      if (known !== null) expect(found).toEqual({ value: known.value, critical: known.critical });
      else if (found !== null) expect(found.critical).toBeNull();
      if (found === null) return;
      expect(found.value).toBeGreaterThanOrEqual(0);
      expect(found.value).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
  expect(differenceOf(numbers([10, 0], [0, 10]))).toEqual({ value: 1, critical: null });
  expect(differenceOf(categories([10, 0], [0, 10]))).toEqual({ value: 1, critical: null });
  expect(differenceOf(categories([0, 0], [5, 5]))).toBeNull();
  expect(differenceOfShares({ count: 0, events: 0 }, { count: 1, events: 5 })).toBeNull();
  expect(differenceOfShares({ count: 10, events: 40 }, { count: 50, events: 100 })).toEqual({ value: 0.25, critical: null });
});

test("[SG71] sampling alone keeps two shares closer than the critical value in 999 of 1,000 cases, also rare ones", () => {
  const random = randomFrom(3);
  const draw = (events: number, share: number) => ({
    count: Array.from({ length: events }, random).filter((one) => one < share).length,
    events,
  });
  for (const share of [0.005, 0.05, 0.5]) {
    let beyond = 0;
    for (let run = 0; run < 2000; run++) {
      const found = differenceOfShares(draw(400, share), draw(100, share));
      if (found && found.value > (found.critical ?? 0)) beyond += 1;
    }
    // Two are expected at most; seven would be chance once in two hundred.
    expect(beyond).toBeLessThanOrEqual(6);
  }
});

test("[SG71] twice the share in 500 events lies beyond it", () => {
  const found = differenceOfShares({ count: 50, events: 500 }, { count: 100, events: 500 });
  expect(found).toEqual({ value: 0.1, critical: expect.closeTo(3.2905 * Math.sqrt((0.15 * 0.85 * 2) / 500) + 0.002, 9) });
});
