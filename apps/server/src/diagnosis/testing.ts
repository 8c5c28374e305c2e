import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evaluation, InferenceRecord } from "@firebreak/signals";
import { createChanges } from "../changes/changes.ts";
import { createServiceCatalogue } from "../detection/service-catalogue.ts";
import { createSignals } from "../detection/signals.ts";
import type { createTestTime } from "../detection/testing.ts";
import { createWatches } from "../detection/watches.ts";
import { openInboxRoom } from "../inbox/testing.ts";
import { createNotices } from "../postgres/notices.ts";
import type { Postgres } from "../postgres/pool.ts";
import { silent } from "../postgres/testing.ts";
import { batchOf } from "../telemetry/clickhouse/contract/samples.ts";
import { type OpenTelemetryStore, openTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { createDiagnosis } from "./diagnosis.ts";

/** Seeded: mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export async function openTestTelemetry(): Promise<OpenTelemetryStore & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-diagnosis-"));
  const store = await openTelemetryStore({ url: null, folder, retentionDays: 30, logger: silent });
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Diagnosis on a real store of telemetry and a real log of incidents, with time in the test's hand. */
export async function openDiagnosisRoom(options: {
  readonly postgres: Postgres;
  readonly telemetry: OpenTelemetryStore;
  readonly time: ReturnType<typeof createTestTime>;
  readonly service: string;
}) {
  const { postgres, telemetry, time, service } = options;
  const room = await openInboxRoom({ postgres, time, services: [service] });
  const team = { definitions: () => [], faults: () => [], onChanged: () => () => undefined };
  const catalogue = createServiceCatalogue({ telemetry, team, now: time.now });
  const ports = { catalogue, telemetry, promql: null, expectedChanges: room.expected, now: time.now };
  const watches = createWatches(ports);
  const signals = createSignals({ ...ports, watches });
  const logger = silent.child({}, { level: "silent" });
  const parts = new AsyncDisposableStack();
  const notices = parts.adopt(createNotices({ url: postgres.url, logger }), (it) => it.close());
  const { db } = postgres;
  const secret = "a test needs no better one";
  const feed = { db, notices, telemetry, secret, now: time.now, logger };
  const changes = parts.adopt(createChanges(feed), (it) => it.close());
  const diagnosis = createDiagnosis({ incidents: room.incidents, telemetry, signals, changes, now: time.now, logger });
  return {
    ...room,
    signals,
    changes,
    diagnosis,
    /** Detection has read what there is. */
    look: () => watches.follow(service).advance(),
    send: (records: readonly InferenceRecord[], evaluations: readonly Evaluation[] = []) =>
      telemetry.insert(batchOf({ records, evaluations })),
    async [Symbol.asyncDispose]() {
      await parts.disposeAsync();
      catalogue.close();
      await room[Symbol.asyncDispose]();
    },
  };
}
