import type { Channels } from "./lattice.ts";

/** What was measured of an additive measure, and what was expected, leaf by leaf. */
export interface Deviations {
  readonly real: Float64Array;
  readonly predict: Float64Array;
}
/** Which way the measure went wrong: below what was expected, or above. */
export type Direction = "lower" | "higher";

/** Severities a cause may have: an eighth to all of the measure gone (or come). Each stands for those within half a step. */
export const SEVERITIES = 8;
const STEP = 1 / SEVERITIES;
const SPREAD = STEP / 2;
/** So many leaves under a cause may look as if nothing were wrong: counts of one or two cannot fall by a third. */
const MAY_NOT_FOLLOW = 0.1;
/** A relative noise below a thousandth is rounding. */
const LEAST_NOISE = 1e-3;
/** The median of the absolute value of a standard normal variable. */
const MEDIAN_DEVIATION = 0.6744897501960817;

/** Channels of a leaf: its evidence for each severity, then the change, then the size it is a part of. */
export const CHANGE: number = SEVERITIES;
export const SIZE: number = SEVERITIES + 1;
export const WIDTH: number = SEVERITIES + 2;
export const severityOf = (index: number): number => (index + 1) * STEP;

export interface SeverityEvidence extends Channels {
  /** Leaves with something measured or expected; without both a leaf tells nothing. */
  readonly telling: Uint8Array;
}

/**
 * The log-likelihood ratio of every leaf, for each severity, against nothing but noise. With r = (expected − measured) ÷ the larger
 * of the two (turned so that harm is positive), noise is N(0, σ) and a cause N(severity, spread); σ is taken from the side where no
 * harm shows, by its median. A leaf beyond both is an outlier: the densities never fall below that of one uniform outlier in N²
 * leaves, so nothing but the fit of a severity itself weighs for it.
 */
export function severityEvidence({ real, predict }: Deviations, direction: Direction): SeverityEvidence {
  const count = real.length;
  const telling = new Uint8Array(count);
  const relative = new Float64Array(count);
  const values = new Float64Array(count * WIDTH);
  for (let leaf = 0; leaf < count; leaf++) {
    const [expected, measured] = [Math.max(0, predict[leaf] ?? 0), Math.max(0, real[leaf] ?? 0)];
    const size = Math.max(expected, measured);
    if (size === 0) continue;
    const change = direction === "lower" ? expected - measured : measured - expected;
    telling[leaf] = 1;
    relative[leaf] = change / size;
    values[leaf * WIDTH + CHANGE] = change;
    values[leaf * WIDTH + SIZE] = size;
  }
  const noise = noiseOf(relative, telling);
  const outlier = Math.log(Math.sqrt(2 * Math.PI) / 2) - 2 * Math.log(Math.max(2, count));
  const [logNoise, logSpread, least] = [Math.log(noise), Math.log(SPREAD), Math.log(MAY_NOT_FOLLOW)];
  for (let leaf = 0; leaf < count; leaf++) {
    if (telling[leaf] === 0) continue;
    const r = relative[leaf] ?? 0;
    const asNoise = Math.max(outlier, -logNoise - (r / noise) ** 2 / 2);
    for (let index = 0; index < SEVERITIES; index++) {
      const off = (r - (index + 1) * STEP) / SPREAD;
      values[leaf * WIDTH + index] = Math.max(least, Math.max(outlier, -logSpread - (off * off) / 2) - asNoise);
    }
  }
  return { width: WIDTH, values, telling };
}

function noiseOf(relative: Float64Array, telling: Uint8Array): number {
  const harmless = relative.filter((r, leaf) => r < 0 && telling[leaf] === 1).sort();
  const median = -(harmless[harmless.length >> 1] ?? 0);
  return Math.max(LEAST_NOISE, median / MEDIAN_DEVIATION);
}
