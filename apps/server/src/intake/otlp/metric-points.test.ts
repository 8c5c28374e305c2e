import { expect, test } from "vitest";
import type { Admission } from "./admission.ts";
import { pointsOf } from "./metric-points.ts";
import type { Attributes, AttributeValue, OtlpMetric, OtlpPoint, Reading } from "./request.ts";

const NOW = 1_795_000_000_000;
const admission: Admission = { service: "refund-risk", now: NOW, oldestMs: 30 * 86_400_000, aheadMs: 600_000 };
const bag = (given: Record<string, AttributeValue>): Attributes => ({ keys: Object.keys(given), values: Object.values(given) });
const resource = bag({ "service.name": "refund-risk", "service.instance.id": "i-1" });
const point = (reading: Reading, rest: Partial<OtlpPoint> = {}): OtlpPoint => ({
  attributes: bag({}),
  startMs: NOW - 60_000.5,
  atMs: NOW + 0.75,
  recorded: true,
  reading,
  ...rest,
});
const value = (of: number | null): Reading => ({ kind: "number", value: of });
const buckets = (bounds: number[], bucketCounts: number[], rest: Partial<Reading & { kind: "histogram" }> = {}): Reading => ({
  kind: "histogram",
  count: bucketCounts.reduce((sum, one) => sum + one, 0),
  sum: 12.5,
  bounds,
  bucketCounts,
  ...rest,
});
const metric = (kind: OtlpMetric["kind"], points: OtlpPoint[], rest: Partial<OtlpMetric> = {}): OtlpMetric => ({
  name: `a.${kind}`,
  unit: "ms",
  kind,
  temporality: kind === "gauge" ? null : "cumulative",
  monotonic: kind === "sum",
  points,
  ...rest,
});
const read = (...metrics: OtlpMetric[]) => pointsOf([{ resource, metrics }], admission);
const COMMON = { service: "refund-risk", instance: "i-1", at: NOW, startAt: NOW - 60_001, unit: "ms", attributes: {} };

test("gauges, sums and histograms become exactly these points", () => {
  const attributes = bag({ route: "/score", zone: 3, beta: true, empty: "", none: null, list: ["a", 1], long: "x".repeat(300) });
  expect(
    read(
      metric("gauge", [point(value(-2.5), { attributes, startMs: 0 })]),
      metric("sum", [point(value(7))]),
      metric("sum", [point(value(-1))], { name: "in.flight", temporality: "delta", monotonic: false }),
      metric("histogram", [point(buckets([10, 100], [1, 2, 3])), point(buckets([], [], { count: 4 }))]),
    ),
  ).toEqual({
    metrics: [
      {
        ...COMMON,
        name: "a.gauge",
        kind: "gauge",
        temporality: null,
        monotonic: false,
        startAt: 0,
        attributes: { beta: "true", list: '["a",1]', long: "x".repeat(200), route: "/score", zone: "3" },
        value: -2.5,
        count: 1,
        bounds: [],
        bucketCounts: [],
      },
      {
        ...COMMON,
        name: "a.sum",
        kind: "sum",
        temporality: "cumulative",
        monotonic: true,
        value: 7,
        count: 1,
        bounds: [],
        bucketCounts: [],
      },
      {
        ...COMMON,
        name: "in.flight",
        kind: "sum",
        temporality: "delta",
        monotonic: false,
        value: -1,
        count: 1,
        bounds: [],
        bucketCounts: [],
      },
      {
        ...COMMON,
        name: "a.histogram",
        kind: "histogram",
        temporality: "cumulative",
        monotonic: false,
        value: 12.5,
        count: 6,
        bounds: [10, 100],
        bucketCounts: [1, 2, 3],
      },
      {
        ...COMMON,
        name: "a.histogram",
        kind: "histogram",
        temporality: "cumulative",
        monotonic: false,
        value: 12.5,
        count: 4,
        bounds: [],
        bucketCounts: [4],
      },
    ],
    rejected: { count: 0, message: "" },
  });
});

