import { chiSquared999 } from "./chi-squared.ts";
import type { ComparableBins } from "./comparable-bins.ts";

interface Compared {
  readonly value: number;
  readonly critical: number;
}

/**
 * Population stability index: Σ (a − e)·ln(a ÷ e) over the bins' shares now (a) and in the reference (e), natural logarithm. An empty
 * bin counts as half an event. Customary reading: below 0.1 stable, up to 0.25 moderate, beyond major.
 * Without drift it is about (1/n + 1/m)·χ² with bins − 1 degrees of freedom (see `sampling`).
 * Source: B. Yurdakul, J. Naranjo, Statistical properties of the population stability index, Journal of Risk Model Validation 14 (2020).
 */
export function psi(bins: ComparableBins): Compared {
  const value = sum(bins, (a, e) => (a - e) * Math.log(a / e), 0.5);
  return { value, critical: sampling(bins) };
}

/**
 * Jensen–Shannon distance: the square root of the divergence in bits (logarithm of base 2), so 0 for equal and 1 for disjoint
 * distributions. Without drift the divergence is about (1/n + 1/m)·χ² ÷ (8·ln 2), from its second-order expansion.
 * Sources: J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37 (1991), 145–151;
 * D. M. Endres, J. E. Schindelin, A new metric for probability distributions, the same 49 (2003), 1858–1860.
 */
export function jensenShannon(bins: ComparableBins): Compared {
  const divergence = sum(bins, (a, e) => (towardsMiddle(a, e) + towardsMiddle(e, a)) / 2, 0);
  return { value: Math.sqrt(Math.max(0, divergence)), critical: Math.sqrt(sampling(bins) / (8 * Math.LN2)) };
}

const towardsMiddle = (a: number, e: number): number => (a === 0 ? 0 : a * Math.log2(a / ((a + e) / 2)));

/**
 * χ² is the limit for many events. With few, both distances are a little larger by chance, by about the mean of 1/(expected events of a
 * bin in the smaller sample); twice that keeps the promise down to 5 expected events (simulated in `distance.test.ts`).
 */
const THIN = 2;

function sampling({ reference, current, events, referenceEvents }: ComparableBins): number {
  const smaller = Math.min(events, referenceEvents) / (events + referenceEvents);
  const expected = reference.map((count, i) => (count + (current[i] ?? 0)) * smaller);
  const thin = expected.reduce((total, one) => total + 1 / one, 0) / expected.length;
  return (1 / events + 1 / referenceEvents) * chiSquared999(reference.length - 1) * (1 + THIN * thin);
}

function sum(bins: ComparableBins, term: (now: number, before: number) => number, floor: number): number {
  return bins.reference.reduce((total, count, i) => {
    const before = Math.max(count, floor) / bins.referenceEvents;
    const now = Math.max(bins.current[i] ?? 0, floor) / bins.events;
    return total + term(now, before);
  }, 0);
}
