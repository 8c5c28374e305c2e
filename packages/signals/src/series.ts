import type { SignalId } from "./catalogue.ts";

/** One bucket of a signal. `value` is null where the bucket holds too few events to state one. */
export interface SignalPoint {
  /** Start of the bucket, epoch milliseconds. */
  readonly at: number;
  readonly value: number | null;
  readonly events: number;
}
/** The band a signal keeps to when nothing is wrong; `learning` until enough buckets were seen. */
export type Envelope =
  | { readonly kind: "learning"; readonly bucketsSeen: number; readonly bucketsNeeded: number }
  | { readonly kind: "band"; readonly low: number; readonly high: number };

export interface SignalSeries {
  readonly signal: SignalId;
  readonly stepSeconds: number;
  readonly points: readonly SignalPoint[];
  /** Over the last minute; null without traffic. */
  readonly current: number | null;
  readonly envelope: Envelope;
  /** When the signal left its envelope and has not come back, epoch milliseconds. */
  readonly outsideSince: number | null;
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
}