test("an exponential histogram becomes one with explicit bounds, at most a hundred", () => {
  const exponential = (scale: number, positive: number[]): Reading => ({
    kind: "exponential",
    count: positive.length,
    sum: 9,
    scale,
    zeroCount: 0,
    zeroThreshold: 0,
    positive: { offset: 0, counts: positive },
    negative: { offset: 0, counts: [] },
  });
  const { metrics, rejected } = read(
    metric("exponentialHistogram", [point(exponential(1, [1, 0, 2])), point(exponential(3, Array<number>(160).fill(1)))]),
    metric("exponentialHistogram", [point(exponential(0.5, [1])), point(exponential(2 ** 31, [1]))], { name: "odd" }),
  );
  expect(metrics[0]).toEqual({
    ...COMMON,
    name: "a.exponentialHistogram",
    kind: "histogram",
    temporality: "cumulative",
    monotonic: false,
    value: 9,
    count: 3,
    bounds: [1, Math.SQRT2, 2, 2 ** 1.5],
    bucketCounts: [0, 1, 0, 2, 0],
  });
  expect([metrics.length, metrics[1]?.bounds.length, metrics[1]?.bucketCounts.slice(1, -1)]).toEqual([
    2,
    81,
    Array<number>(80).fill(2),
  ]);
  expect(rejected).toEqual({
    count: 2,
    message: "2 data points rejected: odd: an exponential histogram has whole offsets, and a scale from −100 to 100.",
  });
});

test("points that say their series ended are left out without a word", () => {
  const gone = { recorded: false };
  expect(read(metric("gauge", [point(value(0), gone)]), metric("summary", [point({ kind: "summary" }, gone)]))).toEqual({
    metrics: [],
    rejected: { count: 0, message: "" },
  });
});

test("what cannot be counted is rejected with its metric's name, number and reason; the rest is kept", () => {
  const many = Array.from({ length: 101 }, (_, n) => n);
  const { metrics, rejected } = read(
    metric("gauge", [point(value(1)), point(value(null)), point(value(Number.NaN)), point(value(1), { startMs: NOW + 1000 })]),
    metric("sum", [point(value(1))], { temporality: null }),
    metric("gauge", [point(value(1))], { name: "" }),
    metric("gauge", [point(value(1))], { name: "n".repeat(256) }),
    metric("histogram", [
      point(buckets(many, [...many, 1])),
      point(buckets([1, 2], [1, 2])),
      point(buckets([2, 1], [1, 2, 3])),
      point(buckets([1], [1, -1])),
      point(buckets([1], [1, 1.5])),
      point(buckets([1], [1, 1], { sum: null })),
    ]),
  );
  expect(metrics.map(({ name }) => name)).toEqual(["a.gauge"]);
  expect(rejected).toEqual({
    count: 12,
    message: [
      "2 data points rejected: a.gauge: it has no value, or one that is no finite number.",
      "1 data point rejected: a.gauge: it starts after its time.",
      "1 data point rejected: a.sum says neither delta nor cumulative (aggregation_temporality).",
      "1 data point rejected: a metric has no name.",
      "1 data point rejected: a metric's name is longer than 255 characters.",
      "1 data point rejected: a.histogram: it has more than 100 bounds; set fewer with a view.",
      "1 data point rejected: a.histogram: a histogram has one bucket more than it has bounds.",
      "1 data point rejected: a.histogram: a histogram's bounds are finite and ascend.",
      "2 data points rejected: a.histogram: a histogram's counts are whole numbers from 0 on.",
      "1 data point rejected: a.histogram: a histogram needs the sum of its values.",
    ].join(" "),
  });
});

test("a series with more attributes than are kept is refused: cut, it might become another series", () => {
  const many = (count: number) => bag(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));
  const { metrics, rejected } = read(
    metric("gauge", [
      point(value(1), { attributes: many(20) }),
      point(value(1), { attributes: many(21) }),
      point(value(1), { attributes: bag({ ["k".repeat(65)]: 1 }) }),
    ]),
  );
  expect(metrics.map(({ attributes }) => Object.keys(attributes).length)).toEqual([20]);
  expect(rejected).toEqual({
    count: 2,
    message: [
      "1 data point rejected: a.gauge: it has more than 20 attributes; drop some with a view.",
      "1 data point rejected: a.gauge: an attribute's name is empty or longer than 64 characters.",
    ].join(" "),
  });
});

test("service and time are admitted as for spans", () => {
  const old = point(value(1), { startMs: 0, atMs: NOW - 31 * 86_400_000 });
  const ahead = point(value(1), { atMs: NOW + 700_000 });
  expect(read(metric("gauge", [old, ahead])).rejected).toEqual({
    count: 2,
    message: [
      "1 data point rejected: a.gauge: it is older than the 30 days that are kept, or has no time.",
      "1 data point rejected: a.gauge: its time lies in the future; check the sender's clock.",
    ].join(" "),
  });
  const stranger = pointsOf(
    [{ resource: bag({ "service.name": "other" }), metrics: [metric("gauge", [old, ahead])] }],
    admission,
  );
  expect(stranger).toEqual({
    metrics: [],
    rejected: {
      count: 2,
      message:
        "2 data points rejected: service.name is other, but this API key belongs to refund-risk; use the key of that service.",
    },
  });
});
