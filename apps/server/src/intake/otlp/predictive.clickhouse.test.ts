import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import { openEngine } from "../../telemetry/clickhouse/engine.ts";
import { openTelemetryStore } from "../../telemetry/clickhouse/telemetry-store.ts";
import { createIntake } from "./intake.ts";

const logger = pino({ level: "silent" });
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const real = (key: string, doubleValue: number) => ({ key, value: { doubleValue } });
const resource = { attributes: [text("service.name", "refund-risk"), text("service.instance.id", "i-1")] };

/** Two predictions, their truths, and a histogram, at one moment. */
function requestsAt(at: number) {
  const nanoseconds = `${at}000000`;
  const span = (n: number, features: readonly object[]) => ({
    traceId: String(n).repeat(32),
    spanId: String(n).repeat(16),
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
    attributes: [text("firebreak.request.id", `refund-${n}`), real("firebreak.prediction.score", n / 4), ...features],
  });
  const missing = { key: "firebreak.features.missing", value: { arrayValue: { values: [{ stringValue: "order_total" }] } } };
  const spans = [
    span(1, [real("firebreak.feature.order_total", 99.5), text("firebreak.feature.channel", "web")]),
    span(2, [missing, text("firebreak.feature.channel", "app")]),
  ];
  const point = {
    timeUnixNano: nanoseconds,
    startTimeUnixNano: nanoseconds,
    count: "3",
    sum: 12,
    explicitBounds: [1, 5],
    bucketCounts: ["1", "0", "2"],
    attributes: [text("route", "/score")],
  };
  const metric = { name: "score.duration", unit: "ms", histogram: { aggregationTemporality: 1, dataPoints: [point] } };
  return {
    traces: { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] },
    metrics: { resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [metric] }] }] },
    "ground-truth": {
      truths: [
        { requestId: "refund-1", value: true, at: at + 5000 },
        { requestId: "refund-2", value: false, at: at + 6000 },
      ],
    },
  };
}

test("predictions, truths and metrics reach the store, and a request sent twice counts once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-predictive-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = await openTelemetryStore({ url: null, folder, retentionDays: 30, logger });
  const intake = createIntake({
    store,
    apiKeys: { verify: () => Promise.resolve({ keyId: "k", service: "refund-risk", scopes: ["intake"] }) },
    logger,
    onFlagEvaluations: () => {},
  });
  const server = await openTestServer(express().use(intake.router));
  const at = Date.now() - 60_000;
  try {
    for (const [path, body] of [...Object.entries(requestsAt(at)), ...Object.entries(requestsAt(at))]) {
      const answer = await fetch(`${server.url}/v1/${path}`, {
        method: "POST",
        headers: { authorization: "Bearer key", "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect([path, answer.status]).toEqual([path, 200]);
    }
  } finally {
    await intake.close();
    await server[Symbol.asyncDispose]();
    await store.close();
  }
  const engine = await openEngine({ url: null, folder });
  const select = (query: string) => engine.select(query, {});
  const records = await select(
    "SELECT request_id AS id, score, features, feature_categories AS categories FROM records FINAL ORDER BY id",
  );
  const truths = await select(
    "SELECT request_id AS id, value, toUnixTimestamp64Milli(at) AS at FROM ground_truths FINAL ORDER BY id",
  );
  const points = await select(
    "SELECT name, kind, temporality, attributes, value, count, bounds, bucket_counts AS counts FROM metric_points FINAL",
  );
  await engine.close();
  expect({ records, truths, points }).toEqual({
    records: [
      { id: "refund-1", score: 0.25, features: { order_total: 99.5 }, categories: { channel: "web" } },
      { id: "refund-2", score: 0.5, features: { order_total: null }, categories: { channel: "app" } },
    ],
    truths: [
      { id: "refund-1", value: 1, at: at + 5000 },
      { id: "refund-2", value: 0, at: at + 6000 },
    ],
    points: [
      {
        name: "score.duration",
        kind: "histogram",
        temporality: "delta",
        attributes: { route: "/score" },
        value: 12,
        count: 3,
        bounds: [1, 5],
        counts: [1, 0, 2],
      },
    ],
  });
});
