import { type HarmMeasure, NOTHING } from "./comparison.ts";

/** Channels of a cell: events (now and then), and of the values now and in the reference their number, sum and sum of squares. */
export const MEAN = { seen: 0, n: 1, sum: 2, squares: 3, nBefore: 4, sumBefore: 5, squaresBefore: 6, width: 7 } as const;
const LEAST_VALUES = 3;

/**
 * The mean of a number where more is worse. With a reference a part is compared with its own mean then, moved as the rest moved;
 * without one with the rest. Evidence is Welch's: (ν ÷ 2) · log(1 + t² ÷ ν).
 */
export const harmMean: HarmMeasure = {
  width: MEAN.width,
  events: MEAN.n,
  reference: MEAN.nBefore,
  excessOfAll(total) {
    const [now, before] = [moments(total, MEAN.n), moments(total, MEAN.nBefore)];
    return before.n < LEAST_VALUES ? 0 : Math.max(0, (now.mean - before.mean) * now.n);
  },
  compare(inside, rest) {
    const now = moments(inside, MEAN.n);
    const expected = expectedOf(inside, rest);
    if (now.n < LEAST_VALUES || expected === null) return NOTHING;
    const above = now.mean - expected.mean;
    const variance = now.variance + expected.variance;
    if (!(variance > 0)) return { evidence: 0, excess: above * now.n, residual: null };
    const residual = above ** 2 / variance;
    const freedom = variance ** 2 / (now.variance ** 2 / (now.n - 1) + expected.variance ** 2 / Math.max(1, expected.n - 1));
    return { evidence: above > 0 ? (freedom / 2) * Math.log1p(residual / freedom) : 0, excess: above * now.n, residual };
  },
};

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
}
function expectedOf(inside: Float64Array, rest: Float64Array): Moments | null {
  const [before, restNow, restBefore] = [moments(inside, MEAN.nBefore), moments(rest, MEAN.n), moments(rest, MEAN.nBefore)];
  if (restNow.n < LEAST_VALUES) return null;
  if (before.n < LEAST_VALUES || restBefore.n < LEAST_VALUES) return restNow;
  return {
    n: Math.min(before.n, restNow.n, restBefore.n),
    mean: before.mean + restNow.mean - restBefore.mean,
    variance: before.variance + restNow.variance + restBefore.variance,
  };
}
function moments(sums: Float64Array, at: number): Moments {
  const [n, sum, squares] = [sums[at] ?? 0, sums[at + 1] ?? 0, sums[at + 2] ?? 0];
  if (n < 2) return { n, mean: n > 0 ? sum / n : 0, variance: 0 };
  return { n, mean: sum / n, variance: Math.max(0, squares - sum ** 2 / n) / (n - 1) / n };
}
