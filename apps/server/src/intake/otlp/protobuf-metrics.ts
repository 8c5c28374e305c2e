import { attributesAt, keyValue } from "./protobuf-attributes.ts";
import { type Count, decodeResources } from "./protobuf-resources.ts";
import { BYTES, each, endOf, FIXED64, milliseconds, type Reader, tag, text, VARINT } from "./protobuf-wire.ts";
import {
  type Attributes,
  type ExponentialBuckets,
  type MetricKind,
  type MetricsOfResource,
  MOST_BUCKETS_READ,
  noAttributes,
  type OtlpMetric,
  type OtlpPoint,
  type Reading,
  tooManyBuckets,
} from "./request.ts";

/** Field numbers of opentelemetry-proto 1.x, metrics.proto. */

const DELTA = 1;
const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1;

export const decodeMetrics = (body: Uint8Array): readonly MetricsOfResource[] => decodeResources(body, metricsOfResource);

function metricsOfResource(reader: Reader, end: number, count: Count): MetricsOfResource {
  let resource = noAttributes();
  const metrics: OtlpMetric[] = [];
  const onMetric = (inner: Reader, metricEnd: number): void => {
    count(1);
    metrics.push(metric(inner, metricEnd, count));
  };
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) resource = attributesAt(reader, endOf(reader), 1);
    else if (key === tag(2, BYTES)) each(reader, endOf(reader), 2, onMetric);
    else reader.skipType(key & 7);
  }
  return { resource, metrics };
}

/** What a metric's five kinds have in common: points in field 1, and for three of them temporality in 2. */
interface Points {
  temporality: number;
  monotonic: boolean;
  readonly points: OtlpPoint[];
}

function metric(reader: Reader, end: number, count: Count): OtlpMetric {
  let name = "";
  let unit = "";
  let kind: MetricKind | null = null;
  const held: Points = { temporality: 0, monotonic: false, points: [] };
  while (reader.pos < end) {
    const key = reader.uint32();
    const kindHere = KIND_OF_TAG.get(key);
    if (key === tag(1, BYTES)) name = text(reader);
    else if (key === tag(3, BYTES)) unit = text(reader);
    else if (kindHere) {
      // One of: the last kind counts, without the points of another one before it.
      if (kind !== kindHere) held.points.length = 0;
      kind = kindHere;
      readPoints({ reader, end: endOf(reader), kind, held, count });
    } else reader.skipType(key & 7);
  }
  const temporality = held.temporality === DELTA ? "delta" : held.temporality === CUMULATIVE ? "cumulative" : null;
  return { name, unit, kind, temporality, monotonic: held.monotonic, points: held.points };
}

const KIND_OF_TAG: ReadonlyMap<number, MetricKind> = new Map([
  [tag(5, BYTES), "gauge"],
  [tag(7, BYTES), "sum"],
  [tag(9, BYTES), "histogram"],
  [tag(10, BYTES), "exponentialHistogram"],
  [tag(11, BYTES), "summary"],
]);
const POINT_OF_KIND: Readonly<Record<MetricKind, (reader: Reader, end: number) => OtlpPoint>> = {
  gauge: numberPoint,
  sum: numberPoint,
  histogram: histogramPoint,
  exponentialHistogram: exponentialPoint,
  summary: summaryPoint,
};

function readPoints(options: {
  readonly reader: Reader;
  readonly end: number;
  readonly kind: MetricKind;
  readonly held: Points;
  readonly count: Count;
}): void {
  const { reader, end, kind, held, count } = options;
  const decode = POINT_OF_KIND[kind];
  const counts = kind === "sum" || kind === "histogram" || kind === "exponentialHistogram";
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) {
      count(1);
      held.points.push(decode(reader, endOf(reader)));
    } else if (counts && key === tag(2, VARINT)) held.temporality = reader.int32();
    else if (kind === "sum" && key === tag(3, VARINT)) held.monotonic = reader.bool();
    else reader.skipType(key & 7);
  }
}

/** Filled field by field. */
class PointDraft {
  readonly attributes: Attributes = noAttributes();
  startMs = 0;
  atMs = 0;
  recorded = true;

  of(reading: Reading): OtlpPoint {
    return { attributes: this.attributes, startMs: this.startMs, atMs: this.atMs, recorded: this.recorded, reading };
  }

  /** Fields that every kind of point has; where its attributes and flags are differs. False: not one of them. */
  take(reader: Reader, key: number, at: { readonly attributes: number; readonly flags: number }): boolean {
    if (key === at.attributes) keyValue(reader, endOf(reader), this.attributes, 0);
    else if (key === tag(2, FIXED64)) this.startMs = milliseconds(reader);
    else if (key === tag(3, FIXED64)) this.atMs = milliseconds(reader);
    else if (key === at.flags) this.recorded = (reader.uint32() & NO_RECORDED_VALUE) === 0;
    else return false;
    return true;
  }
}

