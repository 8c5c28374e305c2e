import type { Channels } from "./lattice.ts";

/** What was measured of an additive measure, and what was expected, leaf by leaf. */
export interface Deviations {
  readonly real: Float64Array;
  readonly predict: Float64Array;
}
/** Which way the measure went wrong: below what was expected, or above. */
export type Direction = "lower" | "higher";

/** Severities a cause may have: a sixth to all of the measure gone (or come). Each stands for those within half a step. */
export const SEVERITIES = 6;
const STEP = 1 / SEVERITIES;
const SPREAD = STEP / 2;
/** So many leaves under a cause may look as if nothing were wrong: counts of one or two cannot fall by a third. */
const MAY_NOT_FOLLOW = 0.1;
/** Of one leaf. */
export const LEAST_EVIDENCE: number = Math.log(MAY_NOT_FOLLOW);
/** Half of so many tell a median to three parts in a hundred. */
const MOST_FOR_MEDIAN = 8192;
/** A relative noise below a thousandth is rounding. */
const LEAST_NOISE = 1e-3;
/** The median of the absolute value of a standard normal variable. */
const MEDIAN_DEVIATION = 0.6744897501960817;

/** Channels of a leaf: one for itself, its evidence for each severity, the change, the size it is a part of. */
export const EVIDENCE = 1;
export const CHANGE: number = EVIDENCE + SEVERITIES;
export const SIZE: number = CHANGE + 1;
export const WIDTH: number = SIZE + 1;
export const severityOf = (index: number): number => (index + 1) * STEP;

export interface SeverityEvidence extends Channels {
  readonly values: Float64Array;
  /** The leaves that the channels are of. One with nothing measured and nothing expected tells nothing. */
  readonly leaves: Int32Array;
}

/**
 * The log-likelihood ratio of every leaf, for each severity, against nothing but noise. With r = (expected − measured) ÷ the larger
 * of the two (turned so that harm is positive), noise is N(0, σ) and a cause N(severity, spread); σ is taken from the side where no
 * harm shows, by its median. A leaf beyond both is an outlier: the densities never fall below that of one uniform outlier in N²
 * leaves, so nothing but the fit of a severity itself weighs for it.
 */
export function severityEvidence({ real, predict }: Deviations, direction: Direction): SeverityEvidence {
  const leaves = tellingLeaves(real, predict);
  const values = new Float64Array(leaves.length * WIDTH);
  const relative = new Float64Array(leaves.length);
  const sign = direction === "lower" ? 1 : -1;
  for (let index = 0; index < leaves.length; index++) {
    const leaf = leaves[index] ?? 0;
    const [expected, measured] = [Math.max(0, predict[leaf] ?? 0), Math.max(0, real[leaf] ?? 0)];
    const size = Math.max(expected, measured);
    const change = sign * (expected - measured);
    relative[index] = change / size;
    values[index * WIDTH] = 1;
    values[index * WIDTH + CHANGE] = change;
    values[index * WIDTH + SIZE] = size;
  }
  const noise = noiseOf(relative);
  const outlier = Math.log(Math.sqrt(2 * Math.PI) / 2) - 2 * Math.log(Math.max(2, real.length));
  const [logNoise, logSpread] = [Math.log(noise), Math.log(SPREAD)];
  for (let index = 0; index < leaves.length; index++) {
    const r = relative[index] ?? 0;
    const asNoise = Math.max(outlier, -logNoise - (r / noise) ** 2 / 2);
    const at = index * WIDTH + EVIDENCE;
    for (let severity = 0; severity < SEVERITIES; severity++) {
      const off = (r - severityOf(severity)) / SPREAD;
      values[at + severity] = Math.max(LEAST_EVIDENCE, Math.max(outlier, -logSpread - (off * off) / 2) - asNoise);
    }
  }
  return { width: WIDTH, values, leaves };
}

function tellingLeaves(real: Float64Array, predict: Float64Array): Int32Array {
  const leaves = new Int32Array(real.length);
  let count = 0;
  for (let leaf = 0; leaf < real.length; leaf++) if ((real[leaf] ?? 0) > 0 || (predict[leaf] ?? 0) > 0) leaves[count++] = leaf;
  return leaves.subarray(0, count);
}

function noiseOf(relative: Float64Array): number {
  const every = Math.ceil(relative.length / MOST_FOR_MEDIAN);
  const harmless = relative.filter((r, index) => r < 0 && index % every === 0).sort();
  const median = -(harmless[harmless.length >> 1] ?? 0);
  return Math.max(LEAST_NOISE, median / MEDIAN_DEVIATION);
}
