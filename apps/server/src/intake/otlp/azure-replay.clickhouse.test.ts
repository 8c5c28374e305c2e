import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import express from "express";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import { openEngine } from "../../telemetry/clickhouse/engine.ts";
import { openTelemetryStore } from "../../telemetry/clickhouse/telemetry-store.ts";
import { createIntake } from "./intake.ts";

/**
 * Requests of two real services: Patel et al., Splitwise, ISCA 2024 (CC-BY 4.0). Kept beside the repository, not in it. Its note says
 * 8,818 and 19,365; the files hold one row more each (their last line has no line feed).
 */
const DATA = fileURLToPath(new URL("../../../../../../shared/data/azure-llm-inference-2023/", import.meta.url));
const SERVICES = { "azure-code": { file: "code.csv", requests: 8819 }, "azure-conv": { file: "conv.csv", requests: 19366 } };
const missing = Object.values(SERVICES).some(({ file }) => !existsSync(join(DATA, file)));
const title = "the Azure LLM inference trace, sent by an ordinary OpenTelemetry exporter, arrives complete";
const logger = pino({ level: "silent" });

interface Row {
  readonly atMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}
async function readTrace(file: string): Promise<readonly Row[]> {
  const lines = (await readFile(join(DATA, file), "utf8")).trim().split("\n").slice(1);
  return lines.map((line) => {
    const [timestamp = "", input, output] = line.trim().split(",");
    return {
      atMs: Date.parse(`${timestamp.replace(" ", "T").slice(0, 23)}Z`),
      inputTokens: Number(input),
      outputTokens: Number(output),
    };
  });
}

/** Moved in time so that the last request was a minute ago; 2023 is beyond any retention. */
async function replay(options: { rows: readonly Row[]; service: string; url: string; shiftMs: number }): Promise<void> {
  const exporter = new OTLPTraceExporter({
    url: `${options.url}/v1/traces`,
    headers: { authorization: `Bearer key-of-${options.service}` },
  });
  const processor = new BatchSpanProcessor({ exporter, maxQueueSize: 8192, maxExportBatchSize: 1024 });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": options.service, "service.instance.id": "replay" }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer("replay");
  for (const [index, row] of options.rows.entries()) {
    const startTime = row.atMs + options.shiftMs;
    tracer
      .startSpan("chat", {
        startTime,
        root: true,
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.usage.input_tokens": row.inputTokens,
          "gen_ai.usage.output_tokens": row.outputTokens,
        },
      })
      .end(startTime + row.outputTokens * 20);
    // The exporter drops what its queue does not hold: as any sender that must lose nothing, wait for it.
    if (index % 4096 === 4095) await provider.forceFlush();
  }
  await provider.forceFlush();
  await provider.shutdown();
}

test.skipIf(missing)(missing ? `${title} (skipped: ../shared/data/azure-llm-inference-2023 is absent)` : title, async () => {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-azure-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = await openTelemetryStore({ url: null, folder, retentionDays: 30, logger });
  const intake = createIntake({
    store,
    apiKeys: {
      verify: (secret) => Promise.resolve({ keyId: secret, service: secret.replace("key-of-", ""), scopes: ["intake"] }),
    },
    logger,
    onFlagEvaluations: () => {},
  });
  const server = await openTestServer(express().use(intake.router));
  const { url } = server;
  const expected: Record<string, object> = {};
  try {
    for (const [service, { file, requests }] of Object.entries(SERVICES)) {
      const rows = await readTrace(file);
      expect(rows).toHaveLength(requests);
      const shiftMs = Date.now() - 60_000 - Math.max(...rows.map((row) => row.atMs));
      await replay({ rows, service, url, shiftMs });
      const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
      expected[service] = {
        service,
        records: requests,
        input: sum((row) => row.inputTokens),
        output: sum((row) => row.outputTokens),
        first: Math.min(...rows.map((row) => row.atMs)) + shiftMs,
      };
      expect(await store.count(service)).toBe(requests);
    }
    expect(intake.stats()).toMatchObject({ storedRows: 28_185, rejectedItems: 0, refused: 0 });
  } finally {
    await intake.close();
    await server[Symbol.asyncDispose]();
    await store.close();
  }
  const engine = await openEngine({ url: null, folder });
  const counted = await engine.select(
    `SELECT service, count() AS records, sum(input_tokens) AS input, sum(output_tokens) AS output, toUnixTimestamp64Milli(min(at)) AS first
     FROM records FINAL GROUP BY service ORDER BY service`,
    {},
  );
  await engine.close();
  expect(counted).toEqual(Object.values(expected));
});
