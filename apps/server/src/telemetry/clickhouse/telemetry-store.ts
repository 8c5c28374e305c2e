import type { Logger } from "pino";
import type { TelemetryStore } from "../port.ts";
import { readAffected, readTallyOfVersion } from "./affected.ts";
import { readBuckets } from "./buckets.ts";
import { readChanges } from "./changes.ts";
import { readComparison } from "./compare.ts";
import { readCalibration, readDistribution } from "./distribution.ts";
import { openEngine } from "./engine.ts";
import { insertBatch } from "./insert.ts";
import { readCount, readDimensions, readInstances, readServices } from "./presence.ts";
import { readProfile } from "./profile.ts";
import { readRecord } from "./record-trace.ts";
import { createReferences } from "./reference.ts";
import { migrate } from "./schema.ts";
import { searchRecords } from "./search-records.ts";
import { readSegment, readSegments, readTally } from "./segments.ts";

export interface TelemetryStoreOptions {
  /** A ClickHouse server; null: chDB in this process. */
  readonly url: string | null;
  /** Where chDB keeps its data. One process per folder, one folder per process. */
  readonly folder: string;
  readonly retentionDays: number;
  readonly logger: Logger;
}
export interface OpenTelemetryStore extends TelemetryStore {
  /** Rejects when the engine does not answer. */
  ping(): Promise<void>;
  /** After it nothing may be asked. */
  close(): Promise<void>;
}

/** Opens the engine, brings its schema up to date, and answers the port with it. */
export async function openTelemetryStore(options: TelemetryStoreOptions): Promise<OpenTelemetryStore> {
  const engine = await openEngine(options);
  try {
    await migrate(engine, options.retentionDays);
  } catch (error) {
    await engine.close();
    throw error;
  }
  options.logger.info(
    { engine: options.url === null ? "chdb" : "clickhouse", retentionDays: options.retentionDays },
    "telemetry store open",
  );
  const references = createReferences(engine);
  return {
    insert: (batch) => insertBatch(engine, batch),
    services: () => readServices(engine),
    buckets: (query) => readBuckets(engine, references, query),
    affected: (query) => readAffected(engine, query),
    tallyOfVersion: (query) => readTallyOfVersion(engine, query),
    compare: (query) => readComparison(engine, query),
    records: (query) => searchRecords(engine, query),
    record: (query) => readRecord(engine, query),
    segments: (query) => readSegments(engine, query),
    segment: (query) => readSegment(engine, query),
    tally: (query) => readTally(engine, query),
    distribution: (query) => readDistribution(engine, references, query),
    calibration: (query) => readCalibration(engine, query),
    profile: (query) => readProfile(engine, query),
    changes: (query) => readChanges(engine, query),
    dimensions: (query) => readDimensions(engine, query),
    instances: (service, since) => readInstances(engine, service, since),
    count: (service) => readCount(engine, service),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}
