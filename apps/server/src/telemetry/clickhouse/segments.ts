import {
  type CountedSegment,
  explainHarm,
  type Harm,
  type HarmCell,
  MOST_HARM_CELLS,
  MOST_HARM_DIMENSIONS,
  type SegmentCount,
  type SegmentFilter,
  type SegmentRow,
  segmentRow,
} from "@firebreak/signals";
import type { Span, Window } from "../port.ts";
import { harm } from "./compile-measure.ts";
import type { Engine } from "./engine.ts";
import { inside, recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";

export interface SegmentsQuery extends Window {
  readonly harm: Harm;
}
const MOST_SEGMENTS = 50;

/** Records are read once, summed by their whole set of dimensions; what explains the harm is found among these cells. */
export async function readSegments(
  engine: Engine,
  query: SegmentsQuery & { readonly limit: number; readonly reference?: Span | null },
): Promise<readonly SegmentRow[]> {
  const { reference } = query;
  const [now, before] = await Promise.all([
    readCells(engine, query, query),
    reference ? readCells(engine, query, { service: query.service, ...reference }) : [],
  ]);
  const dimensions = dimensionsOf([...now, ...before]);
  const inOrder = (cells: readonly Cell[]): readonly HarmCell[] =>
    cells.map(({ cell, ...counts }) => {
      const values = new Map(cell);
      return { values: dimensions.map((dimension) => values.get(dimension) ?? ""), ...counts };
    });
  return explainHarm({
    dimensions,
    now: inOrder(now),
    reference: inOrder(before),
    minutes: minutesOf(query),
    limit: Math.max(0, Math.min(query.limit, MOST_SEGMENTS)),
  });
}

interface Cell extends SegmentCount {
  readonly cell: readonly (readonly [dimension: string, value: string])[];
}
/** Of one window. A quantile that bad is measured by is the asked window's in both. */
function readCells(engine: Engine, query: SegmentsQuery, window: Window): Promise<readonly Cell[]> {
  const statement = new Statement();
  const { bad, total } = harm(query.harm, statement, () => recordsOf(query, statement));
  return engine.select<Cell>(
    `SELECT arraySlice(arraySort(CAST(dimensions, 'Array(Tuple(String, String))')), 1, ${MOST_HARM_DIMENSIONS}) AS cell,
       count() AS requests, ${bad} AS bad, ${total} AS total
     FROM ${recordsOf(window, statement)} GROUP BY cell ORDER BY requests DESC, cell LIMIT ${MOST_HARM_CELLS}`,
    statement.parameters,
  );
}

/** By how many requests carry them; what is beyond twenty is left out. */
function dimensionsOf(cells: readonly Cell[]): readonly string[] {
  const carried = new Map<string, number>();
  for (const { cell, requests } of cells)
    for (const [dimension] of cell) carried.set(dimension, (carried.get(dimension) ?? 0) + requests);
  return [...carried]
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, MOST_HARM_DIMENSIONS)
    .map(([dimension]) => dimension)
    .sort();
}

/** One segment against the rest, also without traffic. */
export async function readSegment(
  engine: Engine,
  query: SegmentsQuery & { readonly segment: SegmentFilter },
): Promise<SegmentRow> {
  const { counted, all } = await countSegment(engine, query);
  return segmentRow(counted, all, minutesOf(query));
}

export async function readTally(engine: Engine, query: SegmentsQuery & { readonly segment: SegmentFilter }) {
  const { counted, all } = await countSegment(engine, query);
  return {
    inside: { bad: counted.bad, total: counted.total },
    rest: { bad: all.bad - counted.bad, total: all.total - counted.total },
  };
}

async function countSegment(
  engine: Engine,
  query: SegmentsQuery & { readonly segment: SegmentFilter },
): Promise<{ readonly counted: CountedSegment; readonly all: SegmentCount }> {
  const statement = new Statement();
  const { bad, total } = harm(query.harm, statement, () => recordsOf(query, statement));
  const rows = await engine.select<SegmentCount & { readonly is_inside: number }>(
    `SELECT (${inside(query.segment, statement)}) AS is_inside, count() AS requests, ${bad} AS bad, ${total} AS total
     FROM ${recordsOf(query, statement)} GROUP BY is_inside`,
    statement.parameters,
  );
  const sum = (chosen: typeof rows): SegmentCount => ({
    requests: chosen.reduce((all, row) => all + row.requests, 0),
    bad: chosen.reduce((all, row) => all + row.bad, 0),
    total: chosen.reduce((all, row) => all + row.total, 0),
  });
  return { counted: { segment: query.segment, ...sum(rows.filter((row) => row.is_inside === 1)) }, all: sum(rows) };
}

const minutesOf = (window: Window): number => (window.to - window.from) / 60_000;
