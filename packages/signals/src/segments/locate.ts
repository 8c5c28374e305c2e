import { descriptionLength } from "./description-length.ts";
import {
  attributeSets,
  type Combination,
  type Cuboid,
  combinationOf,
  cuboidsOf,
  type Leaves,
  leavesIn,
  slotOf,
} from "./lattice.ts";
import {
  CHANGE,
  type Deviations,
  type Direction,
  EVIDENCE,
  LEAST_EVIDENCE,
  SEVERITIES,
  SIZE,
  severityEvidence,
  severityOf,
  WIDTH,
} from "./severity.ts";

/** Leaf cells of an additive measure; at most 20 attributes. */
export interface MeasuredLeaves extends Leaves, Deviations {}
export interface RootCause {
  /** For each attribute the index of its value; null where the cause holds for all of them. */
  readonly values: readonly (number | null)[];
  /** By how much its leaves fell (or rose), as a part of the larger of expected and measured: 0–1. */
  readonly severity: number;
  /** In nats: log-likelihood ratio beyond what it takes to name this combination. */
  readonly evidence: number;
}

const MOST_CAUSES = 50;
/** Up to so many attributes every combination is looked at, beyond it those of three. */
const MOST_FREE_ATTRIBUTES = 8;
const DEPTH = 3;
const LENGTH_OF_SEVERITY = Math.log(SEVERITIES);

/**
 * The combinations of values that explain where the total went, the one with most evidence first.
 *
 * A cause is a combination all of whose leaves changed by like ratios ("ripple effect"). Combinations are taken greedily by evidence
 * less description length, and their leaves with them, until none is worth its description. A combination of which only parts changed
 * gives way to the best of those parts. Looks the way the total went; where nothing is found there, the other way.
 */
export function locate(cells: MeasuredLeaves): readonly RootCause[] {
  const fell = sumOf(cells.predict) >= sumOf(cells.real);
  const found = locateIn(cells, fell ? "lower" : "higher");
  return found.length > 0 ? found : locateIn(cells, fell ? "higher" : "lower");
}
function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

interface Search {
  readonly leaves: Leaves;
  readonly values: Float64Array;
  readonly sets: readonly (readonly number[])[];
  readonly cuboids: ReadonlyMap<string, Cuboid>;
  /** Of each cuboid, what it takes to name one of its combinations and a severity. */
  readonly cost: ReadonlyMap<string, number>;
  /** Cuboids with a cause, and the severities seen there: another of the same kind needs no new words for either. */
  readonly named: ReadonlyMap<string, ReadonlySet<number>>;
  /** Of each cuboid, what none of its sums of evidence exceeds; missing where that is not known. */
  readonly ceilings: Map<string, number>;
}
interface Candidate {
  readonly cuboid: Cuboid;
  readonly slot: number;
  readonly severity: number;
  readonly evidence: number;
}

function locateIn(cells: MeasuredLeaves, direction: Direction): readonly RootCause[] {
  const { values, leaves: telling } = severityEvidence(cells, direction);
  const leaves = { columns: cells.columns.map((column) => picked(column, telling)), cards: cells.cards };
  const attributes = cells.cards.length;
  const sets = attributeSets(attributes, attributes <= MOST_FREE_ATTRIBUTES ? attributes : DEPTH);
  const named = new Map<string, Set<number>>();
  const cuboids = keyed(cuboidsOf(leaves, { width: WIDTH, values }, sets));
  const cost = new Map(Array.from(cuboids, ([key, cuboid]) => [key, descriptionLength(cuboid, attributes) + LENGTH_OF_SEVERITY]));
  let search: Search = { leaves, values, sets, cuboids, cost, named, ceilings: new Map() };
  const causes: RootCause[] = [];
  while (causes.length < MOST_CAUSES) {
    const best = bestCandidate(search, causes.length);
    if (!best) break;
    const cause = narrowed(search, best);
    causes.push(rootCause(search, cause));
    const key = cause.cuboid.attributes.join();
    named.set(key, (named.get(key) ?? new Set()).add(cause.severity));
    search = without(search, combinationOf(cause.cuboid, cells.cards, cause.slot));
  }
  return causes.sort((a, b) => b.evidence - a.evidence);
}

