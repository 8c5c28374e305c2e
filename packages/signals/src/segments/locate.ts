import { descriptionLength } from "./description-length.ts";
import { attributeSets, type Combination, type Cuboid, combinationOf, cuboidsOf, type Leaves, leavesIn, slotOf } from "./lattice.ts";
import { CHANGE, type Deviations, type Direction, SEVERITIES, SIZE, severityEvidence, severityOf, WIDTH } from "./severity.ts";

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
const BITS_OF_SEVERITY = Math.log(SEVERITIES);

/**
 * The combinations of values that explain where the total went, the one with most evidence first.
 *
 * A cause is a combination all of whose leaves changed by like ratios ("ripple effect"). Combinations are taken greedily by evidence
 * less description length, and their leaves with them, until none is worth its description. A combination of which only parts changed
 * gives way to the best of those parts. Looks the way the total went; where nothing is found there, the other way.
 */
export function locate(cells: MeasuredLeaves): readonly RootCause[] {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const [first, second]: readonly Direction[] = sum(cells.predict) >= sum(cells.real) ? ["lower", "higher"] : ["higher", "lower"];
  const found = locateIn(cells, first ?? "lower");
  return found.length > 0 ? found : locateIn(cells, second ?? "higher");
}

interface Search {
  readonly leaves: Leaves;
  readonly cuboids: readonly Cuboid[];
  readonly byAttributes: ReadonlyMap<string, Cuboid>;
  /** Of each cuboid, what it takes to name one of its combinations. */
  readonly cost: ReadonlyMap<Cuboid, number>;
  /** Cuboids with a cause, and the severities seen there: another of the same kind needs no new words for either. */
  readonly named: Map<Cuboid, Set<number>>;
}
interface Candidate {
  readonly cuboid: Cuboid;
  readonly slot: number;
  readonly severity: number;
  readonly evidence: number;
}

function locateIn(cells: MeasuredLeaves, direction: Direction): readonly RootCause[] {
  const evidence = severityEvidence(cells, direction);
  const leaves = tellingLeaves(cells, evidence.telling);
  const values = evidence.values.filter((_, index) => evidence.telling[Math.floor(index / WIDTH)] === 1);
  const attributes = cells.cards.length;
  const sets = attributeSets(attributes, attributes <= MOST_FREE_ATTRIBUTES ? attributes : DEPTH);
  const cuboids = cuboidsOf(leaves, { width: WIDTH, values }, sets);
  const search: Search = {
    leaves,
    cuboids,
    byAttributes: new Map(cuboids.map((cuboid) => [cuboid.attributes.join(), cuboid])),
    cost: new Map(cuboids.map((cuboid) => [cuboid, descriptionLength(cuboid, attributes) + BITS_OF_SEVERITY])),
    named: new Map(),
  };
  const causes: RootCause[] = [];
  while (causes.length < MOST_CAUSES) {
    const best = bestCandidate(search, causes.length);
    if (!best) break;
    const cause = narrowed(search, best);
    causes.push(rootCause(search, cause));
    search.named.set(cause.cuboid, (search.named.get(cause.cuboid) ?? new Set()).add(cause.severity));
    takeAway(search, values, combinationOf(cause.cuboid, cells.cards, cause.slot));
  }
  return causes.sort((a, b) => b.evidence - a.evidence);
}

function tellingLeaves({ columns, cards }: Leaves, telling: Uint8Array): Leaves {
  return { columns: columns.map((column) => column.filter((_, leaf) => telling[leaf] === 1)), cards };
}

function bestCandidate({ cuboids, cost, named }: Search, causes: number): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const cuboid of cuboids) {
    const { slots, sums, leaves } = cuboid;
    const full = cost.get(cuboid) ?? 0;
    const known = named.get(cuboid);
    const short = Math.log(Math.max(1, cuboid.combinations)) + Math.log(causes + 1);
    for (let slot = 0; slot < slots; slot++) {
      if (leaves[slot] === 0) continue;
      for (let severity = 0, at = slot * WIDTH; severity < SEVERITIES; severity++, at++) {
        const sum = sums[at] ?? 0;
        if (sum <= most) continue;
        const evidence = sum - (known?.has(severity) ? Math.min(short, full) : full);
        if (evidence <= most) continue;
        most = evidence;
        best = { cuboid, slot, severity, evidence };
      }
    }
  }
  return best;
}

/**
 * Gives way to its best part along an attribute, as long as the parts that speak for the severity are, together and less the words
 * for naming each, better than the whole, and what the others lost altogether is nearer to nothing than to the severity.
 */
function narrowed(search: Search, candidate: Candidate): Candidate {
  const { leaves, byAttributes } = search;
  const { cuboid, slot, severity } = candidate;
  const combination = combinationOf(cuboid, leaves.cards, slot);
  let most = (cuboid.sums[slot * WIDTH + severity] ?? 0) + Math.log(leaves.cards.length);
  let best: Candidate | null = null;
  for (const [attribute, values] of leaves.cards.entries()) {
    const parts = byAttributes.get([...cuboid.attributes, attribute].sort((a, b) => a - b).join());
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
    if (slot < 0 || parts.leaves[slot] === 0) continue;
    const evidence = (parts.sums[slot * WIDTH + severity] ?? 0) - cost;
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
  const sums = cuboid.sums.subarray(slot * WIDTH, slot * WIDTH + SEVERITIES);
  return { ...candidate, severity: sums.indexOf(Math.max(...sums)) };
}

function rootCause({ leaves, cost }: Search, { cuboid, slot, severity }: Candidate): RootCause {
  const at = slot * WIDTH;
  const values = Array.from(combinationOf(cuboid, leaves.cards, slot), (value) => (value < 0 ? null : value));
  const size = cuboid.sums[at + SIZE] ?? 0;
  return {
    values,
    severity: size > 0 ? (cuboid.sums[at + CHANGE] ?? 0) / size : 0,
    evidence: (cuboid.sums[at + severity] ?? 0) - (cost.get(cuboid) ?? 0),
  };
}

function takeAway({ leaves, cuboids }: Search, values: Float64Array, cause: Combination): void {
  const inside = leavesIn(leaves, cause).filter((leaf) => values[leaf * WIDTH + SIZE] !== 0);
  const leaf = new Int32Array(leaves.cards.length);
  for (const index of inside) {
    for (const [attribute, column] of leaves.columns.entries()) leaf[attribute] = column[index] ?? 0;
    for (const { attributes, sums, leaves: counts, slotOf: slots } of cuboids) {
      let slot = 0;
      for (const attribute of attributes) slot = slot * (leaves.cards[attribute] ?? 0) + (leaf[attribute] ?? 0);
      if (slots) slot = slots.get(slot) ?? 0;
      counts[slot] = (counts[slot] ?? 0) - 1;
      for (let channel = 0; channel < WIDTH; channel++)
        sums[slot * WIDTH + channel] = (sums[slot * WIDTH + channel] ?? 0) - (values[index * WIDTH + channel] ?? 0);
    }
  }
  for (const index of inside) values.fill(0, index * WIDTH, index * WIDTH + WIDTH);
}
