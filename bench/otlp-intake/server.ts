import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { pino } from "pino";
import { createIntake, INTAKE_LIMITS } from "../../apps/server/src/intake/otlp/intake.ts";
import { recordsOf } from "../../apps/server/src/intake/otlp/mapping.ts";
import { decodeTraces } from "../../apps/server/src/intake/otlp/protobuf-request.ts";
import { openTelemetryStore } from "../../apps/server/src/telemetry/clickhouse/telemetry-store.ts";
import { type FromServer, SERVICE, type ToServer } from "./messages.ts";

/** The door and the store as the product wires them, on the core this process is pinned to. */
const folder = process.argv[2] ?? "";
const logger = pino({ level: "warn" });
const store = await openTelemetryStore({ url: null, folder, retentionDays: 30, logger });
const intake = createIntake({
  store,
  apiKeys: { verify: () => Promise.resolve({ keyId: "bench", service: SERVICE, scopes: ["intake"] }) },
  logger,
  onFlagEvaluations: () => {},
});
const server = createServer(express().use(intake.router)).listen(0, "127.0.0.1");
await once(server, "listening");
const tell = (message: FromServer): void => {
  process.send?.(message);
};
let before = process.cpuUsage();
let loopBefore = process.threadCpuUsage();
tell({ kind: "listening", port: (server.address() as AddressInfo).port });

process.on("message", (message: ToServer) => {
  void ("bare" in message ? bare(message.bare) : "warm" in message ? warm() : finish()).then(tell);
});

/** What came before was for the compiler; the same spans come again and count once. */
function warm(): Promise<FromServer> {
  before = process.cpuUsage();
  loopBefore = process.threadCpuUsage();
  return Promise.resolve({ kind: "warm" });
}

async function finish(): Promise<FromServer> {
  const { user, system } = process.cpuUsage(before);
  const loop = process.threadCpuUsage(loopBefore);
  const count = await store.count(SERVICE);
  await intake.close();
  return { kind: "finished", count, cpuMs: (user + system) / 1000, loopMs: (loop.user + loop.system) / 1000 };
}

async function bare(bodies: string): Promise<FromServer> {
  const names = (await readdir(bodies)).sort((a, b) => Number(a) - Number(b));
  const admission = { service: SERVICE, now: Date.now(), oldestMs: 86_400_000, aheadMs: 86_400_000 };
  const records = [];
  for (const name of names) records.push(...recordsOf(decodeTraces(await readFile(join(bodies, name))), admission).records);
  const started = performance.now();
  for (let from = 0; from < records.length; from += INTAKE_LIMITS.batchRows)
    await store.insert({
      records: records.slice(from, from + INTAKE_LIMITS.batchRows),
      evaluations: [],
      flagEvaluations: [],
      groundTruths: [],
      metrics: [],
    });
  const ms = performance.now() - started;
  return { kind: "bare", ms, count: await store.count(SERVICE) };
}
