import type { Containment } from "@firebreak/incident";

const DECIDE_WITHIN_MS = 5 * 60_000;
/**
 * How long the segment was under the measure when its effect is looked at. Whoever looks again and again finds an effect by chance: five looks, each at
 * 99 % (`effectOf`), together are wrong in at most one containment of twenty that does nothing.
 */
const LOOKS_MS = [15_000, 40_000, 90_000, 180_000, DECIDE_WITHIN_MS];
const AT_LEAST_MS = 60_000;
/** A window before shorter than this says nothing, even if impact began so late. */
const TOO_SHORT_MS = 10_000;

/** Half open, epoch milliseconds. */
export interface EffectWindows {
  readonly before: { readonly from: number; readonly to: number };
  readonly after: { readonly from: number; readonly to: number };
  /** Nothing was decided in the time allowed: what is known now is the answer. */
  readonly timeIsOver: boolean;
}

/**
 * Pure. After: from the moment the last instance obeyed, up to the last of the five looks. Before: as long, at least a minute, up to the
 * isolation and not back beyond the start of impact. Where not everybody obeys within 5 minutes, the answer is measured
 * from the isolation itself. null: too early. Everything comes from the log and the clock, so a restart changes nothing.
 */
export function effectWindows(
  containment: Containment,
  { impactStartedAt, now }: { readonly impactStartedAt: number; readonly now: number },
): EffectWindows | null {
  const isolatedAt = Date.parse(containment.isolatedAt);
  const propagationMs = containment.acknowledgement?.propagationMs ?? null;
  if (propagationMs === null && now < isolatedAt + DECIDE_WITHIN_MS) return null;
  const from = isolatedAt + (propagationMs ?? 0);
  const look = LOOKS_MS.findLast((each) => now >= from + each);
  if (look === undefined) return null;
  const to = from + look;
  const earliest = isolatedAt - Math.max(AT_LEAST_MS, to - from);
  const sinceImpact = Math.max(earliest, impactStartedAt);
  const before = isolatedAt - sinceImpact >= TOO_SHORT_MS ? sinceImpact : isolatedAt - AT_LEAST_MS;
  return { before: { from: before, to: isolatedAt }, after: { from, to }, timeIsOver: look === DECIDE_WITHIN_MS };
}
