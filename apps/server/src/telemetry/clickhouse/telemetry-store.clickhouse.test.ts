import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchOf, measureOf, predictionOf, recordOf } from "./contract/samples.ts";
import { type Engine, openEngine } from "./engine.ts";
import { migrate } from "./schema.ts";
import { telemetryStoreContract } from "./telemetry-store.contract.ts";
import { type OpenTelemetryStore, openTelemetryStore } from "./telemetry-store.ts";

const logger = pino({ level: "silent" });
const openAt = (folder: string, url: string | null = null) => openTelemetryStore({ url, folder, retentionDays: 30, logger });

describe("chDB", () => {
  let folder: string;
  let store: OpenTelemetryStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "firebreak-telemetry-"));
    store = await openAt(folder);
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  telemetryStoreContract(() => store);

  test("closed and opened again, it holds what it held and its schema is brought up only once", async () => {
    const before = await store.services();
    expect(before.length).toBeGreaterThan(0);
    await store.close();
    store = await openAt(folder);
    await store.ping();
    expect(await store.services()).toEqual(before);
  });

  test("a data folder of schema 2 is brought up to date, keeps its records and takes predictions", async () => {
    const old = await mkdtemp(join(tmpdir(), "firebreak-telemetry-old-"));
    await store.close();
    const engine = await openEngine({ url: null, folder: old });
    await migrate(engine, 30);
    await asOfSchema2(engine);
    await engine.command(
      `INSERT INTO records (service, at, request_id, trace_id, span_id, latency_ms, error)
       SELECT 'old', now64(3) - INTERVAL 1 MINUTE, 'asked', 't', 'a', 500, false`,
    );
    await engine.close();
    const upgraded = await openAt(old);
    const at = Date.now() - 60_000;
    const prediction = predictionOf({ score: 0.5, features: { income: null } });
    await upgraded.insert(batchOf({ records: [recordOf("old", at, { prediction })] }));
    const series = await upgraded.buckets({
      service: "old",
      from: at - 600_000,
      to: at + 600_000,
      measures: ["share(predicted)", "mean(latency)", "share(features_missing > 0)"].map(measureOf),
      stepSeconds: 86_400,
      segment: null,
      splitBy: null,
      reference: null,
      trailingSeconds: 60,
    });
    // Midnight may lie between the two.
    const sums = series.map(({ points }) => [
      points.reduce((sum, { value, events }) => sum + (value ?? 0) * events, 0),
      points.reduce((sum, { events }) => sum + events, 0),
    ]);
    expect(sums).toEqual([
      [1, 2],
      [0.6, 2],
      [1, 1],
    ]);
    // Its part has no index of ids.
    const trace = await upgraded.record({ service: "old", requestId: "asked", spanId: null });
    expect(trace?.records).toMatchObject([{ spanId: "a", person: "", prediction: null, measures: { latencyMs: 500 } }]);
    await upgraded.close();
    await rm(old, { recursive: true, force: true });
    store = await openAt(folder);
  });

  test("a full disk refuses the batch and is left as it was; the batch is taken when there is room again", async () => {
    await store.close();
    store = await openAt(folder);
    const incoming = join(folder, "incoming");
    // The first block after an opening: as a disk without room would take it.
    await symlink("/dev/full", join(incoming, "1.native"));
    const read = { service: "full-disk", at: Date.now(), instance: "i-1", flagKey: "answer-mode" };
    const flagEvaluations = [{ ...read, variant: "normal", reason: "static", version: "1" }];
    const batch = { records: [], evaluations: [], flagEvaluations, groundTruths: [], metrics: [] };
    await expect(store.insert(batch)).rejects.toThrow("ENOSPC");
    expect(await readdir(incoming)).toEqual([]);
    await store.insert(batch);
    expect(await store.instances("full-disk", read.at - 1)).toHaveLength(1);
  });
});

/** Takes away what later schemas brought. */
async function asOfSchema2(engine: Engine): Promise<void> {
  const columns = await engine.select<{ name: string }>(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'records'
       AND position > (SELECT position FROM system.columns WHERE database = currentDatabase() AND table = 'records' AND name = 'system_instructions')`,
    {},
  );
  expect(columns.length).toBeGreaterThan(10);
  for (const index of ["request_ids", "trace_ids"]) await engine.command(`ALTER TABLE records DROP INDEX ${index}`);
  for (const { name } of columns) await engine.command(`ALTER TABLE records DROP COLUMN ${name}`);
  for (const table of ["ground_truths", "metric_points"]) await engine.command(`DROP TABLE ${table} SYNC`);
  await engine.command("ALTER TABLE schema_versions DELETE WHERE version > 2 SETTINGS mutations_sync = 1");
}

// CLICKHOUSE_URL names a server that this run may write to; without one this suite is reported as skipped.
const url = process.env.CLICKHOUSE_URL;
describe.skipIf(!url)(url ? "ClickHouse server" : "ClickHouse server (skipped: CLICKHOUSE_URL is not set)", () => {
  let store: OpenTelemetryStore;
  beforeAll(async () => {
    store = await openAt("", url);
  });
  afterAll(() => store.close());
  telemetryStoreContract(() => store);
});
