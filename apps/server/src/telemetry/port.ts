import type {
  CalibrationBin,
  Condition,
  Distribution,
  Evaluation,
  Field,
  FlagEvaluation,
  GroundTruth,
  Harm,
  InferenceRecord,
  Measure,
  MetricPoint,
  SegmentFilter,
  SegmentRow,
  ServiceProfile,
  SignalPoint,
} from "@firebreak/signals";

export interface TelemetryBatch {
  readonly records: readonly InferenceRecord[];
  readonly evaluations: readonly Evaluation[];
  readonly flagEvaluations: readonly FlagEvaluation[];
  /** Of several of one request the latest word counts; its delay is until the first. */
  readonly groundTruths: readonly GroundTruth[];
  readonly metrics: readonly MetricPoint[];
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

export interface Span {
  readonly from: number;
  readonly to: number;
}
export interface BucketsQuery extends Window {
  readonly measures: readonly Measure[];
  /** Buckets lie on multiples of it. */
  readonly stepSeconds: number;
  readonly segment: SegmentFilter | null;
  /** A dimension: one series for each of its values, at most 12, most traffic first; null: one series. */
  readonly splitBy: string | null;
  /** What drift is measured from; required where a measure is a drift. */
  readonly reference: Span | null;
  /** Distances, calibration, precision, recall and disparity are taken over so many seconds that end with the bucket; whole buckets. */
  readonly trailingSeconds: number;
}
export interface BucketSeries {
  /** Index into the query's measures. */
  readonly measure: number;
  readonly split: string | null;
  readonly points: readonly SignalPoint[];
  /** Drift only: what the reference held. */
  readonly referenceEvents: number | null;
}

/** Artefacts that a record must carry, all of them: `prompt` = `refunds@41`. */
export type LineageFilter = readonly { readonly artefact: string; readonly version: string }[];

/** A part of the traffic of one service; what is null does not narrow it. */
export interface Cohort extends Span {
  readonly segment: SegmentFilter | null;
  /** All traffic but this segment. */
  readonly outside?: SegmentFilter | null;
  readonly lineage: LineageFilter | null;
  /** Only records that are bad (true) or counted and not bad (false) by this harm. */
  readonly harmed: { readonly harm: Harm; readonly bad: boolean } | null;
}
/** How two cohorts differ in one thing. */
export type CohortDifference = {
  /**
   * `dimension language`, `lineage prompt`, `feature income`, `measure latency_ms`, `outcome refused` or `decision`, `evaluation groundedness`
   * or `groundedness.score`, `platform instance`.
   */
  readonly kind: "dimension" | "lineage" | "feature" | "measure" | "outcome" | "evaluation" | "platform";
  readonly name: string;
  /** Records that carried it, of those looked at: at most about 50,000 of a cohort. */
  readonly eventsA: number;
  readonly eventsB: number;
  /**
   * 0 (the same) to 1: Jensen–Shannon distance (base 2) of categories, Kolmogorov–Smirnov distance of numbers, difference of shares. What a
   * record does not carry is a category of its own and lies below all numbers; of outcomes and evaluations it is left out.
   */
  readonly difference: number;
  /** What sampling alone would stay below in 999 of 1,000 cases; null where there is too little to say. */
  readonly critical: number | null;
} & (
  | {
      readonly values: "category";
      /** Those that differ most, at most 8; shares 0–1. The empty value: records without one. */
      readonly shares: readonly { readonly value: string; readonly a: number; readonly b: number }[];
    }
  | {
      readonly values: "number";
      readonly medianA: number | null;
      readonly medianB: number | null;
      readonly p95A: number | null;
      readonly p95B: number | null;
      readonly missingA: number;
      readonly missingB: number;
    }
  | { readonly values: "share"; readonly shareA: number; readonly shareB: number }
);

export interface RecordsQuery extends Window {
  readonly segment: SegmentFilter | null;
  readonly lineage: LineageFilter | null;
  readonly harmed: { readonly harm: Harm; readonly bad: boolean } | null;
  /** A substring of request id, conversation, input, output, documents or tool calls, without regard to case; empty: any. */
  readonly text: string;
  /** Newest first; those before this place. From `RecordPage.next`. */
  readonly before: { readonly at: number; readonly spanId: string } | null;
  /** ≤ 100. */
  readonly limit: number;
}
/** One row of a list of records; content cut to 240 characters. */
export type RecordRow = Omit<InferenceRecord, "payload" | "prediction"> & {
  readonly inputStart: string;
  readonly outputStart: string;
  readonly score: number | null;
  readonly decision: string;
  /** By the query's harm; null where it does not count, or none was asked for. */
  readonly bad: boolean | null;
};
export interface RecordPage {
  readonly rows: readonly RecordRow[];
  /** Null: nothing older matches. A page may hold fewer rows than asked for, even none, where the search takes long: go on from here. */
  readonly next: RecordsQuery["before"];
}
/** All that is known of one request. */
export interface RecordTrace {
  /** Every record of the trace, oldest first, at most 50; the one asked for is among them. */
  readonly records: readonly InferenceRecord[];
  readonly evaluations: readonly Evaluation[];
  readonly groundTruth: GroundTruth | null;
}

/** PromQL of a Prometheus, Thanos, Mimir or VictoriaMetrics. */
export interface PromqlSource {
  /** One series; NaN and infinities become null. Rejects with `PromqlRefused` when the query is bad or answers several series. */
  range(query: Span & { readonly promql: string; readonly stepSeconds: number }): Promise<readonly SignalPoint[]>;
}
/** The sentence is for the person who wrote the query. */
export class PromqlRefused extends Error {
  override readonly name = "PromqlRefused";
}

/** Inference records and what is computed over them. All queries are bounded in window (≤ 31 days), rows and time (10 s). */
export interface TelemetryStore {
  /** Durable when it resolves. Called by the intake's queue only, in batches. */
  insert(batch: TelemetryBatch): Promise<void>;
  services(): Promise<readonly ServiceSummary[]>;
  /**
   * For each measure and, where the traffic is split, each value: its buckets with events, oldest first. At most 1,500 buckets, 60
   * measures. The first bucket is whole, also where the window begins within it. Events are the records (or points of a metric) that
   * carry what the value stands on; of a trailing value those of its whole time. Of a metric, a dimension is an attribute of its points.
   */
  buckets(query: BucketsQuery): Promise<readonly BucketSeries[]>;
  /** How much of a window is harmed: distinct people where ids are sent, conversations, requests. */
  affected(query: Window & { readonly harm: Harm; readonly segment: SegmentFilter | null }): Promise<{
    readonly requests: number;
    readonly bad: number;
    /** Distinct conversations with a bad record. */
    readonly conversations: number;
    /** Distinct pseudonymous ids with a bad record; null where the service sends none. */
    readonly people: number | null;
  }>;
  /** Bad and total of the records that carry a version, and of those of the same window that do not. */
  tallyOfVersion(
    query: Window & {
      readonly harm: Harm;
      readonly segment: SegmentFilter | null;
      readonly artefact: string;
      readonly version: string;
    },
  ): Promise<{
    readonly with: { readonly bad: number; readonly total: number };
    readonly without: { readonly bad: number; readonly total: number };
  }>;
  /** On every dimension, artefact, feature, measure, outcome and evaluation at once, most different first; at most `limit` (≤ 100). */
  compare(query: {
    readonly service: string;
    readonly a: Cohort;
    readonly b: Cohort;
    readonly limit: number;
  }): Promise<{ readonly recordsA: number; readonly recordsB: number; readonly differences: readonly CohortDifference[] }>;
  records(query: RecordsQuery): Promise<RecordPage>;
  /** By request id (or trace id where the service sent none) and span; null: not (or no longer) there. */
  record(query: {
    readonly service: string;
    readonly requestId: string;
    readonly spanId: string | null;
  }): Promise<RecordTrace | null>;
  /**
   * The segments of up to three dimensions that explain the harm, then single values as they differ, at most `limit` (≤ 50). With a
   * `reference`, a period before the onset, what counts is what became worse; without one each is compared with the rest.
   */
  segments(
    query: Window & { readonly harm: Harm; readonly limit: number; readonly reference?: Span | null },
  ): Promise<readonly SegmentRow[]>;
  /** Exactly one segment, by the same measure, even with no traffic. */
  segment(query: Window & { readonly harm: Harm; readonly segment: SegmentFilter }): Promise<SegmentRow>;
  /** Bad and total, inside the segment and in the rest. */
  tally(query: Window & { readonly harm: Harm; readonly segment: SegmentFilter }): Promise<{
    readonly inside: { readonly bad: number; readonly total: number };
    readonly rest: { readonly bad: number; readonly total: number };
  }>;
  /** Numbers on bins between the reference's quantiles (20 bins), categories by value (50, the rest as one). */
  distribution(
    query: Window & {
      readonly field: Field;
      readonly of: Condition | null;
      readonly segment: SegmentFilter | null;
      readonly reference: Span;
    },
  ): Promise<Distribution>;
  /** Ten bins of equal width; only records whose truth is known. */
  calibration(
    query: Window & { readonly of: Condition | null; readonly segment: SegmentFilter | null },
  ): Promise<readonly CalibrationBin[]>;
  /** What the service's records of the window carried. */
  profile(query: Window): Promise<ServiceProfile>;
  changes(query: Window): Promise<readonly LineageChange[]>;
  dimensions(query: Window): Promise<readonly { readonly dimension: string; readonly values: readonly string[] }[]>;
  /** Instances heard from since, with the flag version they last evaluated. */
  instances(service: string, since: number): Promise<readonly { readonly instance: string; readonly lastSeenAt: number }[]>;
  count(service: string): Promise<number>;
}
