import { mkdtemp, rm } from "node:fs/promises";
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
