import type { SegmentFilter } from "@firebreak/signals";
import type { BucketsQuery, Window } from "../port.ts";
import type { Engine } from "./engine.ts";
import { inside, within } from "./records-source.ts";
import { Statement } from "./statement.ts";

const MOST_WINDOW_MS = 31 * 24 * 3600_000;
const MOST_BUCKETS = 1500;
const MOST_MEASURES = 60;
const MOST_SPLITS = 12;

/** How rows are cut: a window into buckets of one step, of one part of the traffic, side by side by the values of a dimension. */
export interface Cut extends Window {
  readonly step: number;
  readonly segment: SegmentFilter | null;
  readonly split: { readonly by: string; readonly values: readonly string[] } | null;
}

/** The query's cut, its first bucket whole. Throws where the query is larger than the port allows. */
export async function cutOf(engine: Engine, query: BucketsQuery): Promise<Cut> {
  const { service, segment, to } = query;
  const step = query.stepSeconds * 1000;
  if (!Number.isInteger(step) || step < 1000) throw new RangeError("A bucket is a whole number of seconds, at least one.");
  const from = Math.floor(query.from / step) * step;
  assertWindow(query);
  if ((to - from) / step > MOST_BUCKETS) throw new RangeError(`At most ${MOST_BUCKETS} buckets: choose a longer step.`);
  if (query.measures.length > MOST_MEASURES) throw new RangeError(`At most ${MOST_MEASURES} measures at once.`);
  const cut = { service, from, to, step, segment, split: null };
  if (query.splitBy === null) return cut;
  const by = query.splitBy;
  const busiest = await busiestOf(engine, cut, { dimensions: [by], most: MOST_SPLITS });
  return { ...cut, split: { by, values: busiest.get(by) ?? [] } };
}

/** A window in one piece. */
export function wholeCut(window: Window, segment: SegmentFilter | null): Cut {
  assertWindow(window);
  const { service, from, to } = window;
  return { service, from, to, step: to - from, segment, split: null };
}

export function assertWindow({ from, to }: Pick<Window, "from" | "to">): void {
  if (!(to > from) || to - from > MOST_WINDOW_MS) throw new RangeError("The window must be positive and at most 31 days.");
}

/** Select list: the bucket a row falls into and, where the traffic is split, its part. */
export function cutColumns(cut: Cut, statement: Statement): string {
  const step = statement.bind("Int64", cut.step);
  const bucket = `intDiv(toUnixTimestamp64Milli(at), ${step}) * ${step} AS bucket`;
  return cut.split === null ? bucket : `${bucket}, ${splitColumn(cut, statement)}`;
}
/** What they are grouped by. A second key of a constant would cost a quarter of the scan. */
export const cutKeys = (cut: Cut): string => (cut.split === null ? "bucket" : "bucket, split");

export function splitColumn(cut: Cut, statement: Statement, column = "dimensions"): string {
  return cut.split === null ? "'' AS split" : `${column}[${statement.bind("String", cut.split.by)}] AS split`;
}

/** Rows of the segment and of the parts wanted. */
export function cutCondition(cut: Cut, statement: Statement, column = "dimensions"): string {
  const segment = inside(cut.segment, statement, column);
  if (cut.split === null) return segment;
  const { by, values } = cut.split;
  return `${segment} AND ${column}[${statement.bind("String", by)}] IN ${statement.bind("Array(String)", values)}`;
}

/** The parts in the order of their traffic; one part, all traffic, where there is no split. */
export const partsOf = (cut: Cut): readonly (string | null)[] => cut.split?.values ?? [null];

/**
 * Each dimension's values with most traffic first, about: a record repeated by its sender may count twice here, and beyond a few hundred
 * values the counts are estimated.
 */
export async function busiestOf(
  engine: Engine,
  cut: Cut,
  { dimensions, most }: { readonly dimensions: readonly string[]; readonly most: number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (dimensions.length === 0) return new Map();
  const statement = new Statement();
  const columns = dimensions.map((dimension, n) => {
    const value = `dimensions[${statement.bind("String", dimension)}]`;
    return `topKIf(${most}, 3, 'counts')(${value}, ${value} != '') AS d${n}`;
  });
  const [row = {}] = await engine.select<Readonly<Record<string, readonly Counted[]>>>(
    `SELECT ${columns.join(", ")} FROM records WHERE ${within(cut, statement)} AND ${inside(cut.segment, statement)}`,
    statement.parameters,
  );
  return new Map(dimensions.map((dimension, n) => [dimension, byTraffic(row[`d${n}`] ?? [])]));
}

interface Counted {
  readonly item: string;
  readonly count: number;
}
/** Most counted first; those counted as often in alphabetical order. */
const byTraffic = (counted: readonly Counted[]): readonly string[] =>
  counted.toSorted((a, b) => b.count - a.count || (a.item < b.item ? -1 : 1)).map(({ item }) => item);

export interface Trailing {
  readonly cut: Cut;
  /** Buckets that one value is over, its own the last. */
  readonly buckets: number;
}

/** The same cut, begun so much earlier that the window that trails its first bucket is whole. */
export function trailingCut(cut: Cut, trailingSeconds: number): Trailing {
  const buckets = Math.max(1, Math.ceil((trailingSeconds * 1000) / cut.step));
  const from = cut.from - (buckets - 1) * cut.step;
  if (cut.to - from > MOST_WINDOW_MS + cut.step) throw new RangeError("The window with what trails it is at most 31 days.");
  return { cut: { ...cut, from }, buckets };
}
