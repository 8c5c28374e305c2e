import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketSeconds, MOST_POINTS } from "./buckets.ts";
import { formatSignal } from "./format.ts";

test("[SG13] values are written as people read them", () => {
  expect(formatSignal("ungrounded-rate", 0.118)).toBe("11.8 %");
  expect(formatSignal("latency-p95", 1.4234)).toBe("1.42 s");
  expect(formatSignal("cost-per-request", 0.0041)).toBe("$0.0041");
  expect(formatSignal("cost-per-request", 3.5)).toBe("$3.50");
  expect(formatSignal("task-success", null)).toBe("–");
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
