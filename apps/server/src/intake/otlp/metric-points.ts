import type { MetricPoint } from "@firebreak/signals";
import { type Admission, faultOfTime, foreignService, instanceOf, type Rejections, rejections } from "./admission.ts";
import { content, LONGEST_METRIC_NAME, LONGEST_NAME, label, MOST_BOUNDS, MOST_POINT_ATTRIBUTES } from "./bounds.ts";
import { type ExplicitBuckets, explicitBuckets } from "./exponential-histogram.ts";
import type { Attributes, ExponentialReading, HistogramReading, MetricsOfResource, OtlpMetric, OtlpPoint } from "./request.ts";

/**
 * Refused rather than cut: two series that a cut makes one would count against each other. Points that say that their series
 * ended hold nothing and are left out.
 */
export function pointsOf(
  groups: readonly MetricsOfResource[],
  admission: Admission,
): { readonly metrics: readonly MetricPoint[]; readonly rejected: Rejections } {
  const kept: MetricPoint[] = [];
  const rejected = rejections("data point");
  for (const { resource, metrics } of groups) {
    const stranger = foreignService(resource, admission.service);
    const source = { service: admission.service, instance: instanceOf(resource) };
    for (const metric of metrics) {
      const fault = stranger ?? faultOfMetric(metric);
      const points = metric.points.filter((point) => point.recorded);
      if (fault !== null) rejected.add(fault, points.length);
      else
        for (const point of points) {
          const read = faultOfPoint(point, admission) ?? pointOf(metric, point, source);
          if (typeof read === "string") rejected.add(`${metric.name}: ${read}`, 1);
          else kept.push(read);
        }
    }
  }
  return { metrics: kept, rejected: rejected.sum() };
}

function faultOfMetric({ name, kind, temporality }: OtlpMetric): string | null {
  if (name === "") return "a metric has no name";
  if (name.length > LONGEST_METRIC_NAME) return `a metric's name is longer than ${LONGEST_METRIC_NAME} characters`;
  if (kind === "summary") return `${name} is a summary, whose quantiles cannot be put together; send a histogram`;
  if (kind !== "gauge" && temporality === null) return `${name} says neither delta nor cumulative (aggregation_temporality)`;
  return null;
}

function faultOfPoint({ startMs, atMs, attributes }: OtlpPoint, admission: Admission): string | null {
  const fault = faultOfTime(atMs, admission);
  if (fault !== null) return fault;
  if (startMs > atMs) return "it starts after its time";
  if (new Set(attributes.keys).size > MOST_POINT_ATTRIBUTES)
    return `it has more than ${MOST_POINT_ATTRIBUTES} attributes; drop some with a view`;
  if (attributes.keys.some((key) => key === "" || key.length > LONGEST_NAME))
    return `an attribute's name is empty or longer than ${LONGEST_NAME} characters`;
  return null;
}

function pointOf(
  { name, unit, kind, temporality, monotonic }: OtlpMetric,
  { startMs, atMs, attributes, reading }: OtlpPoint,
  source: { readonly service: string; readonly instance: string },
): MetricPoint | string {
  const common = {
    ...source,
    at: Math.floor(atMs),
    name,
    unit: label(unit, LONGEST_NAME),
    startAt: Math.floor(startMs),
    attributes: textsOf(attributes),
  };
  if (reading.kind === "number") {
    const { value } = reading;
    if (value === null || !Number.isFinite(value)) return "it has no value, or one that is no finite number";
    return kind === "sum"
      ? { ...common, kind, temporality, monotonic, value, count: 1, bounds: [], bucketCounts: [] }
      : { ...common, kind: "gauge", temporality: null, monotonic: false, value, count: 1, bounds: [], bucketCounts: [] };
  }
  if (reading.kind === "summary") return "it is a summary";
  const { count, sum } = reading;
  if (sum === null || !Number.isFinite(sum)) return "a histogram needs the sum of its values";
  const buckets = bucketsOf(reading);
  if (typeof buckets === "string") return buckets;
  return { ...common, kind: "histogram", temporality, monotonic: false, value: sum, count, ...buckets };
}

const WIDEST_SCALE = 100;
const isIndex = (value: number): boolean => value === (value | 0);

function faultOfScale({ scale, positive, negative }: ExponentialReading): string | null {
  if (isIndex(scale) && Math.abs(scale) <= WIDEST_SCALE && isIndex(positive.offset) && isIndex(negative.offset)) return null;
  return `an exponential histogram has whole offsets, and a scale from −${WIDEST_SCALE} to ${WIDEST_SCALE}`;
}

function bucketsOf(reading: HistogramReading | ExponentialReading): ExplicitBuckets | string {
  const fault = reading.kind === "exponential" ? faultOfScale(reading) : null;
  if (fault !== null) return fault;
  const { bounds, bucketCounts } = reading.kind === "exponential" ? explicitBuckets(reading, MOST_BOUNDS) : withBuckets(reading);
  if (bounds.length > MOST_BOUNDS) return `it has more than ${MOST_BOUNDS} bounds; set fewer with a view`;
  if (bucketCounts.length !== bounds.length + 1) return "a histogram has one bucket more than it has bounds";
  if (!bounds.every((bound, index) => Number.isFinite(bound) && bound > (bounds[index - 1] ?? Number.NEGATIVE_INFINITY)))
    return "a histogram's bounds are finite and ascend";
  if (![reading.count, ...bucketCounts].every((count) => Number.isSafeInteger(count) && count >= 0))
    return "a histogram's counts are whole numbers from 0 on";
  return { bounds, bucketCounts };
}

/** Without bounds there may be no buckets either: then all values lie in one. */
const withBuckets = ({ count, bounds, bucketCounts }: HistogramReading): ExplicitBuckets =>
  bounds.length === 0 && bucketCounts.length === 0 ? { bounds, bucketCounts: [count] } : { bounds, bucketCounts };

/** By name, so that the same set is the same value in the store; empty ones are left out, the last one sent wins. */
function textsOf({ keys, values }: Attributes): Readonly<Record<string, string>> {
  const texts = new Map<string, string>();
  for (const [index, key] of keys.entries()) {
    const value = values[index] ?? null;
    const text = label(typeof value === "object" ? content(value) : value);
    if (text === "") texts.delete(key);
    else texts.set(key, text);
  }
  return Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
