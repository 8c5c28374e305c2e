import type {
  Evaluation,
  FlagEvaluation,
  InferenceRecord,
  SegmentFilter,
  SegmentRow,
  SignalId,
  SignalSeries,
} from "@firebreak/signals";

export interface TelemetryBatch {
  readonly records: readonly InferenceRecord[];
  readonly evaluations: readonly Evaluation[];
  readonly flagEvaluations: readonly FlagEvaluation[];
}
export interface ServiceSummary {
  readonly service: string;
  readonly lastSeenAt: number;
  readonly requestsPerMinute: number;
}
/** A version never seen before in the records' lineage is a change, even if nobody announced it. */
export interface LineageChange {
  readonly at: number;
  /** e.g. prompt, model, code, index, policy. */
  readonly artefact: string;
  readonly version: string;
  /** The version that served most traffic before; null for the first one ever seen (then it is no change). */
  readonly previous: string | null;
  /** Of the traffic since it appeared. */
  readonly trafficShare: number;
}
export interface Window {
  readonly service: string;
  /** Epoch milliseconds, half open. */
  readonly from: number;
  readonly to: number;
}

/** Inference records and what is computed over them. All queries are bounded in window (≤ 31 days), rows and time (10 s). */
export interface TelemetryStore {
  /** Durable when it resolves. Called by the intake's queue only, in batches. */
  insert(batch: TelemetryBatch): Promise<void>;
  services(): Promise<readonly ServiceSummary[]>;
  series(
    query: Window & {
      readonly signals: readonly SignalId[];
      readonly stepSeconds: number;
      readonly segment: SegmentFilter | null;
    },
  ): Promise<readonly SignalSeries[]>;
  /** One- and two-dimension segments by how much of the harm they hold and how far their rate lies from the rest, at most `limit` (≤ 50). */
  segments(query: Window & { readonly signal: SignalId; readonly limit: number }): Promise<readonly SegmentRow[]>;
  /** Exactly one segment, by the same measure, even with no traffic. */
  segment(query: Window & { readonly signal: SignalId; readonly segment: SegmentFilter }): Promise<SegmentRow>;
  /** Bad and total of a proportion signal, inside the segment and in the rest. */
  tally(query: Window & { readonly signal: SignalId; readonly segment: SegmentFilter }): Promise<{
    readonly inside: { readonly bad: number; readonly total: number };
    readonly rest: { readonly bad: number; readonly total: number };
  }>;
  changes(query: Window): Promise<readonly LineageChange[]>;
  dimensions(query: Window): Promise<readonly { readonly dimension: string; readonly values: readonly string[] }[]>;
  /** Instances heard from since, with the flag version they last evaluated. */
  instances(service: string, since: number): Promise<readonly { readonly instance: string; readonly lastSeenAt: number }[]>;
  count(service: string): Promise<number>;
}
