import { type Comparison, type HarmMeasure, upperTail } from "./comparison.ts";
import { descriptionLength } from "./description-length.ts";
import { attributeSets, type Combination, type Cuboid, combinationOf, cuboidsOf, type Leaves, leavesIn } from "./lattice.ts";

/** Cells of live traffic. The value 0 of an attribute means that it is missing: no combination names it. */
export interface HarmCells extends Leaves {
  /** `measure.width` numbers for each cell. */
  readonly values: Float64Array;
}
export interface Cause extends Comparison {
  readonly combination: Combination;
  /** Excess of one event. */
  readonly intensity: number;
  /** 1 − the chance that a combination this telling is found among all that were looked at although nothing is wrong in any. */
  readonly confidence: number;
}
export interface Scan {
  /** The one with most evidence first. What a cause holds counts for no other. */
  readonly causes: readonly Cause[];
  /** Any part of what no cause holds, judged as strictly as a cause. */
  judge(combination: Combination): Comparison & { readonly confidence: number };
}

const MOST_CAUSES = 5;
const DEPTH = 3;
/** Beyond so many attributes, combinations of three are only of those whose single values tell most. */
const MOST_DEEP = 10;
/** Below it a cause is not claimed. */
const CONFIDENT = 0.95;
/** What holds less of the harm than a tenth is no cause of it. */
const LEAST_SHARE = 0.1;
/** So much of a part's excess an event must have in what is left of a whole, for the whole to be what is wrong. */
const AS_BAD = 1 / 5;
/** A condition that leaves out less of the traffic is not named. */
const SAYS_NOTHING = 0.05;
/** Wholes that are passed over because only their part is wrong. */
const MOST_PASSED_OVER = 20;
/** The spread between cells is taken as what chance gives until so many cells say otherwise. */
const CELLS_OF_CHANCE = 5;
/** Of the squares of a standard normal variable. */
const MEDIAN_OF_CHANCE = 0.4549;

/**
 * The scan statistic over all combinations of up to three values: the one whose likelihood ratio exceeds its description length
 * most, then the same of what it leaves, until what is best could be chance. How much cells differ without any cause is measured on
 * the cells outside of a candidate; evidence is divided by it (quasi-likelihood).
 * Source: M. Kulldorff, A spatial scan statistic, Communications in Statistics 26 (1997), 1481–1496.
 */
export function scanForCauses(cells: HarmCells, measure: HarmMeasure): Scan {
  const values = Float64Array.from(cells.values);
  const sets = setsOf(cells, values, measure);
  let causes: readonly Cause[] = [];
  let looked = 1;
  const all = measure.excessOfAll(totalOf(values, measure.width));
  const passedOver = new Set<string>();
  for (let found = 0; found < MOST_CAUSES && passedOver.size < MOST_PASSED_OVER; ) {
    const cuboids = cuboidsOf(cells, { width: measure.width, values }, sets);
    looked = Math.max(
      looked,
      cuboids.reduce((sum, cuboid) => sum + cuboid.combinations, 0),
    );
    const total = totalOf(values, measure.width);
    const widest = bestOf(cuboids, cells, total, measure, passedOver);
    if (!widest) break;
    const search = { cells, cuboids, values, total, measure };
    const best = shortened(narrowed(widest, search), search);
    if (causes.some((part) => holds(best, part) && best.intensity < AS_BAD * part.intensity)) {
      passedOver.add(String(widest.combination));
      continue;
    }
    const spread = spreadOutside(cells, values, measure, best.combination);
    const cause = { ...best, confidence: confidenceOf(best.evidence, spread, looked) };
    const harm = [...causes, cause].reduce((sum, { excess }) => sum + excess, 0);
    if (cause.confidence < CONFIDENT || cause.excess < LEAST_SHARE * Math.max(harm, all)) break;
    causes = withParts(causes, cause);
    found++;
    for (const leaf of leavesIn(cells, cause.combination)) values.fill(0, leaf * measure.width, (leaf + 1) * measure.width);
  }
  const left = totalOf(values, measure.width);
  const spread = spreadOutside(cells, values, measure, null);
  return {
    causes,
    judge(combination) {
      const inside = sumOf(values, measure.width, leavesIn(cells, combination));
      const comparison = measure.compare(inside, minus(left, inside));
      return { ...comparison, confidence: confidenceOf(comparison.evidence, spread, looked) };
    },
  };
}

