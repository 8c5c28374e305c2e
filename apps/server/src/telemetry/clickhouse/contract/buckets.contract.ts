import type { Measure } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { BucketsQuery, TelemetryStore } from "../../port.ts";
import { batchOf, END, grounded, MINUTE, measureOf, predictionOf, recordOf, room } from "./samples.ts";

const ask = (service: string, measures: readonly (Measure | string)[], given: Partial<BucketsQuery> = {}): BucketsQuery => ({
  service,
  from: END - 5 * MINUTE,
  to: END,
  measures: measures.map((one) => (typeof one === "string" ? measureOf(one) : one)),
  stepSeconds: 60,
  segment: null,
  splitBy: null,
  reference: null,
  trailingSeconds: 60,
  ...given,
});

const rounded = (value: number): number => Number(value.toFixed(6));

/** Measures that are one aggregation over the records of a bucket. */
export function bucketsContract(store: () => TelemetryStore): void {
  /** The first point of each measure: value and events. */
  async function valuesOf(service: string, measures: readonly (Measure | string)[]) {
    const series = await store().buckets(ask(service, measures, { from: END - MINUTE }));
    return series.map((one) => {
      const [point] = one.points;
      return point === undefined ? null : [point.value === null ? null : rounded(point.value), point.events];
    });
  }

  test("a share, a mean, a ratio, a quantile and a rate stand on the records that carry what they need", async () => {
    const service = room();
    const records = Array.from({ length: 20 }, (_, n) =>
      recordOf(service, END - MINUTE + n * 10, {
        measures: {
          latencyMs: 1000 * (n + 1),
          costUsd: n < 10 ? 0.01 * (n + 1) : null,
          inputTokens: n % 2 === 0 ? 100 : null,
          outputTokens: n % 4 === 0 ? 25 : null,
          documentsRequested: n < 12 ? 4 : 0,
          documentsFound: n < 9 ? 1 : 0,
        },
        outcomes: { success: n < 5 ? null : n < 17, error: n >= 18 },
      }),
    );
    const evaluations = records.slice(0, 10).map((record, n) => grounded(record, n < 3 ? "ungrounded" : "grounded"));
    const orphan = { ...grounded(recordOf(service, END), "ungrounded"), responseId: "of-nobody" };
    await store().insert(batchOf({ records, evaluations: [...evaluations, orphan] }));
    expect(
      await valuesOf(service, [
        "share(success)",
        "share(error)",
        "share(fallback)",
        "share(success, of: not error)",
        "share(documents_found > 0, of: documents_requested > 0)",
        'share(evaluation.groundedness = "ungrounded")',
        "count()",
        "count(success)",
        "mean(cost)",
        "ratio(output_tokens, input_tokens)",
        "p50(latency)",
        "p95(latency, of: error)",
        "mean(cost / documents_found)",
      ]),
    ).toEqual([
      [0.8, 15],
      [0.1, 20],
      null,
      [rounded(12 / 13), 13],
      [0.75, 12],
      [0.3, 10],
      [20, 20],
      [12, 15],
      [0.055, 10],
      [0.25, 5],
      [10.5, 20],
      [19.95, 2],
      // The tenth has no document found: a division by zero is unknown.
      [0.05, 9],
    ]);
  });

  test("an unknown condition counts neither as true nor as false, and takes part in and, or, not as Kleene has it", async () => {
    const service = room();
    // All nine pairs of true, false and unknown.
    const values = [true, false, null];
    const records = values.flatMap((success) =>
      values.map((overridden) => recordOf(service, END - MINUTE, { outcomes: { success, overridden } })),
    );
    await store().insert(batchOf({ records }));
    expect(
      await valuesOf(service, [
        "share(success and overridden)",
        "share(success or overridden)",
        "share(not (success and overridden))",
        "share(success, of: overridden)",
        "share(missing(success))",
        'share(dimension.tier in ("pro"))',
        'share(dimension.tier != "pro")',
      ]),
    ).toEqual([[rounded(1 / 6), 6], [rounded(5 / 6), 6], [rounded(5 / 6), 6], [0.5, 2], [rounded(1 / 3), 9], null, null]);
  });

  test("a feature is a number, a category or missing, and each is asked for as what it is", async () => {
    const service = room();
    const features = [
      { income: 10, plan: "basic", 'it\'s "quoted"': 1 },
      { income: 30, plan: "pro", age: null },
      { income: null, plan: "pro", empty: "" },
      { income: "unknown", plan: null },
    ];
    const records = features.map((each, n) =>
      recordOf(service, END - MINUTE, {
        prediction: predictionOf({ score: n / 10, threshold: 0.15, decision: n === 3 ? "" : "approve", features: each }),
      }),
    );
    await store().insert(batchOf({ records: [...records, recordOf(service, END - MINUTE)] }));
    expect(
      await valuesOf(service, [
        "mean(feature.income)",
        "share(feature.income > 20)",
        'share(feature.plan = "pro")',
        'share(feature.plan in ("basic", "pro"))',
        "share(missing(feature.income), of: predicted)",
        "mean(features)",
        "share(features_missing > 0, of: features > 0)",
        "share(predicted)",
        "share(score >= threshold)",
        'share(decision = "approve")',
        { kind: "mean", value: { kind: "field", field: { kind: "feature", name: 'it\'s "quoted"' } }, of: null },
        { kind: "mean", value: { kind: "field", field: { kind: "feature", name: "') OR 1=1 --" } }, of: null },
      ]),
    ).toEqual([
      [20, 2],
      [0.5, 2],
      [rounded(2 / 3), 3],
      [1, 3],
      [0.25, 4],
      [2.75, 4],
      [0.75, 4],
      [0.8, 5],
      [0.5, 4],
      [1, 3],
      [1, 1],
      null,
    ]);
  });

  test("queue, tools, policy, form and finish are read in the language's units", async () => {
    const service = room();
    const records = [0, 1].map((n) =>
      recordOf(service, END - MINUTE + n, {
        finishReason: n === 0 ? "stop" : "length",
        measures: { queueMs: 500 + n * 1000, toolCalls: 4, toolDenials: n, policyViolations: n },
        outcomes: { malformed: n === 1, clicked: n === 0 },
      }),
    );
    await store().insert(batchOf({ records }));
    expect(
      await valuesOf(service, [
        "mean(queue_time)",
        "ratio(tool_denials, tool_calls)",
        "mean(policy_violations)",
        "share(malformed)",
        "share(clicked)",
        'share(finish_reason = "length")',
      ]),
    ).toEqual([
      [1, 2],
      [0.125, 2],
      [0.5, 2],
      [0.5, 2],
      [0.5, 2],
      [0.5, 2],
    ]);
  });

  test("buckets lie on multiples of the step, those without events are left out, and a rate knows how much of its bucket is asked for", async () => {
    const service = room();
    const records = [0, 10_000, 130_000].map((offset) => recordOf(service, END - 5 * MINUTE + offset));
    await store().insert(batchOf({ records }));
    const query = ask(service, ["count()"], { from: END - 4.5 * MINUTE, to: END - 2.5 * MINUTE });
    expect(await store().buckets(query)).toEqual([
      {
        measure: 0,
        split: null,
        points: [
          { at: END - 5 * MINUTE, value: 2, events: 2 },
          { at: END - 3 * MINUTE, value: 2, events: 1 },
        ],
        referenceEvents: null,
      },
    ]);
  });

  test("split by a dimension, each value has its own buckets, the busiest twelve first; a segment leaves the others out", async () => {
    const service = room();
    const records = Array.from({ length: 14 }, (_, value) =>
      Array.from({ length: 15 - value }, (_, n) =>
        recordOf(service, END - MINUTE + n, {
          dimensions: { language: `l${value}`, tier: n === 0 ? "pro" : "free" },
          outcomes: { success: n % 2 === 0 },
        }),
      ),
    ).flat();
    await store().insert(batchOf({ records: [...records, recordOf(service, END - MINUTE, { outcomes: { success: true } })] }));
    const split = await store().buckets(ask(service, ["share(success)", "share(error)"], { splitBy: "language" }));
    const order = Array.from({ length: 12 }, (_, n) => `l${n}`);
    expect(split.map(({ measure, split }) => [measure, split])).toEqual([
      ...order.map((value) => [0, value]),
      ...order.map((value) => [1, value]),
    ]);
    expect(split[1]?.points).toEqual([{ at: END - MINUTE, value: 0.5, events: 14 }]);
    const pro = { conditions: [{ dimension: "tier", value: "pro" }] };
    const [first] = await store().buckets(ask(service, ["share(success)"], { splitBy: "language", segment: pro }));
    expect(first).toEqual({
      measure: 0,
      split: "l0",
      points: [{ at: END - MINUTE, value: 1, events: 1 }],
      referenceEvents: null,
    });
  });

  test("what is larger than the port allows is refused with a sentence", async () => {
    const one = "share(success)";
    const refused = (given: Partial<BucketsQuery>, measures: readonly (Measure | string)[] = [one]) =>
      expect(store().buckets(ask(room(), measures, given))).rejects;
    await refused({ from: END - 32 * 24 * 60 * MINUTE, stepSeconds: 3600 }).toThrow("at most 31 days");
    await refused({ from: END - 24 * 60 * MINUTE, stepSeconds: 30 }).toThrow("At most 1500 buckets");
    await refused(
      {},
      Array.from({ length: 61 }, () => one),
    ).toThrow("At most 60 measures");
    await refused({ stepSeconds: 0.5 }).toThrow("whole number of seconds");
    await refused({}, [{ kind: "mean", value: { kind: "text", value: "slow" }, of: null }]).toThrow("“slow” is a text");
  });
}
