/** A value is learnt as if it lay at most so many deviations away (Huber, Ann. Math. Stat. 35 (1964), 73–101). */
const CLIP = 2.5;
/** The variance of a normal distribution clipped at ±CLIP is smaller by this factor. */
const CLIPPED_VARIANCE = 0.9752;
const MAD_TO_SIGMA = 1.4826;
/** Passes from the median absolute deviation, robust but unsure, to the deviation of clipped residuals, nearly as sure as the plain one. */
const CLIPPED_PASSES = 3;
/**
 * A deviation is never trusted more than one known from so many values: what is measured has longer tails than a normal distribution,
 * percentiles above all.
 */
const MOST_FREEDOM = 10;
/** What sampling explains is believed like a variance measured in so many values. */
const PRIOR_VALUES = 8;
/** The freedom of a deviation that sampling alone explains: it is known, not estimated. */
const KNOWN = 1000;
/** Never narrower than this share of the middle, so that a constant may breathe. */
const LEAST_RELATIVE_DEVIATION = 0.002;
/** And never so narrow that a value lies further out than this; a constant 0 has no scale of its own. */
const MOST_DEVIATIONS = 100;

export interface Spread {
  /** Forgets all and learns from these residuals by their median absolute deviation, wild ones among them or not. */
  restart(residuals: readonly number[]): void;
  /** Of a residual of this sign: the standard deviation and the degrees of freedom of its Student's t. */
  around(middle: number, residual: number, sampling: number): { readonly deviation: number; readonly freedom: number };
  /** Learns the residual with `share` (0–1) of the usual weight; answers as much of it as may be learnt. */
  learn(residual: number, how: { readonly deviation: number; readonly share: number }): number;
}

/** How far values lie above and below what was expected, each side by itself: what cannot fall below 0 is skewed. */
export function createSpread(memory: number): Spread {
  const sides = { above: { variance: 0, seen: 0 }, below: { variance: 0, seen: 0 } };
  const of = (residual: number) => (residual >= 0 ? sides.above : sides.below);
  return {
    restart(residuals) {
      let variance = (MAD_TO_SIGMA * median(residuals.map(Math.abs))) ** 2;
      for (let pass = 0; pass < CLIPPED_PASSES; pass += 1) {
        const most = CLIP ** 2 * variance;
        variance =
          residuals.reduce((sum, residual) => sum + Math.min(most, residual ** 2), 0) / (CLIPPED_VARIANCE * residuals.length);
      }
      for (const side of [sides.above, sides.below]) Object.assign(side, { variance, seen: residuals.length / 2 });
    },
    around(middle, residual, sampling) {
      const { variance, seen } = of(residual);
      const values = Math.max(1, sides.above.seen + sides.below.seen);
      const known = sampling ** 2 * (1 + 1 / values);
      // What few values say of the variance is mostly chance: it is drawn to what sampling explains, where that is known (Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004), 3).
      const prior = sampling > 0 ? PRIOR_VALUES : 0;
      const estimated = (variance * (1 + 1 / values) * values + known * prior) / (values + prior);
      // Satterthwaite (Biometrics Bull. 2 (1946), 110–114): only the share of the variance that sampling does not explain is estimated.
      const unexplained = estimated > known ? 1 - known / estimated : 0;
      const freedom = Math.min(KNOWN, Math.min(MOST_FREEDOM, Math.max(2, 2 * seen - 1)) / unexplained ** 2);
      const least = Math.max(LEAST_RELATIVE_DEVIATION * Math.abs(middle), Math.abs(residual) / MOST_DEVIATIONS);
      return { deviation: Math.max(Math.sqrt(Math.max(estimated, known)), least), freedom };
    },
    learn(residual, { deviation, share }) {
      const clipped = Math.max(-CLIP * deviation, Math.min(CLIP * deviation, residual));
      const side = of(residual);
      side.seen += share;
      side.variance += share * (clipped ** 2 / CLIPPED_VARIANCE - side.variance) * Math.max(1 / side.seen, 2 / memory);
      return clipped;
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