type Candidate = Omit<Cause, "confidence">;
interface Search {
  readonly cells: Leaves;
  readonly cuboids: readonly Cuboid[];
  readonly values: Float64Array;
  readonly total: Float64Array;
  readonly measure: HarmMeasure;
}

/**
 * The part that is so much worse than what is left of its whole that the whole is wrong by it alone; the whole where there is none. Where
 * little is known of the time before, a whole has more evidence than such a part merely because more is known of what to expect of it.
 */
function narrowed(whole: Candidate, search: Search): Candidate {
  const { cells, cuboids, values, total, measure } = search;
  const { width, events } = measure;
  const sums = sumOf(values, width, leavesIn(cells, whole.combination));
  const outside = minus(total, sums);
  let most = 0;
  let part: Candidate | null = null;
  for (const cuboid of cuboids) {
    if (!whole.combination.every((value, attribute) => value < 0 || cuboid.attributes.includes(attribute))) continue;
    const cost = descriptionLength(cuboid, cells.cards.length);
    for (let slot = 0; slot < cuboid.slots; slot++) {
      const inside = cuboid.sums.subarray(slot * width, (slot + 1) * width);
      if (!((inside[0] ?? 0) > 0)) continue;
      const combination = combinationOf(cuboid, cells.cards, slot);
      if (combination.includes(0) || !holds(whole, { combination })) continue;
      const left = minus(sums, inside);
      if ((left[events] ?? 0) < LEAST_SHARE * (sums[events] ?? 0)) continue;
      const apart = measure.compare(asNow(inside, measure), asNow(left, measure)).evidence - cost;
      if (apart <= most) continue;
      const comparison = measure.compare(inside, minus(total, inside));
      const intensity = perEvent(comparison, inside, measure);
      if (perEvent(measure.compare(left, outside), left, measure) >= AS_BAD * intensity) continue;
      most = apart;
      part = { ...comparison, combination, intensity };
    }
  }
  return part ? narrowed(part, search) : whole;
}

/** Without the conditions that leave out next to nothing. */
function shortened(found: Candidate, search: Search): Candidate {
  const { cells, values, total, measure } = search;
  const { width, events } = measure;
  const held = sumOf(values, width, leavesIn(cells, found.combination))[events] ?? 0;
  if (found.combination.filter((value) => value >= 0).length < 2) return found;
  for (const [attribute, value] of found.combination.entries()) {
    if (value < 0) continue;
    const combination = found.combination.with(attribute, -1);
    const sums = sumOf(values, width, leavesIn(cells, combination));
    if ((sums[events] ?? 0) - held >= SAYS_NOTHING * (sums[events] ?? 0)) continue;
    const comparison = measure.compare(sums, minus(total, sums));
    return shortened({ ...comparison, combination, intensity: perEvent(comparison, sums, measure) }, search);
  }
  return found;
}
const asNow = (sums: Float64Array, { reference }: HarmMeasure): Float64Array => sums.map((sum, at) => (at < reference ? sum : 0));
const perEvent = ({ excess }: Comparison, sums: Float64Array, { events }: HarmMeasure): number =>
  excess / Math.max(1, sums[events] ?? 0);

type Found = Pick<Cause, "combination">;
const holds = (whole: Found, part: Found): boolean =>
  whole.combination.every((value, attribute) => value < 0 || value === part.combination[attribute]);

