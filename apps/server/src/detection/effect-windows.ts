import type { Containment } from "@firebreak/incident";

const DECIDE_WITHIN_MS = 5 * 60_000;
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
 * Pure. After: from the moment the last instance obeyed, up to 5 minutes. Before: as long, at least a minute, up to the
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
  const to = Math.min(now, from + DECIDE_WITHIN_MS);
  if (to <= from) return null;
  const earliest = isolatedAt - Math.max(AT_LEAST_MS, to - from);
  const sinceImpact = Math.max(earliest, impactStartedAt);
  const before = isolatedAt - sinceImpact >= TOO_SHORT_MS ? sinceImpact : isolatedAt - AT_LEAST_MS;
  return { before: { from: before, to: isolatedAt }, after: { from, to }, timeIsOver: now >= from + DECIDE_WITHIN_MS };
}
