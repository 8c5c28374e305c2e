/** What is read of an OTLP request, whichever encoding it came in. Unknown and unneeded fields are skipped. */
export interface SpansOfResource {
  readonly resource: Attributes;
  readonly spans: readonly OtlpSpan[];
}
export interface LogsOfResource {
  readonly resource: Attributes;
  readonly logs: readonly OtlpLog[];
}
export interface OtlpSpan {
  /** Lower-case hex; 32 and 16 digits when well formed. */
  readonly traceId: string;
  readonly spanId: string;
  /** Epoch milliseconds with a fraction; 0 where none was sent. */
  readonly startMs: number;
  readonly endMs: number;
  readonly error: boolean;
  readonly attributes: Attributes;
}
export interface OtlpLog {
  readonly eventName: string;
  /** Time of the event, or when it was observed; epoch milliseconds, 0 where neither was sent. */
  readonly atMs: number;
  readonly spanId: string;
  readonly attributes: Attributes;
}
export interface MetricsOfResource {
  readonly resource: Attributes;
  readonly metrics: readonly OtlpMetric[];
}
export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  /** What its points are; null where the metric holds none of the five kinds. */
  readonly kind: MetricKind | null;
  /** null: not specified. A gauge has none. */
  readonly temporality: "delta" | "cumulative" | null;
  readonly monotonic: boolean;
  readonly points: readonly OtlpPoint[];
}
export const METRIC_KINDS = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];
export interface OtlpPoint {
  readonly attributes: Attributes;
  /** Epoch milliseconds with a fraction; 0 where none was sent. */
  readonly startMs: number;
  readonly atMs: number;
  /** False: a series that ended says so; there is no value. */
  readonly recorded: boolean;
  readonly reading: Reading;
}
export type Reading =
  | { readonly kind: "number"; readonly value: number | null }
  | HistogramReading
  | ExponentialReading
  /** Quantiles worked out by the sender: not read. */
  | { readonly kind: "summary" };
export interface HistogramReading {
  readonly kind: "histogram";
  readonly count: number;
  readonly sum: number | null;
  readonly bounds: readonly number[];
  readonly bucketCounts: readonly number[];
}
export interface ExponentialReading {
  readonly kind: "exponential";
  readonly count: number;
  readonly sum: number | null;
  /** Bucket i of the positive values holds (2^(i·2^−scale), 2^((i+1)·2^−scale)]; the negative ones mirror it. */
  readonly scale: number;
  /** Values of at most `zeroThreshold` in magnitude. */
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}
export interface ExponentialBuckets {
  /** Index of the first. */
  readonly offset: number;
  readonly counts: readonly number[];
}
/** In the order sent, keys beside values: an array each costs a third of a Map per span. */
export interface Attributes {
  readonly keys: string[];
  readonly values: AttributeValue[];
}
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

/** Deeper values are a refusal: nobody sends them, and they cost stack. */
export const DEEPEST_VALUE = 32;

/** The request is not what its content type says. The sender must not repeat it. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** More than any exporter puts into one request. Two bytes make an empty span, and a hundred times that to hold it. */
export const MOST_ITEMS = 50_000;
export class TooManyItems extends BadRequest {}

/** Of one histogram. Nobody's has so many, and a byte would make each. */
export const MOST_BUCKETS_READ = 4096;
export const tooManyBuckets = (): BadRequest =>
  new BadRequest(`A histogram holds at most ${MOST_BUCKETS_READ} buckets. Make them wider.`);

/** Call it for each resource, span, log record, metric and data point, before it is held. */
export function createItemCount(): (more: number) => void {
  let items = 0;
  return (more) => {
    items += more;
    if (items > MOST_ITEMS)
      throw new TooManyItems(`A request holds at most ${MOST_ITEMS} spans, log records or data points. Send smaller batches.`);
  };
}

export const noAttributes = (): Attributes => ({ keys: [], values: [] });

/** The last one sent wins. */
export function attribute(attributes: Attributes, key: string): AttributeValue | undefined {
  return attributes.values[attributes.keys.lastIndexOf(key)];
}
