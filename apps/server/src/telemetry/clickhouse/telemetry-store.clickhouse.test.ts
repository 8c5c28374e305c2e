import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
