import { newcombe, type Proportion, wilson, Z99 } from "./interval.ts";
import type { SegmentFilter } from "./segment.ts";
import type { SegmentRow } from "./series.ts";

/** What one segment, or all traffic, holds of a signal. `requests` counts records, `total` those that carry the signal. */
export interface SegmentCount extends Proportion {
  readonly requests: number;
}
export interface CountedSegment extends SegmentCount {
  readonly segment: SegmentFilter;
}

/** The row of one segment against all other traffic. Also for a segment without traffic: rate 0, interval 0–1. */
export function segmentRow(counted: CountedSegment, all: SegmentCount, minutes: number): SegmentRow {
  const { value, low, high } = wilson(counted);
  return {
    segment: counted.segment,
    trafficShare: share(counted.requests, all.requests),
    requestsPerMinute: share(counted.requests, minutes),
    bad: counted.bad,
    total: counted.total,
    rate: value,
    restRate: wilson(without(all, counted)).value,
    harmShare: share(counted.bad, all.bad),
    low,
    high,
  };
}

/**
 * Segments that differ, the most telling first: by harm share × (rate − rate of the rest), those whose 99 % Newcombe interval
 * against the rest excludes 0 before all others. The product is large only for a segment that both holds much of the harm (a
 * slice of the culprit does not) and is much worse than the rest (a container of the culprit is not).
 *
 * Of a segment and its refinement by a second dimension, one explains the other:
 * a refinement goes unless it is worse than what is left of each of its parents without it;
 * a parent goes when what is left of it without a refinement that stayed is no worse than the rest of all traffic.
 */
export function rankSegments(input: {
  readonly rows: readonly CountedSegment[];
  readonly all: SegmentCount;
  readonly minutes: number;
  readonly limit: number;
}): readonly SegmentRow[] {
  const { rows, all, minutes, limit } = input;
  const parents = new Map(rows.filter((row) => row.segment.conditions.length === 1).map((row) => [keyOf(row), row]));
  const parentsOf = (row: CountedSegment): readonly CountedSegment[] =>
    row.segment.conditions.flatMap(({ dimension, value }) => parents.get(`${dimension}=${value}`) ?? []);

  const refinements = rows.filter(
    (row) => row.segment.conditions.length > 1 && parentsOf(row).every((parent) => isWorse(row, without(parent, row))),
  );
  const explained = new Set(
    refinements.flatMap((row) =>
      parentsOf(row)
        .filter((parent) => !isWorse(without(parent, row), without(all, parent)))
        .map(keyOf),
    ),
  );
  return [...[...parents.values()].filter((row) => !explained.has(keyOf(row))), ...refinements]
    .map((row) => ({ row: segmentRow(row, all, minutes), differs: isWorse(row, without(all, row)) }))
    .sort((a, b) => Number(b.differs) - Number(a.differs) || scoreOf(b.row) - scoreOf(a.row))
    .slice(0, limit)
    .map(({ row }) => row);
}

const scoreOf = (row: SegmentRow): number => row.harmShare * (row.rate - row.restRate);
const isWorse = (a: Proportion, b: Proportion): boolean => newcombe(a, b, Z99).low > 0;
const keyOf = (row: CountedSegment): string => row.segment.conditions.map((c) => `${c.dimension}=${c.value}`).join(" ∧ ");
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const without = (whole: SegmentCount, part: SegmentCount): SegmentCount => ({
  bad: Math.max(0, whole.bad - part.bad),
  total: Math.max(0, whole.total - part.total),
  requests: Math.max(0, whole.requests - part.requests),
});
