import {
  type CountedSegment,
  rankSegments,
  type SegmentCount,
  type SegmentFilter,
  type SegmentRow,
  type SignalId,
  segmentRow,
} from "@firebreak/signals";
import type { Window } from "../port.ts";
import type { Engine } from "./engine.ts";
import { harmOf, inside, measuredRecords } from "./measured.ts";

export interface SegmentsQuery extends Window {
  readonly signal: SignalId;
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
  const harm = harmOf(query.signal, query);
  const records = measuredRecords(query, harm);
  const rows = await engine.select<{ combination: [string, string][]; requests: number; bad: number; total: number }>(
    `SELECT combination, sum(cell_requests) AS requests, sum(cell_bad) AS bad, sum(cell_total) AS total FROM (
       SELECT arraySlice(arraySort(CAST(dimensions, 'Array(Tuple(String, String))')), 1, ${MOST_DIMENSIONS}) AS cell,
         count() AS cell_requests, ${harm.bad} AS cell_bad, ${harm.total} AS cell_total
       FROM ${records.sql} GROUP BY cell
     )
     ARRAY JOIN arrayConcat(
       [CAST([], 'Array(Tuple(String, String))')],
       arrayMap(one -> [one], cell),
       arrayMap(two -> [cell[two.1], cell[two.2]], arrayFilter(two -> two.1 < two.2,
         arrayMap(n -> (intDiv(n, length(cell)) + 1, n % length(cell) + 1), range(length(cell) * length(cell)))))
     ) AS combination
     GROUP BY combination ORDER BY bad DESC, length(combination), requests DESC LIMIT ${MOST_COMBINATIONS}`,
    records.parameters,
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
  const harm = harmOf(query.signal, query);
  const records = measuredRecords(query, harm);
  const segment = inside(query.segment);
  const rows = await engine.select<SegmentCount & { readonly is_inside: number }>(
    `SELECT (${segment.sql}) AS is_inside, count() AS requests, ${harm.bad} AS bad, ${harm.total} AS total FROM ${records.sql} GROUP BY is_inside`,
    { ...records.parameters, ...segment.parameters },
  );
  const sum = (chosen: typeof rows): SegmentCount => ({
    requests: chosen.reduce((all, row) => all + row.requests, 0),
    bad: chosen.reduce((all, row) => all + row.bad, 0),
    total: chosen.reduce((all, row) => all + row.total, 0),
  });
  return { counted: { segment: query.segment, ...sum(rows.filter((row) => row.is_inside === 1)) }, all: sum(rows) };
}

const minutesOf = (window: Window): number => (window.to - window.from) / 60_000;
