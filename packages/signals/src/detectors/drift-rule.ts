import type { AlertReason } from "../alert.ts";
import type { DriftMeasure } from "../expression/ast.ts";
import type { StatedBucket } from "./bucket.ts";

/**
 * The least distance that matters. Of a population stability index it is what counts as major (`standards.md`); the others' is what the same
 * shift gives them: a normal distribution moved by half its deviation has PSI ¼, Kolmogorov–Smirnov 2Φ(¼)−1, Jensen–Shannon (base 2)
 * about 0.21, and a Wasserstein distance of half a deviation.
 */
const MATTERS: Readonly<Record<DriftMeasure, number>> = { psi: 0.25, ks: 0.197, js: 0.21, wasserstein: 0.5 };
/** `critical` is of one look; a day has thousands, and neighbouring windows overlap. Half as much again is never seen by chance. */
const LOOKS = 1.5;
/** Less in the window or in the reference decides nothing. */
const FEWEST_EVENTS = 50;
const FEWEST_REFERENCE = 200;

/**
 * A distribution has drifted when its distance from the reference is half as much again as sampling alone would give (`critical`), and large enough
 * to matter: with much data everything is significant. null: it has not, or nobody can say.
 */
export function driftOf(bucket: StatedBucket, measure: DriftMeasure): (AlertReason & { kind: "drift" }) | null {
  const { value, events, critical = null, referenceEvents = null } = bucket;
  if (!canJudgeDrift(bucket) || critical === null || referenceEvents === null) return null;
  return value > Math.max(MATTERS[measure], LOOKS * critical)
    ? { kind: "drift", measure, value, critical, events, referenceEvents }
    : null;
}

/** Up to here a distance is no drift. */
export const driftLimit = (measure: DriftMeasure, critical: number): number => Math.max(MATTERS[measure], LOOKS * critical);

export function canJudgeDrift({ events, critical = null, referenceEvents = null }: StatedBucket): boolean {
  return critical !== null && events >= FEWEST_EVENTS && (referenceEvents ?? 0) >= FEWEST_REFERENCE;
}
