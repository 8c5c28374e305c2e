import { newcombe, type Proportion, wilson } from "../interval.ts";

/** Since the onset: records that carry the version, and those of the same time that do not. */
export interface VersionTally {
  readonly with: Proportion;
  readonly without: Proportion;
}
export interface LineageFit {
  /**
   * 0–1: of the bad records with the version so much would not be bad without it (the lower end of the 95 % interval), times its part
   * of all that is bad beyond the usual. Source of the share: attributable fraction among the exposed, K. Rothman, Modern Epidemiology.
   */
  readonly fit: number;
  /** Against records of the same time without it, or (after a whole rollout) against the time before. */
  readonly against: "others" | "before";
  readonly compared: Proportion;
  /** Of the bad records beyond the usual, 0–1. */
  readonly carried: number;
}

/** Fewer records than this on either side decide only what is beyond doubt. */
const ENOUGH = 30;
const FEWEST = 8;
/** Before and after cannot tell the version from whatever else happened at that time. */
const ONLY_BEFORE_AND_AFTER = 0.6;

/** Null where too few records speak: nothing is known then, which is not the same as nothing found. */
export function lineageFit(tally: VersionTally, before: Proportion | null): LineageFit | null {
  const others = tally.without.total >= ENOUGH;
  // It no longer serves, or not where the harm is.
  if (others && tally.with.total === 0) return { fit: 0, against: "others", compared: tally.without, carried: 0 };
  const compared = others || before === null ? tally.without : before;
  const against = compared === tally.without ? "others" : "before";
  if (Math.min(tally.with.total, compared.total) < FEWEST) return null;
  const worse = newcombe(tally.with, compared).low;
  if (worse <= 0 && Math.min(tally.with.total, compared.total) < ENOUGH) return null;
  const attributable = Math.max(0, worse) / Math.max(wilson(tally.with).value, Number.EPSILON);
  const carried = carriedBy(tally, before);
  return { fit: attributable * carried * (against === "before" ? ONLY_BEFORE_AND_AFTER : 1), against, compared, carried };
}

function carriedBy(tally: VersionTally, before: Proportion | null): number {
  const usual = before === null || before.total < FEWEST ? 0 : wilson(before).value;
  const beyond = (part: Proportion) => Math.max(0, part.bad - part.total * usual);
  const all = beyond(tally.with) + beyond(tally.without);
  return all > 0 ? beyond(tally.with) / all : 0;
}
