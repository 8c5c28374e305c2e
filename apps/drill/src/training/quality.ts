/** How good scores are against what really happened. */
export interface Quality {
  readonly rows: number;
  readonly positiveRate: number;
  /** Area under the ROC curve: the chance that a positive is scored above a negative, ties half. */
  readonly auc: number;
  readonly logLoss: number;
  /** Brier, 1950: mean squared error of the probability. */
  readonly brier: number;
  /** Expected calibration error over ten bins of equal width (Guo et al., 2017). */
  readonly ece: number;
}

export function qualityOf(scores: readonly number[], truths: readonly boolean[]): Quality {
  const rows = scores.length;
  const pairs = scores.map((score, i) => ({ score, truth: Number(truths[i]) }));
  const mean = (of: (pair: { score: number; truth: number }) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / rows;
  return {
    rows,
    positiveRate: mean(({ truth }) => truth),
    auc: areaUnderCurve(pairs),
    logLoss: mean(({ score, truth }) => -Math.log(truth === 1 ? score : 1 - score)),
    brier: mean(({ score, truth }) => (score - truth) ** 2),
    ece: calibrationError(pairs),
  };
}

/** By ranks (Mann and Whitney), the mean rank for ties. */
function areaUnderCurve(pairs: readonly { readonly score: number; readonly truth: number }[]): number {
  const sorted = pairs.toSorted((a, b) => a.score - b.score);
  let ranksOfPositives = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to += 1;
    const positives = sorted.slice(from, to).reduce((sum, { truth }) => sum + truth, 0);
    ranksOfPositives += positives * ((from + 1 + to) / 2);
    from = to;
  }
  const positives = pairs.reduce((sum, { truth }) => sum + truth, 0);
  return (ranksOfPositives - (positives * (positives + 1)) / 2) / (positives * (pairs.length - positives));
}

function calibrationError(pairs: readonly { readonly score: number; readonly truth: number }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, score: 0, truth: 0 }));
  for (const { score, truth } of pairs) {
    const bin = bins[Math.min(9, Math.floor(score * 10))];
    if (bin === undefined) continue;
    bin.rows += 1;
    bin.score += score;
    bin.truth += truth;
  }
  return bins.reduce((sum, { score, truth }) => sum + Math.abs(score - truth), 0) / pairs.length;
}
