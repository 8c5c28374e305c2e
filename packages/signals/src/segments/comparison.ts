/** What a part of the traffic shows, against what it should by its own reference and by what became of the rest. */
export interface Comparison {
  /** Log-likelihood ratio, in nats, that it changed for the worse and the rest did not; 0 where it is not worse. */
  readonly evidence: number;
  /** Harm above what was to be expected of it, in units of the measure; negative where it is better. */
  readonly excess: number;
  /** (seen − expected)² ÷ its variance; null where too little was seen to tell. */
  readonly residual: number | null;
}
export const NOTHING: Comparison = { evidence: 0, excess: 0, residual: null };

/** How harm is measured: what is added up over cells, and how a part is compared. */
export interface HarmMeasure {
  /** Numbers of a cell. The first is its requests now and in the reference: above 0 for every cell there is. */
  readonly width: number;
  /** Where the events of now stand among them. */
  readonly events: number;
  /** From here on numbers are of the reference. */
  readonly reference: number;
  /** Harm of all traffic above what it had in the reference; 0 without one. */
  excessOfAll(total: Float64Array): number;
  compare(inside: Float64Array, rest: Float64Array): Comparison;
}

/**
 * Of the standard normal distribution, beyond z ≥ 0; relative error below 2·10⁻⁷, also far out.
 * Source: W. H. Press et al., Numerical Recipes, 2nd ed. (1992), 6.2, erfcc.
 */
export function upperTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let polynomial = 0;
  for (const coefficient of ERFC) polynomial = polynomial * t + coefficient;
  return (t * Math.exp(-x * x + polynomial)) / 2;
}
const ERFC: readonly number[] = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223,
];
