import express from "express";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import type { AlertReport } from "../../inbox/port.ts";
import { ALERTMANAGER, PROMETHEUS, startAlertmanager, startPrometheus } from "../../telemetry/prometheus/testing.ts";
import { createAlertDoor } from "./alert-door.ts";

const RULES = `groups:
  - name: serving
    rules:
      - alert: QueueGrows
        expr: queue_depth > 10
        labels: { severity: critical, firebreak_owner: SRE }
        annotations:
          summary: "The queue of {{ $labels.service }} grows"
          description: "Queue depth {{ $value }}, limit 10."
`;

describe.skipIf(PROMETHEUS === null || ALERTMANAGER === null)(
  "from a real Prometheus through a real Alertmanager (skipped where they are not installed)",
  () => {
    test("a rule that fires and resolves arrives as one alert that fires and resolves", async () => {
      let depth = 42;
      await using target = await openTestServer(
        express().get(
          "/metrics",
          (_, response) => void response.type("text/plain").send(`queue_depth{service="assistant"} ${depth}\n`),
        ),
      );
      const reported: AlertReport[] = [];
      const door = createAlertDoor({
        inbox: { report: async (reports) => void reported.push(...reports) },
        apiKeys: {
          verify: async (secret) => (secret === "the-key" ? { keyId: "k", service: "monitoring", scopes: ["alerts"] } : null),
        },
        logger: pino({ level: "silent" }),
      });
      await using server = await openTestServer(express().use(door));
      await using alertmanager = await startAlertmanager(`- url: ${server.url}/v1/alerts/alertmanager
  send_resolved: true
  http_config: { authorization: { credentials: the-key } }`);
      await using _prometheus = await startPrometheus({ target: target.url, rules: RULES, alertmanager: alertmanager.url });

      await expect.poll(() => reported.length, { timeout: 30_000 }).toBeGreaterThan(0);
      expect(reported[0]).toEqual({
        key: expect.stringMatching(/^alertmanager\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
        source: "alertmanager",
        service: "assistant",
        signal: null,
        title: "The queue of assistant grows",
        owner: "SRE",
        urgency: "page",
        faultClass: "infra",
        scenarios: [],
        firing: true,
        since: expect.any(Number),
        reasons: [],
        sentence: "Queue depth 42, limit 10.",
        labels: {
          alertname: "QueueGrows",
          firebreak_owner: "SRE",
          instance: expect.any(String),
          job: "product",
          service: "assistant",
          severity: "critical",
        },
        url: expect.stringMatching(/^http:\/\/.*queue_depth/),
      });

      depth = 3;
      await expect.poll(() => reported.at(-1)?.firing, { timeout: 30_000 }).toBe(false);
      expect(new Set(reported.map(({ key, since }) => `${key} ${since}`)).size).toBe(1);
    });
  },
);
