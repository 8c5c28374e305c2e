import type { MetricPoint } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { BucketsQuery, TelemetryStore } from "../../port.ts";
import { batchOf, END, gauge, MINUTE, measureOf, room } from "./samples.ts";

const START = END - 5 * MINUTE;
const ask = (service: string, measures: readonly string[], given: Partial<BucketsQuery> = {}): BucketsQuery => ({
  service,
  from: START,
  to: END,
  measures: measures.map(measureOf),
  stepSeconds: 60,
  segment: null,
  splitBy: null,
  reference: null,
  trailingSeconds: 60,
  ...given,
});

/** OTLP metrics as a signal's source. */
export function metricsContract(store: () => TelemetryStore): void {
  /** Minute of the window, value, events. */
  async function valuesOf(service: string, measures: readonly string[], given: Partial<BucketsQuery> = {}) {
    const series = await store().buckets(ask(service, measures, given));
    return series.map(({ points }) =>
      points.map(({ at, value, events }) => [(at - START) / MINUTE, value === null ? null : Number(value.toFixed(6)), events]),
    );
  }
  const insert = (metrics: readonly MetricPoint[]) => store().insert(batchOf({ metrics }));

  test("a gauge has its points' mean, highest, lowest, last and quantiles; the last of each series adds up; a repeated batch counts once", async () => {
    const service = room();
    const points = [
      gauge(service, START, "queue.depth", 2),
      gauge(service, START + 30_000, "queue.depth", 6),
      gauge(service, START + 10_000, "queue.depth", 10, { instance: "i-2" }),
      gauge(service, START + 2 * MINUTE, "queue.depth", 1, { attributes: { route: "/ask" } }),
      gauge(service, START, "other", 99),
    ];
    await insert(points);
    await insert(points.slice(1));
    const reduces = ["mean", "max", "min", "last", "sum", "p50", "rate"];
    expect(
      await valuesOf(
        service,
        reduces.map((reduce) => `metric("queue.depth", ${reduce})`),
      ),
    ).toEqual([
      [
        [0, 6, 3],
        [2, 1, 1],
      ],
      [
        [0, 10, 3],
        [2, 1, 1],
      ],
      [
        [0, 2, 3],
        [2, 1, 1],
      ],
      [
        [0, 6, 3],
        [2, 1, 1],
      ],
      [
        [0, 16, 3],
        [2, 1, 1],
      ],
      [
        [0, 6, 3],
        [2, 1, 1],
      ],
      [],
    ]);
    expect(await valuesOf(service, ['metric("queue.depth", mean, route: "/ask")'])).toEqual([[[2, 1, 1]]]);
  });

  test("a counter's rate is its increase a second: cumulative or delta, over restarts, and over all its series", async () => {
    const service = room();
    const counter = { kind: "sum", temporality: "cumulative", monotonic: true, startAt: START - 3600_000 } as const;
    const cumulative = (minute: number, value: number, given: Partial<MetricPoint> = {}) =>
      gauge(service, START + minute * MINUTE, "requests", value, { ...counter, ...given });
    await insert([
      cumulative(0, 1000),
      cumulative(1, 1060),
      cumulative(2, 1180),
      // Restarted half a minute before, and counted 30 since.
      cumulative(3, 30, { startAt: START + 2.5 * MINUTE }),
      cumulative(4, 90, { startAt: START + 2.5 * MINUTE }),
      // A second series, begun within the window.
      cumulative(4, 120, { instance: "i-2", startAt: START + 3 * MINUTE }),
    ]);
    expect(await valuesOf(service, ['metric("requests", rate)', 'metric("requests", sum)'])).toEqual([
      [
        [0, 1, 1],
        [1, 2, 1],
        [2, 0.5, 1],
        [3, 3, 2],
      ],
      [
        [0, 60, 1],
        [1, 120, 1],
        [2, 30, 1],
        [3, 180, 2],
      ],
    ]);
    // Buckets shorter than the interval between points.
    const fine = await store().buckets(ask(service, ['metric("requests", rate)'], { stepSeconds: 20, to: START + MINUTE + 1 }));
    expect(fine[0]?.points).toEqual([0, 1, 2].map((n) => ({ at: START + n * 20_000, value: 1, events: 1 })));
    const delta = (minute: number, value: number) =>
      gauge(service, START + minute * MINUTE, "tokens", value, {
        kind: "sum",
        temporality: "delta",
        monotonic: true,
        startAt: START + (minute - 1) * MINUTE,
      });
    await insert([delta(1, 600), delta(2, 60)]);
    await insert([delta(1, 600), delta(2, 60)]);
    expect(await valuesOf(service, ['metric("tokens", rate)', 'metric("tokens", sum)', 'metric("tokens", mean)'])).toEqual([
      [
        [0, 10, 1],
        [1, 1, 1],
      ],
      [
        [0, 600, 1],
        [1, 60, 1],
      ],
      [
        [1, 600, 1],
        [2, 60, 1],
      ],
    ]);
  });

  test("a histogram's quantile is interpolated in its bucket, its mean is sum ÷ number, whatever its temporality and bounds", async () => {
    const service = room();
    const bounds = [1, 2, 4];
    const histogram = (minute: number, bucketCounts: readonly number[], given: Partial<MetricPoint> = {}) =>
      gauge(service, START + minute * MINUTE, "duration", 0, {
        kind: "histogram",
        temporality: "cumulative",
        startAt: START - 3600_000,
        bounds,
        bucketCounts,
        count: bucketCounts.reduce((sum, count) => sum + count, 0),
        ...given,
      });
    await insert([
      histogram(0, [5, 5, 5, 5], { value: 100 }),
      // Ten more: 4 up to 1, 4 up to 2, 2 up to 4.
      histogram(1, [9, 9, 7, 5], { value: 115 }),
      // Restarted: all of it is new; nothing but what lies above the highest bound.
      histogram(2, [0, 0, 0, 8], { value: 80, startAt: START + 1.5 * MINUTE }),
      histogram(3, [10, 0, 0, 0], { value: 5, temporality: "delta", instance: "i-2", startAt: START + 2 * MINUTE }),
      histogram(3, [0, 10], { value: 15, bounds: [1], temporality: "delta", instance: "i-3", startAt: START + 2 * MINUTE }),
      histogram(3, [0, 10, 0], {
        value: 15,
        bounds: [1, 3],
        temporality: "delta",
        instance: "i-4",
        startAt: START + 2 * MINUTE,
      }),
    ]);
    const measures = ["p50", "p95", "mean", "rate", "max"].map((reduce) => `metric("duration", ${reduce})`);
    expect(await valuesOf(service, measures)).toEqual([
      [
        [1, 1.25, 10],
        [2, 4, 8],
        // Ten up to 1; then ten evenly up to 3; of the other ten it is known only that they lie above 1.
        [3, 2, 30],
      ],
      [
        [1, 3.5, 10],
        [2, 4, 8],
        [3, 4, 30],
      ],
      [
        [1, 1.5, 10],
        [2, 10, 8],
        [3, Number((35 / 30).toFixed(6)), 30],
      ],
      [
        [0, Number((10 / 60).toFixed(6)), 1],
        [1, Number((8 / 60).toFixed(6)), 1],
        [2, 0.5, 3],
      ],
      [],
    ]);
  });

  test("a metric is split and cut by its attributes, and names that look like SQL are names", async () => {
    const service = room();
    const name = "a'b\") OR 1=1 --";
    await insert([
      gauge(service, START, name, 1, { attributes: { [name]: "x" } }),
      gauge(service, START, name, 5, { attributes: { [name]: "y" } }),
    ]);
    const measure = { kind: "metric", name, reduce: "mean", where: { [name]: "x" } } as const;
    const [one] = await store().buckets({ ...ask(service, []), measures: [measure] });
    expect(one?.points).toEqual([{ at: START, value: 1, events: 1 }]);
    const segment = { conditions: [{ dimension: name, value: "y" }] };
    const [cut] = await store().buckets({ ...ask(service, [], { segment }), measures: [{ ...measure, where: {} }] });
    expect(cut?.points).toEqual([{ at: START, value: 5, events: 1 }]);
    expect(await store().profile({ service, from: START, to: END })).toMatchObject({
      metrics: [{ name, kind: "gauge" }],
    });
  });
}
