import type { Distribution } from "../series.ts";

/** Two samples on the same bins, each full enough to be compared; counts. */
export interface ComparableBins {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly referenceEvents: number;
  readonly events: number;
}

/** Fewer values than this in either window say nothing about a distribution. */
export const FEWEST_VALUES = 50;
/**
 * Expected in the smaller sample, were there no drift: below it χ² is a poor approximation.
 * Source: W. G. Cochran, Some methods for strengthening the common χ² tests, Biometrics 10 (1954), 417–451.
 */
const FEWEST_EXPECTED = 5;

/** Bins too thin to compare are joined: numbers with their neighbours, categories into one. Null where a window holds too few values. */
export function comparableBins({ kind, reference, current }: Distribution): ComparableBins | null {
  const referenceEvents = total(reference);
  const events = total(current);
  if (Math.min(referenceEvents, events) < FEWEST_VALUES) return null;
  const share = Math.min(referenceEvents, events) / (referenceEvents + events);
  const pairs = reference.map((count, i): Pair => [count, current[i] ?? 0]);
  const isFull = ([before, now]: Pair): boolean => (before + now) * share >= FEWEST_EXPECTED;
  const joined = kind === "number" ? joinNeighbours(pairs, isFull) : joinRare(pairs, isFull);
  return { reference: joined.map(([before]) => before), current: joined.map(([, now]) => now), referenceEvents, events };
}

type Pair = readonly [reference: number, current: number];
const plus = (a: Pair, b: Pair): Pair => [a[0] + b[0], a[1] + b[1]];
const NONE: Pair = [0, 0];
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function joinNeighbours(pairs: readonly Pair[], isFull: (pair: Pair) => boolean): readonly Pair[] {
  const joined: Pair[] = [];
  let open = NONE;
  for (const pair of pairs) {
    open = plus(open, pair);
    if (!isFull(open)) continue;
    joined.push(open);
    open = NONE;
  }
  const last = joined.pop() ?? NONE;
  return [...joined, plus(last, open)];
}

/** What is still too thin together joins the rarest of the common ones. */
function joinRare(pairs: readonly Pair[], isFull: (pair: Pair) => boolean): readonly Pair[] {
  const rare = pairs.filter((pair) => !isFull(pair)).reduce(plus, NONE);
  const common = pairs.filter(isFull).toSorted((a, b) => b[0] + b[1] - (a[0] + a[1]));
  if (isFull(rare)) return [...common, rare];
  return [...common.slice(0, -1), plus(common.at(-1) ?? NONE, rare)];
}
