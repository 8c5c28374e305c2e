import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, test } from "vitest";
import { openDoor } from "./door.fixture.ts";

/** The ordinary SDK and exporter. */
async function openMetered(temporalityPreference: AggregationTemporality) {
  const door = await openDoor();
  const exporter = new OTLPMetricExporter({
    url: `${door.url}/v1/metrics`,
    headers: { authorization: "Bearer refunds" },
    temporalityPreference,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "refund-risk", "service.instance.id": "i-1" }),
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
    views: [
      {
        instrumentName: "score.duration",
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 160, recordMinMax: true } },
      },
      {
        instrumentName: "queue.wait",
        aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [10, 100] } },
      },
    ],
  });
  return {
    intake: door.intake,
    meter: provider.getMeter("test"),
    points: async () => {
      await provider.forceFlush();
      const points = door.stored("metrics");
      door.batches.length = 0;
      return points;
    },
    async [Symbol.asyncDispose]() {
      await provider.shutdown();
      await door[Symbol.asyncDispose]();
    },
  };
}

test("what an ordinary OpenTelemetry meter measures arrives whole", async () => {
  await using metered = await openMetered(AggregationTemporality.CUMULATIVE);
  const { meter } = metered;
  const before = Date.now();
  const requests = meter.createCounter("requests", { unit: "{request}" });
  requests.add(3, { route: "/score" });
  requests.add(2, { route: "/score" });
  meter.createUpDownCounter("in.flight").add(-4);
  meter.createObservableGauge("queue.depth").addCallback((result) => result.observe(7.5, { queue: "refunds" }));
  const wait = meter.createHistogram("queue.wait", { unit: "ms" });
  for (const ms of [5, 10, 50, 500]) wait.record(ms);
  const duration = meter.createHistogram("score.duration", { unit: "ms" });
  for (const ms of [1.5, 3, 3, 40]) duration.record(ms);
  const points = await metered.points();
  const after = Date.now();
  const common = { service: "refund-risk", instance: "i-1", at: expect.any(Number), startAt: expect.any(Number) };
  const plain = { bounds: [], bucketCounts: [], count: 1, attributes: {}, unit: "" };
  const histogram = { kind: "histogram", temporality: "cumulative", monotonic: false, attributes: {}, unit: "ms", count: 4 };
  const exponential = points.find(({ name }) => name === "score.duration");
  expect(Object.fromEntries(points.map((point) => [point.name, point]))).toEqual({
    requests: {
      ...common,
      ...plain,
      name: "requests",
      unit: "{request}",
      kind: "sum",
      temporality: "cumulative",
      monotonic: true,
      attributes: { route: "/score" },
      value: 5,
    },
    "in.flight": {
      ...common,
      ...plain,
      name: "in.flight",
      kind: "sum",
      temporality: "cumulative",
      monotonic: false,
      value: -4,
    },
    "queue.depth": {
      ...common,
      ...plain,
      name: "queue.depth",
      kind: "gauge",
      temporality: null,
      monotonic: false,
      attributes: { queue: "refunds" },
      value: 7.5,
    },
    "queue.wait": { ...common, ...histogram, name: "queue.wait", value: 565, bounds: [10, 100], bucketCounts: [2, 1, 1] },
    "score.duration": {
      ...common,
      ...histogram,
      name: "score.duration",
      value: 47.5,
      bounds: exponential?.bounds,
      bucketCounts: exponential?.bucketCounts,
    },
  });
  expect(points).toHaveLength(5);
  for (const { at, startAt, kind } of points)
    expect([at >= before, at <= after, kind === "gauge" || (startAt >= before && startAt <= at)]).toEqual([true, true, true]);
  const bounds = exponential?.bounds ?? [];
  const counted = [...bounds, Number.POSITIVE_INFINITY].map(
    (bound, n) => [1.5, 3, 3, 40].filter((ms) => ms <= bound && ms > (bounds[n - 1] ?? 0)).length,
  );
  expect(exponential?.bucketCounts).toEqual(counted);
  expect(metered.intake.stats()).toMatchObject({ rejectedItems: 0, refused: 0 });
});

test("a meter that sends deltas begins each point where the last one ended", async () => {
  await using metered = await openMetered(AggregationTemporality.DELTA);
  const requests = metered.meter.createCounter("requests");
  requests.add(3);
  const [first] = await metered.points();
  requests.add(4);
  const [second] = await metered.points();
  expect([first, second]).toMatchObject([
    { temporality: "delta", value: 3, monotonic: true },
    { temporality: "delta", value: 4, monotonic: true },
  ]);
  expect([second?.startAt, (second?.at ?? 0) >= (first?.at ?? 0)]).toEqual([first?.at, true]);
});
