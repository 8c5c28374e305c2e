import { distance } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { BucketsQuery, TelemetryStore } from "../../port.ts";
import { batchOf, conditionOf, END, MINUTE, measureOf, predictionOf, recordOf, room, truthOf } from "./samples.ts";

const HOUR = 60 * MINUTE;
const ask = (service: string, measures: readonly string[], given: Partial<BucketsQuery> = {}): BucketsQuery => ({
  service,
  from: END - MINUTE,
  to: END,
  measures: measures.map(measureOf),
  stepSeconds: 60,
  segment: null,
  splitBy: null,
  reference: null,
  trailingSeconds: 60,
  ...given,
});
const rounded = (value: number | null | undefined) => (typeof value === "number" ? Number(value.toFixed(9)) : value);

/** What is measured of predictions: against a reference, and against what really happened. */
export function predictiveContract(store: () => TelemetryStore): void {
  async function valuesOf(query: BucketsQuery) {
    const series = await store().buckets(query);
    return series.map(({ points }) => points.map(({ value, events }) => [rounded(value), events]));
  }
  const withFeature = (service: string, at: number, income: number | string | null, dimensions = {}) =>
    recordOf(service, at, { dimensions, prediction: predictionOf({ features: { income } }) });

  test("a truth joins its prediction whenever it comes, the latest word counts, and one for nobody counts nowhere", async () => {
    const service = room();
    // Scores 0.05, 0.15 … 0.95, four times each; the first half is positive from ½ on.
    const records = Array.from({ length: 40 }, (_, n) =>
      recordOf(service, END - MINUTE + n, {
        prediction: predictionOf({ score: (n % 10) / 10 + 0.05, threshold: 0.5 }),
        dimensions: { region: n < 20 ? "a" : "b" },
      }),
    );
    await store().insert(batchOf({ records }));
    const measures = [
      "ece()",
      "precision()",
      "recall()",
      "precision(prevalence: 0.1)",
      "share(truth >= 0.5)",
      "p50(label_delay)",
    ];
    expect(await valuesOf(ask(service, measures))).toEqual([[], [], [], [], [], []]);

    // Hits: scores ≥ ½, of which one in ten is wrong; misses: one of the low scores is positive.
    const truth = (n: number) => (n === 9 || n === 19 ? 0 : n === 0 ? 1 : Number(n % 10 >= 5));
    const truths = records.map((record, n) => truthOf(record, n === 9 ? 1 : truth(n), record.at + 10_000));
    const nobody = { service, at: END, requestId: "of-nobody", value: 1 };
    await store().insert(batchOf({ groundTruths: [...truths, nobody] }));
    await store().insert(batchOf({ groundTruths: truths.slice(0, 20) }));
    const corrected = truthOf(records[9] as (typeof records)[number], 0, END + 20_000);
    await store().insert(batchOf({ groundTruths: [corrected] }));

    const sensitivity = 18 / 19;
    const specificity = 19 / 21;
    const ece = [0.05 - 0.25, 0.15, 0.25, 0.35, 0.45, 0.55 - 1, 0.65 - 1, 0.75 - 1, 0.85 - 1, 0.95 - 0.5];
    expect(await valuesOf(ask(service, measures))).toEqual(
      [
        [ece.reduce((sum, gap) => sum + Math.abs(gap), 0) / 10, 40],
        [18 / 20, 20],
        [sensitivity, 19],
        [(sensitivity * 0.1) / (sensitivity * 0.1 + (1 - specificity) * 0.9), 40],
        [19 / 40, 40],
        [10, 40],
      ].map(([value, events]) => [[rounded(value), events]]),
    );
    expect(await valuesOf(ask(service, ["recall()"], { splitBy: "region" }))).toEqual([[[rounded(8 / 9), 9]], [[1, 10]]]);
    const bins = await store().calibration({ service, from: END - MINUTE, to: END, of: null, segment: null });
    expect(bins.map(({ events, meanScore, truthRate }) => [events, rounded(meanScore), truthRate])).toEqual(
      Array.from({ length: 10 }, (_, n) => [4, rounded(n / 10 + 0.05), [0.25, 0, 0, 0, 0, 1, 1, 1, 1, 0.5][n]]),
    );
    const high = { service, from: END - MINUTE, to: END, of: conditionOf("score >= 0.9"), segment: null };
    expect((await store().calibration(high)).filter(({ events }) => events > 0)).toEqual([
      { low: 0.9, high: 1, events: 4, meanScore: expect.closeTo(0.95), truthRate: 0.5 },
    ]);
  });

  test("a number's drift is the distance from the reference on its twenty quantile bins, over what trails each bucket", async () => {
    const service = room();
    const before = END - 2 * HOUR;
    const reference = Array.from({ length: 1000 }, (_, n) => withFeature(service, before + n, (n * 7) % 1000));
    const missing = Array.from({ length: 5 }, (_, n) => withFeature(service, before + n, null));
    // Three minutes: like the reference, the upper half only, nothing.
    const same = Array.from({ length: 500 }, (_, n) => withFeature(service, END - 3 * MINUTE + n, n * 2));
    const shifted = Array.from({ length: 500 }, (_, n) => withFeature(service, END - 2 * MINUTE + n, 500 + n));
    await store().insert(batchOf({ records: [...reference, ...missing, ...same, ...shifted] }));
    const measures = ["ks(feature.income)", "psi(feature.income)", "js(feature.income, of: feature.income >= 0)"];
    const query = ask(service, measures, {
      from: END - 3 * MINUTE,
      reference: { from: before, to: before + MINUTE },
    });
    const held = Array.from({ length: 20 }, () => 50);
    const edges = Array.from({ length: 19 }, (_, n) => (999 * (n + 1)) / 20);
    const upper = held.map((_, n) => (n < 10 ? 0 : 50));
    const known = { kind: "number", edges, labels: [], reference: held, referenceMissing: 0, currentMissing: 0 } as const;
    const expected = (measure: "psi" | "js", current: readonly number[]) =>
      rounded(distance(measure, { ...known, current })?.value);
    const even = held.map((count) => count / 2);
    const series = await store().buckets(query);
    expect(series.map(({ referenceEvents }) => referenceEvents)).toEqual([1000, 1000, 1000]);
    const [ks, psi, js] = series.map(({ points }) => points.map(({ at, value, events }) => [END - at, rounded(value), events]));
    expect(ks).toEqual([
      [3 * MINUTE, 0, 500],
      [2 * MINUTE, 0.5, 500],
    ]);
    expect(psi).toEqual([
      [3 * MINUTE, 0, 500],
      [2 * MINUTE, expected("psi", upper), 500],
    ]);
    expect(js?.[1]).toEqual([2 * MINUTE, expected("js", upper), 500]);
    expect(expected("psi", upper)).toBeGreaterThan(0.5);
    // Trailing two minutes: both together, then the second half alone, which still trails the empty one.
    const both = even.map((count, n) => count + (upper[n] ?? 0));
    const [longer] = await store().buckets({ ...query, measures: [measureOf("psi(feature.income)")], trailingSeconds: 120 });
    expect(longer?.points.map(({ at, value, events }) => [END - at, rounded(value), events])).toEqual([
      [3 * MINUTE, 0, 500],
      [2 * MINUTE, expected("psi", both), 1000],
      [MINUTE, expected("psi", upper), 500],
    ]);
    await expect(store().buckets({ ...query, reference: null })).rejects.toThrow("A drift needs a reference");
    const distribution = await store().distribution({
      service,
      from: END - 2 * MINUTE,
      to: END - MINUTE,
      field: { kind: "feature", name: "income" },
      of: null,
      segment: null,
      reference: { from: before, to: before + MINUTE },
    });
    expect({ ...distribution, edges: distribution.edges.map(rounded) }).toEqual({
      ...known,
      edges: edges.map(rounded),
      current: upper,
      referenceMissing: 5,
    });
    // Over a longer time values are binned by another way; everything since the reference began is in it.
    const long = { from: END - 4 * HOUR, to: END };
    const whole = { service, ...long, field: { kind: "feature", name: "income" }, of: null, segment: null } as const;
    expect((await store().distribution({ ...whole, reference: { from: before, to: before + MINUTE } })).current).toEqual(
      held.map((count, n) => count + count / 2 + (upper[n] ?? 0)),
    );
  });

  test("a category's distribution is by value, new ones together; each part of the traffic drifts from its own reference", async () => {
    const service = room();
    const before = END - 2 * HOUR;
    const records = [before, END - MINUTE].flatMap((start, now) =>
      ["eu", "us"].flatMap((region, r) =>
        Array.from({ length: 100 + r * 10 }, (_, n) => {
          const stays = region === "eu" || now === 0;
          return withFeature(service, start + n, stays ? (n % 2 === 0 ? "web" : "app") : `new-${n % 3}`, { region });
        }),
      ),
    );
    await store().insert(batchOf({ records: [...records, withFeature(service, END - MINUTE, null, { region: "eu" })] }));
    const reference = { from: before, to: before + MINUTE };
    const field = { kind: "feature", name: "income" } as const;
    const window = { service, from: END - MINUTE, to: END };
    expect(await store().distribution({ ...window, field, of: null, segment: null, reference })).toEqual({
      kind: "category",
      edges: [],
      labels: ["app", "web", "(other)"],
      reference: [105, 105, 0],
      current: [50, 50, 110],
      referenceMissing: 0,
      currentMissing: 1,
    });
    const series = await store().buckets(ask(service, ["psi(feature.income)"], { splitBy: "region", reference }));
    expect(series.map(({ split, points, referenceEvents }) => [split, points[0]?.events, referenceEvents])).toEqual([
      ["us", 110, 110],
      ["eu", 100, 100],
    ]);
    expect(series[0]?.points[0]?.value).toBeGreaterThan(1);
    expect(rounded(series[1]?.points[0]?.value)).toBe(0);
  });

  test("a disparity is between the highest and the lowest group with enough events", async () => {
    const service = room();
    const groups = [
      { region: "a", records: 40, successes: 40 },
      { region: "b", records: 30, successes: 15 },
      { region: "few", records: 10, successes: 0 },
    ];
    const records = groups.flatMap(({ region, records, successes }) =>
      Array.from({ length: records }, (_, n) =>
        recordOf(service, END - MINUTE + n, {
          dimensions: { region },
          measures: { costUsd: region === "a" ? 3 : 1 },
          outcomes: { success: n < successes },
        }),
      ),
    );
    await store().insert(batchOf({ records }));
    const measures = [
      "disparity(share(success), by: dimension.region)",
      "disparity(mean(cost), by: dimension.region)",
      "disparity(share(success), by: dimension.nothing)",
    ];
    expect(await valuesOf(ask(service, measures))).toEqual([[[0.5, 70]], [[2, 70]], []]);
  });

  test("a profile names what records, evaluations, truths and metrics of the window carried", async () => {
    const service = room();
    const records = [
      recordOf(service, END - MINUTE, {
        dimensions: { region: "eu", tier: "pro" },
        measures: { costUsd: 0.1 },
        outcomes: { success: null, clicked: false },
        prediction: predictionOf({ score: 0.2, features: { income: 1, plan: "pro", age: null } }),
      }),
      recordOf(service, END - MINUTE, { dimensions: { region: "us" } }),
    ];
    const [first] = records;
    const evaluation = { service, at: END - MINUTE, responseId: "r", score: null, label: "fine" };
    await store().insert(
      batchOf({
        records,
        evaluations: [
          { ...evaluation, name: "tone" },
          { ...evaluation, name: "quality", score: 0.3, label: "" },
        ],
        groundTruths: first === undefined ? [] : [truthOf(first, 1, END - 1000)],
      }),
    );
    expect(await store().profile({ service, from: END - MINUTE, to: END })).toEqual({
      service,
      records: 2,
      fields: [
        "latency",
        "cost",
        "features",
        "features_missing",
        "score",
        "error",
        "clicked",
        "predicted",
        "operation",
        "instance",
        "truth",
        "label_delay",
        "evaluation.quality.score",
      ],
      features: [
        { name: "age", kind: "number" },
        { name: "income", kind: "number" },
        { name: "plan", kind: "category" },
      ],
      evaluations: ["quality", "tone"],
      dimensions: ["region", "tier"],
      metrics: [],
    });
    expect(await store().profile({ service: room(), from: END - MINUTE, to: END })).toMatchObject({
      records: 0,
      fields: [],
      features: [],
      dimensions: [],
    });
  });
}
