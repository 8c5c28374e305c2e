import type { Standing } from "./alert.ts";
import type { SignalId } from "./definition.ts";
import type { SegmentFilter } from "./segment.ts";

/** One bucket of a signal. `value` is null where the bucket holds too few events to state one. */
export interface SignalPoint {
  /** Start of the bucket, epoch milliseconds. */
  readonly at: number;
  readonly value: number | null;
  readonly events: number;
  /** Where the value was expected, as it stood then; missing where nothing is known (learning, or a bucket of another step). */
  readonly expected?: { readonly low: number; readonly high: number };
  /** Of a drift: what sampling alone would stay below in 999 of 1,000 cases; null where it cannot be said. */
  readonly critical?: number | null;
}
/** The band a signal keeps to when nothing is wrong; `learning` until enough buckets were seen. */
export type Envelope =
  | { readonly kind: "learning"; readonly bucketsSeen: number; readonly bucketsNeeded: number }
  | { readonly kind: "band"; readonly low: number; readonly high: number };

export interface SignalSeries {
  readonly signal: SignalId;
  /** The part of the traffic it is of; null: all that was asked for. */
  readonly split: SegmentFilter | null;
  readonly stepSeconds: number;
  readonly points: readonly SignalPoint[];
  /** The same window earlier (`compareMs`), its times moved onto this one; null where it was not asked for. */
  readonly compared: readonly SignalPoint[] | null;
  /** Over the last minute; null without traffic. */
  readonly current: number | null;
  readonly envelope: Envelope;
  /** When the signal left its envelope and has not come back, epoch milliseconds. */
  readonly outsideSince: number | null;
  /** What detection says of it; null for a segment, which nobody watches all the time. */
  readonly standing: Standing | null;
}

/** One variable in two windows, on the reference's bins (numbers) or categories. Counts add up to `n`. */
export interface Distribution {
  readonly kind: "number" | "category";
  /** Numbers: ascending inner edges, one less than the bins. Categories: empty. */
  readonly edges: readonly number[];
  readonly labels: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly referenceMissing: number;
  readonly currentMissing: number;
}
/** A bin of the calibration curve: scores in [low, high). */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly events: number;
  readonly meanScore: number;
  /** Of the records with a known truth in this bin. */
  readonly truthRate: number;
}
/** A row of "segments that differ". Shares and rates are 0–1. */
export interface SegmentRow {
  readonly segment: { readonly conditions: readonly { readonly dimension: string; readonly value: string }[] };
  readonly trafficShare: number;
  readonly requestsPerMinute: number;
  readonly bad: number;
  readonly total: number;
  readonly rate: number;
  /** Of the same signal in all other traffic. */
  readonly restRate: number;
  readonly harmShare: number;
  /** Wilson 95 % interval of `rate`. */
  readonly low: number;
  readonly high: number;
  /** `rate` ÷ `restRate`; null where the rest has nothing bad. */
  readonly ratio: number | null;
  /** Bad events above what its reference, or the rest of the traffic, lets expect; never negative. */
  readonly excess: number;
  /** Its part of all excess. What no segment explains is everywhere. */
  readonly explained: number;
  /** 0–1. Of a ranked segment: 1 − the chance of one like it among all combinations looked at, were nothing wrong in any. */
  readonly confidence: number;
}
