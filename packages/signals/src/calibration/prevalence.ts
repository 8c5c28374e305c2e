/**
 * What share of positive decisions is right where so much of the population is positive (PPV):
 * Se·π ÷ (Se·π + (1 − Sp)·(1 − π)). All shares 0–1; NaN where no decision would be positive.
 * Source: Bayes' theorem; D. G. Altman, J. M. Bland, Diagnostic tests 2: predictive values, BMJ 309 (1994), 102.
 */
export function predictiveValue({
  sensitivity,
  specificity,
  prevalence,
}: {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly prevalence: number;
}): number {
  const right = sensitivity * prevalence;
  const wrong = (1 - specificity) * (1 - prevalence);
  return right / (right + wrong);
}

/**
 * How common the positive class has become, from the share q of positive decisions, under label shift (sensitivity and specificity
 * hold): (q − FPR) ÷ (TPR − FPR), kept within 0–1. Null where the classifier does not tell the classes apart.
 * Source: W. J. Rogan, B. Gladen, Estimating prevalence from the results of a screening test, American Journal of Epidemiology 107
 * (1978), 71–76.
 */
export function estimatedPrevalence({
  positiveShare,
  truePositiveRate,
  falsePositiveRate,
}: {
  readonly positiveShare: number;
  readonly truePositiveRate: number;
  readonly falsePositiveRate: number;
}): number | null {
  const power = truePositiveRate - falsePositiveRate;
  if (power <= 0) return null;
  return Math.min(1, Math.max(0, (positiveShare - falsePositiveRate) / power));
}
