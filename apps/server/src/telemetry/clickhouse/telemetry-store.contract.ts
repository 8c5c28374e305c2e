import type { Evaluation, InferenceRecord } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { TelemetryStore } from "../port.ts";

/** Whole minutes, a little before now: retention must not take them. */
const END = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
const MINUTE = 60_000;
let rooms = 0;

/** Every test has a service of its own, so that one store serves them all. */
const room = () => {
  rooms += 1;
  return `service-${process.pid}-${rooms}`;
};
let spans = 0;
type Loose = Partial<Omit<InferenceRecord, "measures" | "outcomes">> & {
  measures?: Partial<InferenceRecord["measures"]>;
  outcomes?: Partial<InferenceRecord["outcomes"]>;
};
function recordOf(service: string, at: number, given: Loose = {}): InferenceRecord {
  spans += 1;
  const spanId = spans.toString(16).padStart(16, "0");
  return {
    service,
    at,
    requestId: `req-${spans}`,
    traceId: spans.toString(16).padStart(32, "0"),
    spanId,
    responseId: `resp-${spans}`,
    instance: "i-1",
    conversationId: "",
    operation: "chat",
    dimensions: {},
    lineage: {},
    payload: { input: "", output: "", documents: "", toolCalls: "", system: "" },
    ...given,
    measures: {
      latencyMs: 100,
      inputTokens: null,
      outputTokens: null,
      costUsd: null,
      documentsRequested: null,
      documentsFound: null,
      confidence: null,
      ...given.measures,
    },
    outcomes: { error: false, success: null, overridden: null, fallback: null, refused: null, ...given.outcomes },
  };
}
const grounded = (record: InferenceRecord, label: "grounded" | "ungrounded"): Evaluation => ({
  service: record.service,
  at: record.at + 2000,
  responseId: record.responseId,
  name: "groundedness",
  score: null,
  label,
});
const batch = (records: readonly InferenceRecord[], evaluations: readonly Evaluation[] = []) => ({
  records,
  evaluations,
  flagEvaluations: [],
});

const LANGUAGES = ["en", "de", "fr", "es"];
const TIERS = ["free", "pro", "enterprise"];
const REGIONS = ["eu-west", "us-east", "ap-south"];
/** 3,600 requests over ten minutes, evenly over 36 cells; German pro customers get ungrounded answers. */
function faultyTraffic(service: string) {
  const records = Array.from({ length: 3600 }, (_, n) =>
    recordOf(service, END - 10 * MINUTE + Math.floor((n * 10 * MINUTE) / 3600), {
      dimensions: {
        language: LANGUAGES[n % 4] ?? "",
        tier: TIERS[Math.floor(n / 4) % 3] ?? "",
        region: REGIONS[Math.floor(n / 12) % 3] ?? "",
      },
    }),
  );
  const evaluations = records.map((record, n) => {
    const ill = record.dimensions.language === "de" && record.dimensions.tier === "pro";
    return grounded(record, n % 10 < (ill ? 6 : 0) || n % 25 === 0 ? "ungrounded" : "grounded");
  });
  return { records, evaluations };
}

