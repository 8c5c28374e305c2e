import type { Harm } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { TelemetryStore } from "../port.ts";
import { bucketsContract } from "./contract/buckets.contract.ts";
import { compareContract } from "./contract/compare.contract.ts";
import { metricsContract } from "./contract/metrics.contract.ts";
import { predictiveContract } from "./contract/predictive.contract.ts";
import { recordsContract } from "./contract/records.contract.ts";
import { batchOf, conditionOf, END, grounded, MINUTE, recordOf, room } from "./contract/samples.ts";
import { segmentsContract } from "./contract/segments.contract.ts";

const UNGROUNDED_HARM: Harm = { kind: "condition", bad: conditionOf('evaluation.groundedness = "ungrounded"'), of: null };
const FAILED: Harm = { kind: "condition", bad: conditionOf("not success"), of: null };
const DEAR: Harm = { kind: "above-quantile", value: { kind: "field", field: { kind: "number", name: "cost" } }, q: 0.95 };

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
  bucketsContract(store);
  predictiveContract(store);
  metricsContract(store);
  segmentsContract(store);
  recordsContract(store);
  compareContract(store);

  test("what was inserted is there, byte for byte, whatever its alphabet", async () => {
    const service = room();
    const strange = 'tab\t newline\n quote\' "double" back\\slash 日本語 🚒 \u0000 end';
    const record = recordOf(service, END - MINUTE, {
      dimensions: { language: strange, tier: "x".repeat(300) },
      payload: { input: strange.repeat(50), output: "", documents: "", toolCalls: "", system: "" },
    });
    await store().insert(batchOf({ records: [record] }));
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
    await store().insert(batchOf({ records, evaluations }));
    await store().insert(batchOf({ records, evaluations }));
    await store().insert(batchOf({ records: records.slice(10, 30), evaluations: evaluations.slice(3, 9) }));
    expect(await store().count(service)).toBe(50);
    const window = { service, from: END - 2 * MINUTE, to: END, segment: { conditions: [] } };
    expect((await store().tally({ ...window, harm: UNGROUNDED_HARM })).inside).toEqual({ bad: 10, total: 50 });
    expect((await store().tally({ ...window, harm: FAILED })).inside).toEqual({ bad: 25, total: 50 });
  });

  test("behind hundreds of thousands of evaluations of others each record keeps its own", { timeout: 60_000 }, async () => {
    const service = room();
    for (let begun = 0; begun < 300_000; begun += 50_000) {
      const evaluations = Array.from({ length: 50_000 }, (_, n) => {
        return {
          service,
          at: END - 3 * MINUTE,
          responseId: `other-${begun + n}`,
          name: "groundedness",
          score: null,
          label: "grounded",
        };
      });
      await store().insert(batchOf({ evaluations }));
    }
    const records = Array.from({ length: 100 }, (_, n) => recordOf(service, END - MINUTE + n));
    await store().insert(batchOf({ records, evaluations: records.map((record) => grounded(record, "ungrounded")) }));
    const asked = { service, from: END - 2 * MINUTE, to: END, segment: { conditions: [] }, harm: UNGROUNDED_HARM };
    expect((await store().tally(asked)).inside).toEqual({ bad: 100, total: 100 });
  });

  test("for a fault of language=de ∧ tier=pro the top row is exactly that one, its parents and slices are gone", async () => {
    const service = room();
    const { records, evaluations } = faultyTraffic(service);
    await store().insert(batchOf({ records, evaluations }));
    const rows = await store().segments({ service, from: END - 10 * MINUTE, to: END, harm: UNGROUNDED_HARM, limit: 8 });
    const top = rows[0];
    expect(top?.segment.conditions.map((c) => `${c.dimension}=${c.value}`).sort()).toEqual(["language=de", "tier=pro"]);
    expect(top).toMatchObject({ total: 300, trafficShare: 300 / 3600, requestsPerMinute: 30 });
    expect(rows.slice(1).every((row) => row.rate < 0.1)).toBe(true);
    const one = await store().segment({
      service,
      from: END - 10 * MINUTE,
      to: END,
      harm: UNGROUNDED_HARM,
      segment: top?.segment ?? { conditions: [] },
    });
    expect(one).toEqual(top);
  });

  test("a tally splits inside and rest, and a segment without traffic still answers", async () => {
    const service = room();
    const { records, evaluations } = faultyTraffic(service);
    await store().insert(batchOf({ records, evaluations }));
    const window = { service, from: END - 10 * MINUTE, to: END, harm: UNGROUNDED_HARM };
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
    for (const harm of [FAILED, DEAR]) expect((await store().tally({ ...window, harm, segment: pro })).inside.bad).toBe(0);
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
    await store().insert(batchOf({ records: old }));
    await store().insert(batchOf({ records: mixed }));
    const change = { at: at + 2 * MINUTE, artefact: "prompt", version: "support@8", previous: "support@7", trafficShare: 0.25 };
    expect(await store().changes({ service, from: at - MINUTE, to: END })).toEqual([change]);
    expect(await store().changes({ service, from: at + 5 * MINUTE, to: END })).toEqual([]);
  });

  test("services and instances heard from, with when", async () => {
    const service = room();
    const records = Array.from({ length: 120 }, (_, n) =>
      recordOf(service, END - 2 * MINUTE + n * 1000, { instance: `i-${n % 2}` }),
    );
    await store().insert(batchOf({ records }));
    await store().insert(
      batchOf({
        flagEvaluations: [
          { service, at: END, instance: "i-9", flagKey: "answer-mode", variant: "normal", reason: "STATIC", version: "1" },
        ],
      }),
    );
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
    await store().insert(
      batchOf({ records: [recordOf(service, END - MINUTE, { dimensions: { "a'b": value }, measures: { costUsd: 1 } })] }),
    );
    const window = { service, from: END - 2 * MINUTE, to: END, harm: DEAR };
    const tally = await store().tally({ ...window, segment: { conditions: [{ dimension: "a'b", value }] } });
    expect(tally).toEqual({ inside: { bad: 0, total: 1 }, rest: { bad: 0, total: 0 } });
    expect(await store().count(service)).toBe(1);
  });
}
