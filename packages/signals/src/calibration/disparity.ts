import { newcombe, type Proportion } from "../interval.ts";

/** A group with fewer events is left out: its share says little. */
export const FEWEST_OF_A_GROUP = 30;

export interface Disparity {
  /** Highest − lowest share among the groups, 0–1, with its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly highest: string;
  readonly lowest: string;
  /** How many groups had enough events. */
  readonly groups: number;
}

/**
 * The gap between the groups with the highest and the lowest share; null with fewer than two groups of 30 events. The interval is
 * Newcombe's for those two groups; it does not know that they were picked for being extreme, so with many small groups a gap is never 0.
 */
export function disparityOf(groups: readonly (Proportion & { readonly group: string })[]): Disparity | null {
  const enough = groups
    .filter(({ total }) => total >= FEWEST_OF_A_GROUP)
    .toSorted((a, b) => a.bad / a.total - b.bad / b.total || (a.group < b.group ? -1 : 1));
  const lowest = enough.at(0);
  const highest = enough.at(-1);
  if (!lowest || !highest || enough.length < 2) return null;
  const { value, low, high } = newcombe(highest, lowest);
  return { value, low, high, highest: highest.group, lowest: lowest.group, groups: enough.length };
}
