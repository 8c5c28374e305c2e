import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { harmOf, SIGNALS } from "@firebreak/signals";
import { expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { batchOf, recordOf } from "../telemetry/clickhouse/contract/samples.ts";
import { openTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { alarm, MINUTE, openInboxRoom, SERVICE } from "./testing.ts";

test("over real records: the suspicion names the segment whose answers people override, and none when all do alike", async () => {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "firebreak-telemetry-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const telemetry = parts.adopt(await openTelemetryStore({ url: null, folder, retentionDays: 30, logger: silent }), (it) =>
    it.close(),
  );
  const postgres = parts.use(await openTestPostgres());
  const time = createTestTime(Date.now());
  const harm = async (_service: string, signal: string) => {
    const definition = SIGNALS.find((one) => one.id === signal);
    return definition ? harmOf(definition) : null;
  };
  const room = parts.use(await openInboxRoom({ postgres, time, harm, segments: telemetry.segments }));
  const insert = (service: string, overridden: (language: string, n: number) => boolean) => {
    const records = Array.from({ length: 2_000 }, (_, n) => {
      const language = ["en", "de", "fr", "es"][n % 4] ?? "en";
      const dimensions = { language, tier: n % 3 === 0 ? "pro" : "free" };
      const at = time.now() - 4 * MINUTE + Math.floor((n * 4 * MINUTE) / 2_000);
      return recordOf(service, at, { dimensions, outcomes: { overridden: overridden(language, n) } });
    });
    return telemetry.insert(batchOf({ records }));
  };
  await insert(SERVICE, (language, n) => (language === "de" ? n % 5 < 3 : n % 50 === 0));
  await insert("alike", (_language, n) => (Math.imul(n, 2_654_435_761) >>> 0) % 100 < 33);

  await room.report(
    alarm("latency-p95"),
    alarm("override-rate", { since: time.now() - 3 * MINUTE }),
    alarm("override-rate", { service: "alike", since: time.now() - 3 * MINUTE }),
  );
  expect(Object.fromEntries((await room.open()).map((one) => [one.service, one.segment]))).toEqual({
    [SERVICE]: { conditions: [{ dimension: "language", value: "de" }] },
    alike: null,
  });
  expect(room.said).toEqual([]);
});
