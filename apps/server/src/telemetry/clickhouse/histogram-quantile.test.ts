import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histogramQuantile } from "./histogram-quantile.ts";

const histogram = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 }).chain((bounds) =>
  fc.record({
    bounds: fc.constant(bounds.toSorted((a, b) => a - b)),
    counts: fc.array(fc.nat(20), { minLength: bounds.length + 1, maxLength: bounds.length + 1 }),
  }),
);

describe("the quantile of histograms", () => {
  test("is interpolated in its bucket; the first begins at 0, above the last bound only the bound is known", () => {
    const bounds = [1, 2, 4];
    const quantiles = (counts: readonly number[], qs: readonly number[]) =>
      qs.map((q) => histogramQuantile([{ bounds, counts }], q));
    expect(quantiles([4, 4, 2, 0], [0, 0.2, 0.5, 0.9, 1])).toEqual([0, 0.5, 1.25, 3, 4]);
    expect(quantiles([0, 0, 0, 3], [0.5, 1])).toEqual([4, 4]);
    expect(histogramQuantile([{ bounds: [-2, 1], counts: [0, 2, 0] }], 0.5)).toBe(-0.5);
  });

  test("is null without observations, and of a histogram without bounds", () => {
    expect(histogramQuantile([], 0.5)).toBe(null);
    expect(histogramQuantile([{ bounds: [1], counts: [0, 0] }], 0.5)).toBe(null);
    expect(histogramQuantile([{ bounds: [], counts: [5] }], 0.5)).toBe(null);
  });

  test("does not fall as the share grows, and does not depend on how observations are divided among histograms", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(histogram, histogram, share, share, (one, two, a, b) => {
        const low = histogramQuantile([one, two], Math.min(a, b));
        const high = histogramQuantile([one, two], Math.max(a, b));
        if (low === null || high === null) expect(low).toBe(high);
        else expect(low).toBeLessThanOrEqual(high + 1e-9);
        const doubled = { bounds: one.bounds, counts: one.counts.map((count) => count * 2) };
        const whole = histogramQuantile([doubled], a);
        const parts = histogramQuantile([one, one], a);
        if (whole === null) expect(parts).toBe(null);
        else expect(parts).toBeCloseTo(whole, 9);
      }),
    );
  });
});
