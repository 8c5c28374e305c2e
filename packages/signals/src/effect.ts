import { difference, type Interval, newcombe, type Proportion, wilson, Z99 } from "./interval.ts";

export interface EffectTallies {
  readonly segmentBefore: Proportion;
  readonly segmentAfter: Proportion;
  readonly restBefore: Proportion;
  readonly restAfter: Proportion;
}
/** `difference` is the segment's rate after − before, 0–1, with its 95 % interval. */
export interface MeasuredEffect {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "effective" | "no-effect" | "worse";
}

/** Fewer events than this on either side decide nothing, however extreme they are. */
const FEWEST_EVENTS = 8;

/**
 * What a containment did to its segment, with the rest of the traffic as the control.
 *
 * - `effective`: the interval of the segment's own change lies wholly on the good side of 0, and so does its change minus the
 *   rest's (what fell everywhere, the containment did not bring down). Without traffic in the rest the second test is left out.
 * - `worse`: the same on the bad side.
 * - `no-effect`: neither, although halving the rate would have been seen.
 * - null: undecided, and a halving might still hide in the interval: ask again with more events. With `timeIsOver` the answer
 *   is `no-effect` instead: nothing was shown in the time allowed.
 *
 * Decided at 99 %, so that a few looks at a growing window do not find an effect by chance; the interval stated is the usual 95 %.
 *
 * Sources: see `newcombe` and `difference`.
 */
export function effectOf(
  tallies: EffectTallies,
  badDirection: "up" | "down",
  options: { readonly timeIsOver?: boolean } = {},
): MeasuredEffect | null {
  const { segmentBefore, segmentAfter } = tallies;
  const change = newcombe(segmentAfter, segmentBefore);
  const sure = newcombe(segmentAfter, segmentBefore, Z99);
  const answer = (verdict: MeasuredEffect["verdict"]): MeasuredEffect => ({
    difference: change.value,
    low: change.low,
    high: change.high,
    verdict,
  });
  const countable = Math.min(segmentBefore.total, segmentAfter.total) >= FEWEST_EVENTS;
  if (countable) {
    const beyondRest = changeBeyondRest(sure, tallies);
    const bad = badDirection === "up" ? 1 : -1;
    if (liesOn(sure, -bad) && (beyondRest === null || liesOn(beyondRest, -bad))) return answer("effective");
    if (liesOn(sure, bad) && (beyondRest === null || liesOn(beyondRest, bad))) return answer("worse");
    if (wouldShowHalving(sure, segmentBefore, badDirection)) return answer("no-effect");
  }
  return options.timeIsOver === true ? answer("no-effect") : null;
}

function changeBeyondRest(change: Interval, { restBefore, restAfter }: EffectTallies): Interval | null {
  if (Math.min(restBefore.total, restAfter.total) < FEWEST_EVENTS) return null;
  return difference(change, newcombe(restAfter, restBefore, Z99));
}

/** Wholly above 0 (side 1) or wholly below (side −1). */
const liesOn = (interval: Interval, side: number): boolean => (side > 0 ? interval.low > 0 : interval.high < 0);

function wouldShowHalving(change: Interval, before: Proportion, badDirection: "up" | "down"): boolean {
  const rate = wilson(before).value;
  const harm = badDirection === "up" ? rate : 1 - rate;
  return harm > 0 && (change.high - change.low) / 2 < harm / 2;
}
