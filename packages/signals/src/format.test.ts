import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketSeconds, MOST_POINTS } from "./buckets.ts";
import type { Unit } from "./definition.ts";
import { definitionOf, formatValue } from "./format.ts";

test("[SG13] values are written as people read them", () => {
  const written: readonly (readonly [Unit, number | null, string])[] = [
    ["share", 0.118, "11.8 %"],
    ["seconds", 1.4234, "1.42 s"],
    ["usd", 0.0041, "$0.0041"],
    ["usd", -3.5, "−$3.50"],
    ["tokens", 811.6, "812"],
    ["per-minute", 4.25, "4.3 /min"],
    ["per-minute", 127.4, "127 /min"],
    ["count", 2.04, "2.0"],
    ["index", 0.2504, "0.250"],
    ["score", 0.71, "0.710"],
    ["share", null, "–"],
    ["seconds", Number.NaN, "–"],
  ];
  expect(written.map(([unit, value]) => formatValue(unit, value))).toEqual(written.map(([, , text]) => text));
});

test("[SG13] a signal of the catalogue is found by its id, and another is a bug", () => {
  expect(definitionOf("latency-p95").title).toBe("Latency p95");
  expect(() => definitionOf("latency-p96")).toThrow("The catalogue lacks latency-p96.");
});

test("[SG12] at most 300 buckets, and never finer ones for a longer window", () => {
  const window = fc.integer({ min: 1, max: 31 * 24 * 3600_000 });
  fc.assert(
    fc.property(window, window, (a, b) => {
      expect(a / 1000 / bucketSeconds(a)).toBeLessThanOrEqual(MOST_POINTS);
      expect(bucketSeconds(Math.max(a, b))).toBeGreaterThanOrEqual(bucketSeconds(Math.min(a, b)));
    }),
  );
});