/** What is wrong as a whole takes in the parts of it that were found before. */
function withParts(causes: readonly Cause[], cause: Cause): readonly Cause[] {
  const isPart = (earlier: Cause): boolean => holds(cause, earlier);
  const parts = [cause, ...causes.filter(isPart)];
  const sum = (of: (part: Cause) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const whole = {
    ...cause,
    evidence: sum(({ evidence }) => evidence),
    excess: sum(({ excess }) => excess),
    confidence: Math.max(...parts.map(({ confidence }) => confidence)),
  };
  return [...causes.filter((earlier) => !isPart(earlier)), whole].sort((a, b) => b.evidence - a.evidence);
}

/** A likelihood ratio of one free parameter is half a squared standard normal variable; the best of many is rarer than one. */
export function confidenceOf(evidence: number, spread: number, looked: number): number {
  const p = evidence > 0 ? upperTail(Math.sqrt((2 * evidence) / spread)) : 1;
  return p >= 1 ? 0 : Math.exp(looked * Math.log1p(-p));
}

function setsOf(cells: HarmCells, values: Float64Array, measure: HarmMeasure): readonly (readonly number[])[] {
  const attributes = cells.cards.length;
  if (attributes <= MOST_DEEP) return attributeSets(attributes, DEPTH);
  const total = totalOf(values, measure.width);
  const telling = cuboidsOf(cells, { width: measure.width, values }, attributeSets(attributes, 1))
    .map((cuboid) => ({
      attribute: cuboid.attributes[0] ?? 0,
      evidence: bestOf([cuboid], cells, total, measure, new Set())?.evidence ?? 0,
    }))
    .sort((a, b) => b.evidence - a.evidence);
  const deep = new Set(telling.slice(0, MOST_DEEP).map(({ attribute }) => attribute));
  return attributeSets(attributes, DEPTH).filter((set) => set.length < DEPTH || set.every((attribute) => deep.has(attribute)));
}

function bestOf(
  cuboids: readonly Cuboid[],
  { cards }: Leaves,
  total: Float64Array,
  measure: HarmMeasure,
  passedOver: ReadonlySet<string>,
): Candidate | null {
  const { width } = measure;
  const [inside, rest] = [new Float64Array(width), new Float64Array(width)];
  let most = 0;
  let best: Candidate | null = null;
  for (const cuboid of cuboids) {
    const cost = descriptionLength(cuboid, cards.length);
    for (let slot = 0; slot < cuboid.slots; slot++) {
      if (!((cuboid.sums[slot * width] ?? 0) > 0)) continue;
      for (let at = 0; at < width; at++) {
        inside[at] = cuboid.sums[slot * width + at] ?? 0;
        rest[at] = (total[at] ?? 0) - (inside[at] ?? 0);
      }
      const comparison = measure.compare(inside, rest);
      if (comparison.evidence - cost <= most) continue;
      const combination = combinationOf(cuboid, cards, slot);
      if (combination.includes(0) || passedOver.has(String(combination))) continue;
      most = comparison.evidence - cost;
      best = { ...comparison, combination, intensity: perEvent(comparison, inside, measure) };
    }
  }
  return best;
}

/**
 * How much more the cells outside of a combination differ than chance alone would make them; at least 1. By their median, which the
 * cells of another cause do not move.
 */
function spreadOutside(cells: HarmCells, values: Float64Array, measure: HarmMeasure, combination: Combination | null): number {
  const { width } = measure;
  const inside = combination ? leavesIn(cells, combination) : new Int32Array(0);
  const total = minus(totalOf(values, width), sumOf(values, width, inside));
  const excluded = new Set(inside);
  const residuals: number[] = [];
  for (let leaf = 0; leaf < values.length / width; leaf++) {
    if (excluded.has(leaf)) continue;
    const cell = values.subarray(leaf * width, (leaf + 1) * width);
    const { residual } = measure.compare(cell, minus(total, cell));
    if (residual === null) continue;
    residuals.push(residual);
  }
  const { length: count } = residuals;
  const middle = residuals.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
  return Math.max(1, ((count * middle) / MEDIAN_OF_CHANCE + CELLS_OF_CHANCE) / (count + CELLS_OF_CHANCE));
}

export function totalOf(values: Float64Array, width: number): Float64Array {
  const total = new Float64Array(width);
  for (let at = 0; at < values.length; at++) total[at % width] = (total[at % width] ?? 0) + (values[at] ?? 0);
  return total;
}
function sumOf(values: Float64Array, width: number, leaves: Int32Array): Float64Array {
  const sum = new Float64Array(width);
  for (const leaf of leaves) for (let at = 0; at < width; at++) sum[at] = (sum[at] ?? 0) + (values[leaf * width + at] ?? 0);
  return sum;
}
const minus = (total: Float64Array, part: Float64Array): Float64Array =>
  Float64Array.from(total, (sum, at) => sum - (part[at] ?? 0));