const keyed = (cuboids: readonly Cuboid[]): ReadonlyMap<string, Cuboid> =>
  new Map(cuboids.map((cuboid) => [cuboid.attributes.join(), cuboid]));
const costOf = ({ cost }: Search, cuboid: Cuboid): number => cost.get(cuboid.attributes.join()) ?? 0;
function picked(column: Int32Array, leaves: Int32Array): Int32Array {
  const values = new Int32Array(leaves.length);
  for (let index = 0; index < leaves.length; index++) values[index] = column[leaves[index] ?? 0] ?? 0;
  return values;
}

/** Cuboids whose sums cannot reach what was found already are not looked through; the most promising come first. */
function bestCandidate(search: Search, causes: number): Candidate | null {
  const { cuboids, cost, named, ceilings } = search;
  const promising = Array.from(cuboids, ([key, cuboid]) => ({
    key,
    cuboid,
    ceiling: ceilings.get(key) ?? Number.POSITIVE_INFINITY,
  }));
  let best: Candidate | null = null;
  for (const { key, cuboid, ceiling } of promising.sort((a, b) => b.ceiling - a.ceiling)) {
    const full = cost.get(key) ?? 0;
    const words = { full, short: Math.min(full, Math.log(Math.max(1, cuboid.combinations)) + Math.log(causes + 1)) };
    if (ceiling - words.short <= (best?.evidence ?? 0)) continue;
    const { candidate, highest } = bestIn(cuboid, words, named.get(key), best?.evidence ?? 0);
    ceilings.set(key, highest);
    best = candidate ?? best;
  }
  return best;
}

interface Words {
  readonly full: number;
  /** For a severity that has a cause in this cuboid already. */
  readonly short: number;
}
function bestIn(cuboid: Cuboid, { full, short }: Words, known: ReadonlySet<number> | undefined, least: number) {
  const { sums } = cuboid;
  let candidate: Candidate | null = null;
  let most = least;
  let highest = 0;
  for (let start = EVIDENCE, slot = 0; start < sums.length; start += WIDTH, slot++) {
    for (let at = start; at < start + SEVERITIES; at++) {
      const sum = sums[at] ?? 0;
      if (sum > highest) highest = sum;
      if (sum <= most + short) continue;
      const severity = at - start;
      const evidence = sum - (known?.has(severity) ? short : full);
      if (evidence <= most) continue;
      most = evidence;
      candidate = { cuboid, slot, severity, evidence };
    }
  }
  return { candidate, highest };
}

/**
 * Gives way to its best part along an attribute, as long as the parts that speak for the severity are, together and less the words
 * for naming each, better than the whole, and what the others lost altogether is nearer to nothing than to the severity.
 */
function narrowed(search: Search, candidate: Candidate): Candidate {
  const { leaves, cuboids } = search;
  const { cuboid, slot, severity } = candidate;
  const combination = combinationOf(cuboid, leaves.cards, slot);
  let most = (cuboid.sums[slot * WIDTH + EVIDENCE + severity] ?? 0) + Math.log(leaves.cards.length);
  let best: Candidate | null = null;
  for (const [attribute, values] of leaves.cards.entries()) {
    const parts = cuboids.get([...cuboid.attributes, attribute].sort((a, b) => a - b).join());
    if (!parts || cuboid.attributes.includes(attribute)) continue;
    const { together, left, top } = partsOf({ parts, combination, attribute, values, severity, cards: leaves.cards });
    if (together <= most || !top || left.change >= (left.size * severityOf(severity)) / 2) continue;
    most = together;
    best = top;
  }
  return best ? narrowed(search, bestSeverity(best)) : candidate;
}

