import type { Distribution } from "../series.ts";
import { FEWEST_VALUES } from "./comparable-bins.ts";
import { distance } from "./distance.ts";
import { jensenShannon } from "./frequencies.ts";

/** How far apart two samples lie: 0 the same, 1 nothing in common. */
export interface Difference {
  readonly value: number;
  /** What sampling alone stays below in 999 of 1,000 cases; null where either sample holds fewer than 50. */
  readonly critical: number | null;
}

/**
 * Numbers: Kolmogorov–Smirnov distance at the bins' edges; categories: Jensen–Shannon distance of base 2. Unlike in `distance` what is
 * missing takes part: below all numbers, or as a category of its own. So a value that ceased to come is a difference. Null where one
 * of the samples is empty.
 */
export function differenceOf(distribution: Distribution): Difference | null {
  const whole = withMissing(distribution);
  const [events, referenceEvents] = [total(whole.current), total(whole.reference)];
  if (events === 0 || referenceEvents === 0) return null;
  const found = distance(whole.kind === "number" ? "ks" : "js", whole);
  if (found !== null) return { value: found.value, critical: found.critical };
  const { reference, current } = whole;
  const value =
    whole.kind === "number"
      ? widestGap(reference, current)
      : jensenShannon({ reference, current, events, referenceEvents }).value;
  return { value, critical: null };
}

/** √(2)·erf⁻¹(0.999): what a normal variable stays within, to both sides, in 999 of 1,000 cases. */
const NORMAL_999 = 3.2905;

/**
 * Difference of two shares. Critical by the normal approximation with both samples in one, and with Yates's correction, which keeps the promise for
 * rare events. Source: F. Yates, Contingency tables involving small numbers and the χ² test, Supplement to the Journal of the Royal
 * Statistical Society 1 (1934).
 */
export function differenceOfShares(a: Counted, b: Counted): Difference | null {
  if (a.events === 0 || b.events === 0) return null;
  const value = Math.abs(a.count / a.events - b.count / b.events);
  if (Math.min(a.events, b.events) < FEWEST_VALUES) return { value, critical: null };
  const both = (a.count + b.count) / (a.events + b.events);
  const scale = 1 / a.events + 1 / b.events;
  return { value, critical: NORMAL_999 * Math.sqrt(both * (1 - both) * scale) + scale / 2 };
}
interface Counted {
  readonly count: number;
  readonly events: number;
}

function withMissing(distribution: Distribution): Distribution {
  const { kind, edges, labels, reference, current, referenceMissing, currentMissing } = distribution;
  if (referenceMissing === 0 && currentMissing === 0) return distribution;
  return {
    kind,
    edges: kind === "number" ? [Number.NEGATIVE_INFINITY, ...edges] : [],
    labels: kind === "number" ? [] : [...labels, ""],
    reference: kind === "number" ? [referenceMissing, ...reference] : [...reference, referenceMissing],
    current: kind === "number" ? [currentMissing, ...current] : [...current, currentMissing],
    referenceMissing: 0,
    currentMissing: 0,
  };
}

function widestGap(reference: readonly number[], current: readonly number[]): number {
  const [events, referenceEvents] = [total(current), total(reference)];
  let gap = 0;
  return reference.reduce((widest, count, n) => {
    gap += count / referenceEvents - (current[n] ?? 0) / events;
    return Math.max(widest, Math.abs(gap));
  }, 0);
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
