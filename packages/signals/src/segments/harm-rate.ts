import type { Proportion } from "../interval.ts";
import { type Comparison, type HarmMeasure, NOTHING } from "./comparison.ts";

/** Channels of a cell: requests (now and then), requests now, bad and total now, bad and total in the reference. */
export const RATE = { seen: 0, requests: 1, bad: 2, total: 3, badBefore: 4, totalBefore: 5, width: 6 } as const;
/** Expected bad events below this tell nothing of the spread between cells. */
const LEAST_EXPECTED = 1;

/**
 * Bad events among all events. With a reference a part is compared with its own rate then, times the change of the rest: what became
 * worse everywhere speaks for no part, and what was always worse neither. Without one it is compared with the rest.
 */
export const harmRate: HarmMeasure = {
  width: RATE.width,
  events: RATE.total,
  reference: RATE.badBefore,
  excessOfAll(total) {
    const before = total[RATE.totalBefore] ?? 0;
    if (before === 0) return 0;
    return Math.max(0, (total[RATE.bad] ?? 0) - ((total[RATE.total] ?? 0) * (total[RATE.badBefore] ?? 0)) / before);
  },
  compare(inside, rest) {
    const seen = { bad: inside[RATE.bad] ?? 0, total: inside[RATE.total] ?? 0 };
    const expected = expectedOf(inside, rest);
    if (seen.total === 0 || expected === null) return NOTHING;
    return compareProportions(seen, expected);
  },
};

/** As if so many events had been seen of which so many were bad: the smaller the counts, the less is known of what to expect. */
function expectedOf(inside: Float64Array, rest: Float64Array): Proportion | null {
  const before = { bad: inside[RATE.badBefore] ?? 0, total: inside[RATE.totalBefore] ?? 0 };
  const restBefore = { bad: rest[RATE.badBefore] ?? 0, total: rest[RATE.totalBefore] ?? 0 };
  const restNow = { bad: rest[RATE.bad] ?? 0, total: rest[RATE.total] ?? 0 };
  if (restNow.total === 0) return null;
  const allBefore = before.total + restBefore.total;
  if (allBefore === 0) return restNow;
  const usual = (before.bad + restBefore.bad + 0.5) / (allBefore + 1);
  // Of what was hardly seen before, a new version for one, nothing is known but that it should be like all others now.
  if (before.total * usual < LEAST_EXPECTED) return restNow;
  // One bad event at the rate of all is lent to each: nothing is expected never to fail.
  const lent = ({ bad, total }: Proportion): number => (bad + 1) / (total + 1 / usual);
  const rate = Math.min(1, (lent(before) * lent(restNow)) / lent(restBefore));
  // The variance of a product of rates: relative variances add up.
  const bad = 1 / (1 / (before.bad + 1) + 1 / (restNow.bad + 1) + 1 / (restBefore.bad + 1));
  return { bad, total: bad / rate };
}

/** The likelihood ratio of two binomial proportions against one, for a higher first. */
function compareProportions(seen: Proportion, expected: Proportion): Comparison {
  const rate = expected.bad / expected.total;
  const pooled = (seen.bad + expected.bad) / (seen.total + expected.total);
  const excess = seen.bad - seen.total * rate;
  const variance = pooled * (1 - pooled) * (1 / seen.total + 1 / expected.total);
  const tells = variance > 0 && pooled * Math.min(seen.total, expected.total) >= LEAST_EXPECTED;
  return {
    evidence: excess > 0 ? Math.max(0, divergence(seen, pooled) + divergence(expected, pooled)) : 0,
    excess,
    residual: tells ? (seen.bad / seen.total - rate) ** 2 / variance : null,
  };
}
function divergence({ bad, total }: Proportion, rate: number): number {
  const good = total - bad;
  return (bad > 0 ? bad * Math.log(bad / (total * rate)) : 0) + (good > 0 ? good * Math.log(good / (total * (1 - rate))) : 0);
}
