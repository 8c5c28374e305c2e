import fc from "fast-check";
import { expect, test } from "vitest";
import { excessOf } from "./affected.ts";

test("what is beyond the time before, with the interval of Newcombe's published example: 56 of 70 against 48 of 80", () => {
  expect(excessOf({ bad: 56, total: 70 }, { bad: 48, total: 80 })).toEqual({
    value: expect.closeTo(70 * 0.2, 6),
    low: expect.closeTo(70 * 0.0524, 1),
    high: expect.closeTo(70 * 0.3339, 1),
  });
});

test("without a time before it lies between none and all; without events there is none", () => {
  expect(excessOf({ bad: 12, total: 100 }, { bad: 0, total: 0 })).toEqual({ value: 12, low: 0, high: 12 });
  expect(excessOf({ bad: 0, total: 0 }, { bad: 3, total: 100 })).toEqual({ value: 0, low: 0, high: 0 });
});

test("whatever the counts: the interval holds the value, between none and what was seen", () => {
  const tally = fc.tuple(fc.nat(500), fc.nat(500)).map(([bad, good]) => ({ bad, total: bad + good }));
  fc.assert(
    fc.property(tally, tally, (since, before) => {
      const { value, low, high } = excessOf(since, before);
      expect(low >= 0 && low <= value && value <= high && high <= since.bad).toBe(true);
    }),
  );
});
