/**
 * Probability of `successes` or more among `trials` of probability `p` each. Exact up to rounding: the terms are added up from the
 * first one, whose logarithm comes from `logGamma`.
 */
export function binomialTail({ successes, trials, p }: { successes: number; trials: number; p: number }): number {
  if (successes <= 0) return 1;
  if (successes > trials || p <= 0) return 0;
  if (p >= 1) return 1;
  if (successes < trials * p) return 1 - binomialTail({ successes: trials - successes + 1, trials, p: 1 - p });
  let term = Math.exp(
    logGamma(trials + 1) -
      logGamma(successes + 1) -
      logGamma(trials - successes + 1) +
      successes * Math.log(p) +
      (trials - successes) * Math.log1p(-p),
  );
  let sum = 0;
  for (let k = successes; k <= trials && term > sum * 1e-12; k += 1) {
    sum += term;
    term *= ((trials - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(1, sum);
}

/** ln Γ(x) for x > 0: Stirling's series after shifting x beyond 7. Source: Abramowitz & Stegun 6.1.41. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 7) {
    shift -= Math.log(z);
    z += 1;
  }
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}