function partsOf(whole: {
  readonly parts: Cuboid;
  readonly combination: Combination;
  readonly attribute: number;
  readonly values: number;
  readonly severity: number;
  readonly cards: readonly number[];
}) {
  const { parts, attribute, severity, cards } = whole;
  const combination = Int32Array.from(whole.combination);
  const cost = Math.log(whole.values) + 1;
  const left = { change: 0, size: 0 };
  let together = 0;
  let top: Candidate | null = null;
  for (let value = 0; value < whole.values; value++) {
    combination[attribute] = value;
    const slot = slotOf(parts, cards, combination);
    if (slot < 0 || parts.sums[slot * WIDTH] === 0) continue;
    const evidence = (parts.sums[slot * WIDTH + EVIDENCE + severity] ?? 0) - cost;
    if (evidence > 0) together += evidence;
    else {
      left.change += parts.sums[slot * WIDTH + CHANGE] ?? 0;
      left.size += parts.sums[slot * WIDTH + SIZE] ?? 0;
    }
    if (evidence > (top?.evidence ?? 0)) top = { cuboid: parts, slot, severity, evidence };
  }
  return { together, left, top };
}

function bestSeverity(candidate: Candidate): Candidate {
  const { cuboid, slot } = candidate;
  const sums = cuboid.sums.subarray(slot * WIDTH + EVIDENCE, slot * WIDTH + EVIDENCE + SEVERITIES);
  return { ...candidate, severity: sums.indexOf(Math.max(...sums)) };
}

function rootCause(search: Search, { cuboid, slot, severity }: Candidate): RootCause {
  const at = slot * WIDTH;
  const values = Array.from(combinationOf(cuboid, search.leaves.cards, slot), (value) => (value < 0 ? null : value));
  const size = cuboid.sums[at + SIZE] ?? 0;
  return {
    values,
    severity: size > 0 ? (cuboid.sums[at + CHANGE] ?? 0) / size : 0,
    evidence: (cuboid.sums[at + EVIDENCE + severity] ?? 0) - costOf(search, cuboid),
  };
}

/**
 * The search without the leaves of a cause: they are taken out of every sum, or only out of the finest sums and the others are added
 * up anew, whichever is less work.
 */
function without(search: Search, cause: Combination): Search {
  const { leaves, values, cuboids } = search;
  const inside = leavesIn(leaves, cause);
  const finest = [...cuboids.values()].find((cuboid) => cuboid.attributes.length === leaves.cards.length);
  let slots = 0;
  for (const cuboid of cuboids.values()) if (cuboid !== finest) slots += cuboid.slots;
  const anew = finest !== undefined && inside.length * cuboids.size > slots;
  for (const [key, cuboid] of cuboids) {
    if (!anew || cuboid === finest) takeOut(search, cuboid, inside);
    const ceiling = search.ceilings.get(key);
    // The leaves of a finest combination go all together.
    if (cuboid === finest || ceiling === undefined) continue;
    if (anew) search.ceilings.delete(key);
    else search.ceilings.set(key, ceiling - LEAST_EVIDENCE * inside.length);
  }
  for (const leaf of inside) values.fill(0, leaf * WIDTH, leaf * WIDTH + WIDTH);
  return anew ? { ...search, cuboids: keyed(cuboidsOf(leaves, { width: WIDTH, values }, search.sets, [finest])) } : search;
}
function takeOut(
  { leaves: { columns, cards }, values }: Search,
  { attributes, sums, slotOf: slots }: Cuboid,
  inside: Int32Array,
): void {
  for (const leaf of inside) {
    let slot = 0;
    for (const attribute of attributes) slot = slot * (cards[attribute] ?? 0) + (columns[attribute]?.[leaf] ?? 0);
    if (slots) slot = slots.get(slot) ?? 0;
    for (let to = slot * WIDTH, from = leaf * WIDTH; from < leaf * WIDTH + WIDTH; to++, from++)
      sums[to] = (sums[to] ?? 0) - (values[from] ?? 0);
  }
}
