import fc from "fast-check";
import { expect, test } from "vitest";
import { isOverLimit } from "./threshold.ts";

const AT_MOST = { op: "≤", value: 2 } as const;
const AT_LEAST = { op: "≥", value: 0.92 } as const;

test("[SG31] a limit is crossed three standard deviations of the bucket's noise beyond it", () => {
  expect(isOverLimit({ value: 2.31 }, AT_MOST, 0.1)).toBe(true);
  expect(isOverLimit({ value: 2.29 }, AT_MOST, 0.1)).toBe(false);
  expect(isOverLimit({ value: 0.79 }, AT_LEAST, 0.04)).toBe(true);
  expect(isOverLimit({ value: 0.81 }, AT_LEAST, 0.04)).toBe(false);
  expect(isOverLimit({ value: 2.001 }, AT_MOST, 0)).toBe(true);
});

test("[SG31] what keeps to its limit never crosses it, however noisy", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }), (value, noise) => {
      expect(isOverLimit({ value }, AT_MOST, noise)).toBe(false);
      expect(isOverLimit({ value: 0.92 + value }, AT_LEAST, noise)).toBe(false);
    }),
  );
});
