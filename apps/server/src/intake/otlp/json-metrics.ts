import { attributesOf, counted, type Json, milliseconds, object, objects, parseObject } from "./json-request.ts";
import {
  BadRequest,
  createItemCount,
  type ExponentialBuckets,
  METRIC_KINDS,
  type MetricKind,
  type MetricsOfResource,
  MOST_BUCKETS_READ,
  type OtlpMetric,
  type OtlpPoint,
  type Reading,
  tooManyBuckets,
} from "./request.ts";

type Count = (more: number) => void;
const DELTA = 1;
const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1;

export function parseMetrics(body: Buffer): readonly MetricsOfResource[] {
  const count = createItemCount();
  return counted(count, objects(parseObject(body), "resourceMetrics")).map((one) => ({
    resource: attributesOf(object(one.resource, "resource")),
    metrics: objects(one, "scopeMetrics").flatMap((scope) =>
      counted(count, objects(scope, "metrics")).map((metric) => metricOf(metric, count)),
    ),
  }));
}

function metricOf(metric: Json, count: Count): OtlpMetric {
  const kind = METRIC_KINDS.find((one) => metric[one] !== undefined && metric[one] !== null) ?? null;
  const held = kind === null ? {} : object(metric[kind], kind);
  return {
    name: typeof metric.name === "string" ? metric.name : "",
    unit: typeof metric.unit === "string" ? metric.unit : "",
    kind,
    temporality:
      held.aggregationTemporality === DELTA ? "delta" : held.aggregationTemporality === CUMULATIVE ? "cumulative" : null,
    monotonic: held.isMonotonic === true,
    points: kind === null ? [] : counted(count, objects(held, "dataPoints")).map((point) => pointOf(point, kind)),
  };
}

function pointOf(point: Json, kind: MetricKind): OtlpPoint {
  return {
    attributes: attributesOf(point),
    startMs: milliseconds(point.startTimeUnixNano),
    atMs: milliseconds(point.timeUnixNano),
    recorded: (whole(point.flags) & NO_RECORDED_VALUE) === 0,
    reading: readingOf(point, kind),
  };
}

function readingOf(point: Json, kind: MetricKind): Reading {
  switch (kind) {
    case "gauge":
    case "sum":
      return { kind: "number", value: optional(point.asDouble) ?? optional(point.asInt) };
    case "histogram":
      return {
        kind: "histogram",
        count: whole(point.count),
        sum: optional(point.sum),
        bounds: numbers(point, "explicitBounds"),
        bucketCounts: numbers(point, "bucketCounts"),
      };
    case "exponentialHistogram":
      return {
        kind: "exponential",
        count: whole(point.count),
        sum: optional(point.sum),
        scale: whole(point.scale),
        zeroCount: whole(point.zeroCount),
        zeroThreshold: optional(point.zeroThreshold) ?? 0,
        positive: bucketsOf(object(point.positive, "positive")),
        negative: bucketsOf(object(point.negative, "negative")),
      };
    case "summary":
      return { kind: "summary" };
  }
}

const bucketsOf = (buckets: Json): ExponentialBuckets => ({
  offset: whole(buckets.offset),
  counts: numbers(buckets, "bucketCounts"),
});

/** A number, or its text: 64-bit integers and "NaN" come as text. */
function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
const optional = (value: unknown): number | null => (value === undefined || value === null ? null : numberOf(value));
const whole = (value: unknown): number => optional(value) ?? 0;

function numbers(parent: Json, field: string): readonly number[] {
  const value = parent[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadRequest(`${field} must be an array.`);
  if (value.length > MOST_BUCKETS_READ) throw tooManyBuckets();
  return value.map(numberOf);
}