const NUMBER_FIELDS = { attributes: tag(7, BYTES), flags: tag(8, VARINT) };
function numberPoint(reader: Reader, end: number): OtlpPoint {
  const point = new PointDraft();
  let value: number | null = null;
  while (reader.pos < end) {
    const key = reader.uint32();
    if (point.take(reader, key, NUMBER_FIELDS)) continue;
    if (key === tag(4, FIXED64)) value = reader.double();
    else if (key === tag(6, FIXED64)) value = signed64(reader);
    else reader.skipType(key & 7);
  }
  return point.of({ kind: "number", value });
}

const HISTOGRAM_FIELDS = { attributes: tag(9, BYTES), flags: tag(10, VARINT) };
function histogramPoint(reader: Reader, end: number): OtlpPoint {
  const point = new PointDraft();
  let count = 0;
  let sum: number | null = null;
  const bounds: number[] = [];
  const bucketCounts: number[] = [];
  while (reader.pos < end) {
    const key = reader.uint32();
    if (point.take(reader, key, HISTOGRAM_FIELDS)) continue;
    if (key === tag(4, FIXED64)) count = unsigned64(reader);
    else if (key === tag(5, FIXED64)) sum = reader.double();
    else if (key >>> 3 === 6) repeated(reader, key, FIXED64, bucketCounts, unsigned64);
    else if (key >>> 3 === 7) repeated(reader, key, FIXED64, bounds, double);
    else reader.skipType(key & 7);
  }
  return point.of({ kind: "histogram", count, sum, bounds, bucketCounts });
}

const EXPONENTIAL_FIELDS = { attributes: tag(1, BYTES), flags: tag(10, VARINT) };
function exponentialPoint(reader: Reader, end: number): OtlpPoint {
  const point = new PointDraft();
  let count = 0;
  let sum: number | null = null;
  let scale = 0;
  let zeroCount = 0;
  let zeroThreshold = 0;
  let positive: ExponentialBuckets = { offset: 0, counts: [] };
  let negative: ExponentialBuckets = { offset: 0, counts: [] };
  while (reader.pos < end) {
    const key = reader.uint32();
    if (point.take(reader, key, EXPONENTIAL_FIELDS)) continue;
    if (key === tag(4, FIXED64)) count = unsigned64(reader);
    else if (key === tag(5, FIXED64)) sum = reader.double();
    else if (key === tag(6, VARINT)) scale = reader.sint32();
    else if (key === tag(7, FIXED64)) zeroCount = unsigned64(reader);
    else if (key === tag(8, BYTES)) positive = buckets(reader, endOf(reader));
    else if (key === tag(9, BYTES)) negative = buckets(reader, endOf(reader));
    else if (key === tag(14, FIXED64)) zeroThreshold = reader.double();
    else reader.skipType(key & 7);
  }
  return point.of({ kind: "exponential", count, sum, scale, zeroCount, zeroThreshold, positive, negative });
}

function buckets(reader: Reader, end: number): ExponentialBuckets {
  let offset = 0;
  const counts: number[] = [];
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, VARINT)) offset = reader.sint32();
    else if (key >>> 3 === 2) repeated(reader, key, VARINT, counts, varint64);
    else reader.skipType(key & 7);
  }
  return { offset, counts };
}

const SUMMARY_FIELDS = { attributes: tag(7, BYTES), flags: tag(8, VARINT) };
function summaryPoint(reader: Reader, end: number): OtlpPoint {
  const point = new PointDraft();
  while (reader.pos < end) {
    const key = reader.uint32();
    if (!point.take(reader, key, SUMMARY_FIELDS)) reader.skipType(key & 7);
  }
  return point.of({ kind: "summary" });
}

/** A repeated number, packed as proto3 writes it, or one by one as it may also be written. */
function repeated(reader: Reader, key: number, wireType: number, into: number[], read: (reader: Reader) => number): void {
  const one = (): void => {
    if (into.length >= MOST_BUCKETS_READ) throw tooManyBuckets();
    into.push(read(reader));
  };
  if ((key & 7) === wireType) one();
  else if ((key & 7) === BYTES) for (const end = endOf(reader); reader.pos < end; ) one();
  else reader.skipType(key & 7);
}

const double = (reader: Reader): number => reader.double();

function unsigned64(reader: Reader): number {
  const low = reader.fixed32();
  return reader.fixed32() * 2 ** 32 + low;
}
function signed64(reader: Reader): number {
  const low = reader.fixed32();
  return reader.sfixed32() * 2 ** 32 + low;
}
function varint64(reader: Reader): number {
  const { high, low } = reader.uint64();
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}
