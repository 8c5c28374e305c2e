import {
  type CountedSegment,
  type Harm,
  rankSegments,
  type SegmentCount,
  type SegmentFilter,
  type SegmentRow,
  segmentRow,
} from "@firebreak/signals";
import type { Window } from "../port.ts";
import { harm } from "./compile-measure.ts";
import type { Engine } from "./engine.ts";
import { inside, recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";

export interface SegmentsQuery extends Window {
  readonly harm: Harm;
}
const MOST_SEGMENTS = 50;
/** Single values and pairs that are looked at; the ones with most bad events first. */
const MOST_COMBINATIONS = 3000;
/** Dimensions of one record that are combined. */
const MOST_DIMENSIONS = 20;

/**
 * One pass: records are summed by their whole set of dimensions first (a few hundred cells), then each cell is counted into the
 * empty combination (all traffic), each of its values, and each pair of them.
 */
export async function readSegments(
  engine: Engine,
  query: SegmentsQuery & { readonly limit: number },
): Promise<readonly SegmentRow[]> {
  const statement = new Statement();
  const { bad, total } = harm(query.harm, statement, () => recordsOf(query, statement));
  const rows = await engine.select<{ combination: [string, string][]; requests: number; bad: number; total: number }>(
    `SELECT combination, sum(cell_requests) AS requests, sum(cell_bad) AS bad, sum(cell_total) AS total FROM (
       SELECT arraySlice(arraySort(CAST(dimensions, 'Array(Tuple(String, String))')), 1, ${MOST_DIMENSIONS}) AS cell,
         count() AS cell_requests, ${bad} AS cell_bad, ${total} AS cell_total
       FROM ${recordsOf(query, statement)} GROUP BY cell
     )
     ARRAY JOIN arrayConcat(
       [CAST([], 'Array(Tuple(String, String))')],
       arrayMap(one -> [one], cell),
       arrayMap(two -> [cell[two.1], cell[two.2]], arrayFilter(two -> two.1 < two.2,
         arrayMap(n -> (intDiv(n, length(cell)) + 1, n % length(cell) + 1), range(length(cell) * length(cell)))))
     ) AS combination
     GROUP BY combination ORDER BY bad DESC, length(combination), requests DESC LIMIT ${MOST_COMBINATIONS}`,
    statement.parameters,
  );
  const counted = rows.map(({ combination, ...counts }) => ({
    segment: { conditions: combination.map(([dimension, value]) => ({ dimension, value })) },
    ...counts,
  }));
  const all = counted.find((row) => row.segment.conditions.length === 0) ?? { requests: 0, bad: 0, total: 0 };
  return rankSegments({
    rows: counted.filter((row) => row.segment.conditions.length > 0),
    all,
    minutes: minutesOf(query),
    limit: Math.max(0, Math.min(query.limit, MOST_SEGMENTS)),
  });
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