/** The promises of `telemetry/port.ts`, whatever engine keeps them. */
export function telemetryStoreContract(store: () => TelemetryStore): void {
  test("what was inserted is there, byte for byte, whatever its alphabet", async () => {
    const service = room();
    const strange = 'tab\t newline\n quote\' "double" back\\slash 日本語 🚒 \u0000 end';
    const record = recordOf(service, END - MINUTE, {
      dimensions: { language: strange, tier: "x".repeat(300) },
      payload: { input: strange.repeat(50), output: "", documents: "", toolCalls: "", system: "" },
    });
    await store().insert(batch([record]));
    expect(await store().count(service)).toBe(1);
    expect(await store().dimensions({ service, from: END - 2 * MINUTE, to: END })).toEqual([
      { dimension: "language", values: [strange] },
      { dimension: "tier", values: ["x".repeat(300)] },
    ]);
  });

  test("a batch sent twice counts once: records, evaluations and every query over them", async () => {
    const service = room();
    const records = Array.from({ length: 50 }, (_, n) =>
      recordOf(service, END - MINUTE + n, { outcomes: { success: n % 2 === 0 } }),
    );
    const evaluations = records.map((record, n) => grounded(record, n % 5 === 0 ? "ungrounded" : "grounded"));
    await store().insert(batch(records, evaluations));
    await store().insert(batch(records, evaluations));
    await store().insert(batch(records.slice(10, 30), evaluations.slice(3, 9)));
    expect(await store().count(service)).toBe(50);
    const window = { service, from: END - 2 * MINUTE, to: END, segment: { conditions: [] } };
    expect((await store().tally({ ...window, signal: "ungrounded-rate" })).inside).toEqual({ bad: 10, total: 50 });
    expect((await store().tally({ ...window, signal: "task-success" })).inside).toEqual({ bad: 25, total: 50 });
  });

  test("a series holds every signal's value by bucket, and null where nothing happened", async () => {
    const service = room();
    const from = END - 5 * MINUTE;
    const records = Array.from({ length: 40 }, (_, n) =>
      recordOf(service, from + (n < 20 ? 0 : 2 * MINUTE) + n * 10, {
        measures: { latencyMs: 1000 + n, costUsd: 0.004, documentsRequested: 4, documentsFound: n % 4 },
        outcomes: { success: n % 10 !== 0, overridden: n % 20 === 0 },
      }),
    );
    const orphan = { ...grounded(records[0] ?? recordOf(service, from), "ungrounded"), responseId: "of-nobody" };
    await store().insert(
      batch(records, [...records.slice(0, 10).map((r, n) => grounded(r, n < 3 ? "ungrounded" : "grounded")), orphan]),
    );
    const signals = [
      "ungrounded-rate",
      "task-success",
      "override-rate",
      "latency-p95",
      "cost-per-request",
      "retrieval-hit-rate",
    ] as const;
    const series = await store().series({ service, from, to: from + 4 * MINUTE, signals, stepSeconds: 60, segment: null });
    expect(series.map((one) => one.signal)).toEqual(signals);
    expect(series.map((one) => one.points.map((point) => point.events))).toEqual([
      [10, 0, 0, 0],
      [20, 0, 20, 0],
      [20, 0, 20, 0],
      [20, 0, 20, 0],
      [20, 0, 20, 0],
      [20, 0, 20, 0],
    ]);
    const first = series.map((one) => one.points[0]?.value ?? Number.NaN);
    expect(first.map((value) => Number(value.toFixed(4)))).toEqual(
      [0.3, 0.9, 0.05, 1.018, 0.004, 0.75].map((v) => expect.closeTo(v, 2)),
    );
    expect(series[0]?.points[2]).toEqual({ at: from + 2 * MINUTE, value: null, events: 0 });
    expect(series.every((one) => one.envelope.kind === "learning" && one.current === null && one.outsideSince === null)).toBe(
      true,
    );
  });

  test("a series of a segment sees its records only; the last minute is its current value", async () => {
    const service = room();
    const records = Array.from({ length: 20 }, (_, n) =>
      recordOf(service, END - 30_000 + n, { dimensions: { tier: n < 5 ? "pro" : "free" }, outcomes: { success: n >= 5 } }),
    );
    await store().insert(batch(records));
    const query = { service, from: END - 5 * MINUTE, to: END, signals: ["task-success"] as const, stepSeconds: 300 };
    const [pro] = await store().series({ ...query, segment: { conditions: [{ dimension: "tier", value: "pro" }] } });
    expect([pro?.current, pro?.points.map((point) => point.events)]).toEqual([0, expect.arrayContaining([5])]);
    const [all] = await store().series({ ...query, segment: null });
    expect(all?.current).toBe(0.75);
  });

  test("the envelope is learnt from the windows before, and a fault lies outside it since it began", async () => {
    const service = room();
    const records = Array.from({ length: 6000 }, (_, n) => {
      const at = END - 60 * MINUTE + n * 600;
      const ill = at >= END - 5 * MINUTE;
      return recordOf(service, at, { outcomes: { success: n % 25 !== 0 && !(ill && n % 3 === 0) } });
    });
    await store().insert(batch(records));
    const [series] = await store().series({
      service,
      from: END - 15 * MINUTE,
      to: END,
      signals: ["task-success"],
      stepSeconds: 30,
      segment: null,
    });
    expect(series?.envelope).toMatchObject({ kind: "band", high: 1 });
    // The rolling minute needs some of it before it shows.
    expect(series?.outsideSince).toBeGreaterThanOrEqual(END - 5 * MINUTE);
    expect(series?.outsideSince).toBeLessThan(END - 4.5 * MINUTE);
    expect(series?.points).toHaveLength(30);
  });

  test("a chart on five-second buckets, which are the judged ones too, states the trailing minute and nothing before its window", async () => {
    const service = room();
    // Two a second for ten minutes: the first of each second fails during the last minute.
    const records = Array.from({ length: 1200 }, (_, n) => {
      const at = END - 10 * MINUTE + n * 500;
      return recordOf(service, at, { outcomes: { success: !(at >= END - MINUTE && n % 2 === 0) } });
    });
    await store().insert(batch(records));
    const query = { service, from: END - 5 * MINUTE, to: END, signals: ["task-success"] as const, segment: null };
    const [fine] = await store().series({ ...query, stepSeconds: 5 });
    expect(fine?.points.map((point) => point.at)).toEqual(Array.from({ length: 60 }, (_, n) => END - 5 * MINUTE + n * 5_000));
    expect([0, 47, 53, 59].map((n) => fine?.points[n])).toEqual([
      { at: END - 5 * MINUTE, value: 1, events: 120 },
      { at: END - 65_000, value: 1, events: 120 },
      { at: END - 35_000, value: 0.75, events: 120 },
      { at: END - 5_000, value: 0.5, events: 120 },
    ]);
    const [coarse] = await store().series({ ...query, stepSeconds: 10 });
    expect(coarse?.points.at(-1)).toEqual({ at: END - 10_000, value: 0.5, events: 120 });
    expect(coarse?.envelope).toEqual(fine?.envelope);
  });

  test("too fine a step is widened to at most 300 points", async () => {
    const service = room();
    const [series] = await store().series({
      service,
      from: END - 24 * 60 * MINUTE,
      to: END,
      signals: ["latency-p95"],
      stepSeconds: 1,
      segment: null,
    });
    expect(series?.points.length).toBeLessThanOrEqual(301);
    expect(series?.stepSeconds).toBe(600);
  });

  test("for a fault of language=de ∧ tier=pro the top row is exactly that one, its parents and slices are gone", async () => {
    const service = room();
    const { records, evaluations } = faultyTraffic(service);
    await store().insert(batch(records, evaluations));
    const rows = await store().segments({ service, from: END - 10 * MINUTE, to: END, signal: "ungrounded-rate", limit: 8 });
    const top = rows[0];
    expect(top?.segment.conditions.map((c) => `${c.dimension}=${c.value}`).sort()).toEqual(["language=de", "tier=pro"]);
    expect(top).toMatchObject({ total: 300, trafficShare: 300 / 3600, requestsPerMinute: 30 });
    expect(rows.slice(1).every((row) => row.rate < 0.1)).toBe(true);
    const one = await store().segment({
      service,
      from: END - 10 * MINUTE,
      to: END,
      signal: "ungrounded-rate",
      segment: top?.segment ?? { conditions: [] },
    });
    expect(one).toEqual(top);
  });

  test("a tally splits inside and rest, and a segment without traffic still answers", async () => {
    const service = room();
    const { records, evaluations } = faultyTraffic(service);
    await store().insert(batch(records, evaluations));
    const window = { service, from: END - 10 * MINUTE, to: END, signal: "ungrounded-rate" as const };
    const pro = { conditions: [{ dimension: "tier", value: "pro" }] };
    const tally = await store().tally({ ...window, segment: pro });
    expect(tally.inside.total + tally.rest.total).toBe(3600);
    expect(tally.inside.total).toBe(1200);
    const nobody = { conditions: [{ dimension: "tier", value: "no such" }] };
    expect(await store().segment({ ...window, segment: nobody })).toMatchObject({
      segment: nobody,
      total: 0,
      rate: 0,
      low: 0,
      high: 1,
    });
    for (const signal of ["latency-p95", "cost-per-request", "override-rate"] as const)
      expect((await store().tally({ ...window, signal, segment: pro })).inside.bad).toBe(0);
  });

  test("a version first seen in the window is a change, with the one before it and its share; the very first is none", async () => {
    const service = room();
    const at = END - 10 * MINUTE;
    const old = Array.from({ length: 60 }, (_, n) =>
      recordOf(service, at + n * 1000, { lineage: { model: "m-1", prompt: "support@7" } }),
    );
    const mixed = Array.from({ length: 60 }, (_, n) =>
      recordOf(service, at + 2 * MINUTE + n * 1000, {
        lineage: { model: "m-1", prompt: n % 4 === 0 ? "support@8" : "support@7" },
      }),
    );
    await store().insert(batch(old));
    await store().insert(batch(mixed));
    const change = { at: at + 2 * MINUTE, artefact: "prompt", version: "support@8", previous: "support@7", trafficShare: 0.25 };
    expect(await store().changes({ service, from: at - MINUTE, to: END })).toEqual([change]);
    expect(await store().changes({ service, from: at + 5 * MINUTE, to: END })).toEqual([]);
  });

  test("services and instances heard from, with when", async () => {
    const service = room();
    const records = Array.from({ length: 120 }, (_, n) =>
      recordOf(service, END - 2 * MINUTE + n * 1000, { instance: `i-${n % 2}` }),
    );
    await store().insert(batch(records));
    await store().insert({
      ...batch([]),
      flagEvaluations: [
        { service, at: END, instance: "i-9", flagKey: "answer-mode", variant: "normal", reason: "STATIC", version: "1" },
      ],
    });
    const found = (await store().services()).find((one) => one.service === service);
    expect(found).toEqual({ service, lastSeenAt: END - 1000, requestsPerMinute: expect.closeTo(60, -1) });
    expect(await store().instances(service, END - 3 * MINUTE)).toEqual([
      { instance: "i-0", lastSeenAt: END - 2000 },
      { instance: "i-1", lastSeenAt: END - 1000 },
      { instance: "i-9", lastSeenAt: END },
    ]);
    expect(await store().instances(service, END - 500)).toEqual([{ instance: "i-9", lastSeenAt: END }]);
  });

  test("values that look like SQL are values", async () => {
    const service = `${room()}'; DROP TABLE records; --`;
    const value = "') OR 1=1 --";
    await store().insert(batch([recordOf(service, END - MINUTE, { dimensions: { "a'b": value } })]));
    const window = { service, from: END - 2 * MINUTE, to: END, signal: "latency-p95" as const };
    const tally = await store().tally({ ...window, segment: { conditions: [{ dimension: "a'b", value }] } });
    expect(tally).toEqual({ inside: { bad: 0, total: 1 }, rest: { bad: 0, total: 0 } });
    expect(await store().count(service)).toBe(1);
  });
}
