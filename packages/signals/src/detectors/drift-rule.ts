import type { AlertReason } from "../alert.ts";
import type { DriftMeasure } from "../expression/ast.ts";
import type { StatedBucket } from "./bucket.ts";

/** Population stability index from which a shift counts as major (`standards.md`); the others have no such convention. */
const MAJOR_PSI = 0.25;
/** Less in the window or in the reference decides nothing. */
const FEWEST_EVENTS = 50;
const FEWEST_REFERENCE = 200;

/**
 * A distribution has drifted when its distance from the reference is more than sampling alone would give (`critical`) and, for a PSI,
 * major besides: with much data everything is significant. null: it has not, or nobody can say.
 */
export function driftOf(bucket: StatedBucket, measure: DriftMeasure): (AlertReason & { kind: "drift" }) | null {
  const { value, events, critical = null, referenceEvents = null } = bucket;
  if (!canJudgeDrift(bucket) || critical === null || referenceEvents === null) return null;
  const least = measure === "psi" ? Math.max(MAJOR_PSI, critical) : critical;
  return value > least ? { kind: "drift", measure, value, critical, events, referenceEvents } : null;
}

export function canJudgeDrift({ events, critical = null, referenceEvents = null }: StatedBucket): boolean {
  return critical !== null && events >= FEWEST_EVENTS && (referenceEvents ?? 0) >= FEWEST_REFERENCE;
}
