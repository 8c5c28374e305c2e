import { type SegmentCount, segmentRow } from "../rank.ts";
import type { SegmentRow } from "../series.ts";
import { harmRate, RATE } from "./harm-rate.ts";
import { attributeSets, type Combination, combinationOf, cuboidsOf, leavesIn } from "./lattice.ts";
import { type HarmCells, type Scan, scanForCauses, totalOf } from "./scan.ts";

/** Traffic of one whole set of dimensions. */
export interface HarmCell extends SegmentCount {
  /** One for each dimension; '' where it is missing. */
  readonly values: readonly string[];
}
export interface HarmInput {
  readonly dimensions: readonly string[];
  readonly now: readonly HarmCell[];
  /** A period before the onset; empty where there is none, then segments are compared with the rest of the traffic. */
  readonly reference: readonly HarmCell[];
  /** How long `now` is. */
  readonly minutes: number;
  readonly limit: number;
}

/** What is beyond is left out: dimensions as they come, cells by their requests. */
export const MOST_HARM_DIMENSIONS = 20;
export const MOST_HARM_CELLS = 50_000;

/**
 * The segments that explain the harm, the most telling first, then single values as they differ from the rest. Only the first have
 * much confidence; where the harm is spread evenly, or became worse everywhere, none has. A segment that holds a cause, and a part of
 * one, is not listed beside it.
 */
export function explainHarm(input: HarmInput): readonly SegmentRow[] {
  const limit = Math.max(0, input.limit);
  const coded = encode(input);
  const found = scanForCauses(coded, harmRate);
  const all = countOf(coded, new Int32Array(coded.names.length).fill(-1));
  const rowOf = (combination: Combination, count: SegmentCount): SegmentRow =>
    segmentRow({ segment: segmentOf(combination, coded), ...count }, all, input.minutes);
  const together = found.causes.reduce((sum, { excess }) => sum + excess, 0);
  const harm = Math.max(together, harmRate.excessOfAll(totalOf(coded.values, RATE.width)));
  const judged = (row: SegmentRow, { excess, confidence }: Judged): SegmentRow => ({
    ...row,
    excess: Math.max(0, excess),
    explained: harm > 0 ? Math.min(1, Math.max(0, excess) / harm) : 0,
    confidence,
  });
  const causes = found.causes.map((cause) => judged(rowOf(cause.combination, countOf(coded, cause.combination)), cause));
  const others = singleValues(coded, found)
    .map(({ combination, count }) => ({ combination, row: rowOf(combination, count) }))
    .sort((a, b) => scoreOf(b.row) - scoreOf(a.row))
    .slice(0, limit)
    .map(({ combination, row }) => judged(row, found.judge(combination)));
  return [...causes, ...others].slice(0, limit);
}

type Judged = Pick<SegmentRow, "excess" | "confidence">;
const scoreOf = (row: SegmentRow): number => row.harmShare * (row.rate - row.restRate);

interface Coded extends HarmCells {
  readonly dimensions: readonly string[];
  /** Of each dimension; the first is ''. */
  readonly names: readonly (readonly string[])[];
}

function encode({ dimensions: given, now, reference }: HarmInput): Coded {
  const dimensions = given.slice(0, MOST_HARM_DIMENSIONS);
  const cells = new Map<string, { readonly values: readonly string[]; readonly sums: Float64Array }>();
  const cellOf = (cell: HarmCell): Float64Array => {
    const values = dimensions.map((_, index) => cell.values[index] ?? "");
    const key = JSON.stringify(values);
    const known = cells.get(key) ?? { values, sums: new Float64Array(RATE.width) };
    cells.set(key, known);
    return known.sums;
  };
  for (const cell of now) {
    const { requests, bad, total } = cell;
    add(cellOf(cell), [requests, requests, bad, total, 0, 0]);
  }
  for (const cell of reference) add(cellOf(cell), [cell.requests, 0, 0, 0, cell.bad, cell.total]);
  const kept = [...cells.values()]
    .filter(({ sums }) => (sums[RATE.seen] ?? 0) > 0)
    .sort((a, b) => (b.sums[RATE.seen] ?? 0) - (a.sums[RATE.seen] ?? 0))
    .slice(0, MOST_HARM_CELLS);
  const names = dimensions.map((_, index) => [...new Set(["", ...kept.map(({ values }) => values[index] ?? "")])]);
  const codes = names.map((values) => new Map(values.map((value, code) => [value, code])));
  const columns = codes.map((code, index) => Int32Array.from(kept, ({ values }) => code.get(values[index] ?? "") ?? 0));
  const values = new Float64Array(kept.length * RATE.width);
  for (const [leaf, { sums }] of kept.entries()) values.set(sums, leaf * RATE.width);
  return { dimensions, names, columns, cards: names.map((list) => list.length), values };
}
function add(sums: Float64Array, more: readonly number[]): void {
  for (const [at, value] of more.entries()) sums[at] = (sums[at] ?? 0) + value;
}

/** Single values with traffic that are no part of a cause's name. */
function singleValues(coded: Coded, { causes }: Scan) {
  const channels = { width: RATE.width, values: coded.values };
  return cuboidsOf(coded, channels, attributeSets(coded.names.length, 1)).flatMap((cuboid) =>
    Array.from({ length: cuboid.slots }, (_, slot) => slot).flatMap((slot) => {
      const combination = combinationOf(cuboid, coded.cards, slot);
      const count = countIn(cuboid.sums, slot);
      const named = causes.some((cause) =>
        cuboid.attributes.every((attribute) => cause.combination[attribute] === combination[attribute]),
      );
      return combination.includes(0) || count.requests === 0 || named ? [] : [{ combination, count }];
    }),
  );
}

function countOf(coded: Coded, combination: Combination): SegmentCount {
  let [requests, bad, total] = [0, 0, 0];
  for (const leaf of leavesIn(coded, combination)) {
    const cell = countIn(coded.values, leaf);
    requests += cell.requests;
    bad += cell.bad;
    total += cell.total;
  }
  return { requests, bad, total };
}
const countIn = (values: Float64Array, cell: number): SegmentCount => ({
  requests: values[cell * RATE.width + RATE.requests] ?? 0,
  bad: values[cell * RATE.width + RATE.bad] ?? 0,
  total: values[cell * RATE.width + RATE.total] ?? 0,
});

function segmentOf(combination: Combination, { dimensions, names }: Coded): SegmentRow["segment"] {
  return {
    conditions: dimensions.flatMap((dimension, index) => {
      const code = combination[index] ?? -1;
      return code > 0 ? [{ dimension, value: names[index]?.[code] ?? "" }] : [];
    }),
  };
}
