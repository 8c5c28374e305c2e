import { newcombe, type Proportion, wilson } from "./interval.ts";
import type { SegmentFilter } from "./segment.ts";
import { upperTail } from "./segments/comparison.ts";
import type { SegmentRow } from "./series.ts";

/** What one segment, or all traffic, holds of a signal. `requests` counts records, `total` those that carry the signal. */
export interface SegmentCount extends Proportion {
  readonly requests: number;
}
export interface CountedSegment extends SegmentCount {
  readonly segment: SegmentFilter;
}

/** The row of one segment against all other traffic, as if nothing else were to explain. Also without traffic: rate 0, interval 0–1. */
export function segmentRow(counted: CountedSegment, all: SegmentCount, minutes: number): SegmentRow {
  const { value, low, high } = wilson(counted);
  const others = without(all, counted);
  const rest = wilson(others);
  const excess = counted.bad - counted.total * rest.value;
  return {
    segment: counted.segment,
    trafficShare: share(counted.requests, all.requests),
    requestsPerMinute: share(counted.requests, minutes),
    bad: counted.bad,
    total: counted.total,
    rate: value,
    restRate: rest.value,
    harmShare: share(counted.bad, all.bad),
    low,
    high,
    ratio: rest.value > 0 ? value / rest.value : null,
    excess: Math.max(0, excess),
    explained: excess > 0 ? 1 : 0,
    confidence: confidenceOfOne(counted, others),
  };
}

/** That this one segment, chosen beforehand, is worse than the rest. */
function confidenceOfOne(counted: Proportion, rest: Proportion): number {
  const reach = newcombe(counted, rest, 1);
  const below = reach.value - reach.low;
  return reach.value > 0 && below > 0 ? 1 - upperTail(reach.value / below) : 0;
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const without = (whole: SegmentCount, part: SegmentCount): SegmentCount => ({
  bad: Math.max(0, whole.bad - part.bad),
  total: Math.max(0, whole.total - part.total),
  requests: Math.max(0, whole.requests - part.requests),
});
