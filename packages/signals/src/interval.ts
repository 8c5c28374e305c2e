/** Bad events among all events; both are counts. */
export interface Proportion {
  readonly bad: number;
  readonly total: number;
}
export interface Interval {
  /** The point estimate. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided quantiles of the normal distribution. */
export const Z95 = 1.959964;
export const Z99 = 2.575829;

/**
 * Score interval of a proportion, 95 % unless another quantile is given. Without events it is all of 0–1.
 * Source: E. B. Wilson, Probable Inference, JASA 22 (1927), 209–212.
 */
export function wilson({ bad, total }: Proportion, z: number = Z95): Interval {
  if (total <= 0) return { value: 0, low: 0, high: 1 };
  const p = bad / total;
  const zz = z * z;
  const middle = p + zz / (2 * total);
  const reach = z * Math.sqrt((p * (1 - p)) / total + zz / (4 * total * total));
  const scale = 1 + zz / total;
  // At p = 0 and p = 1 the formula gives exactly 0 and 1; floating point would miss them by an ulp.
  return {
    value: p,
    low: bad <= 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: bad >= total ? 1 : Math.min(1, (middle + reach) / scale),
  };
}

/**
 * Interval of the difference a − b of two independent proportions, from their Wilson intervals.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions,
 * Statistics in Medicine 17 (1998), 873–890, method 10 (hybrid score).
 */
export function newcombe(a: Proportion, b: Proportion, z: number = Z95): Interval {
  return difference(wilson(a, z), wilson(b, z));
}

/**
 * Interval of the difference of two independent estimates that have (perhaps asymmetric) intervals of their own.
 * Source: G. Y. Zou, A. Donner, Construction of confidence limits about effect measures, Statistics in Medicine 27
 * (2008), 1693–1702 (MOVER); for two proportions it is Newcombe's method 10.
 */
export function difference(a: Interval, b: Interval): Interval {
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
