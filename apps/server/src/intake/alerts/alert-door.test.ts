import express from "express";
import { pino } from "pino";
import { expect, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import type { AlertReport } from "../../inbox/port.ts";
import { createAlertDoor } from "./alert-door.ts";

const KEYS: Readonly<Record<string, { service: string; scopes: readonly ("alerts" | "intake")[] }>> = {
  good: { service: "monitoring", scopes: ["alerts"] },
  telemetry: { service: "assistant", scopes: ["intake"] },
};

/** The real door on a real socket; the inbox is held by the test's hand. */
async function openDoor(report: (reports: readonly AlertReport[]) => Promise<void> = async () => {}) {
  const reported: AlertReport[] = [];
  const router = createAlertDoor({
    inbox: {
      report: async (reports) => {
        await report(reports);
        reported.push(...reports);
      },
    },
    apiKeys: { verify: async (secret) => (KEYS[secret] ? { keyId: secret, ...KEYS[secret] } : null) },
    logger: pino({ level: "silent" }),
  });
  const server = await openTestServer(express().use(router));
  return {
    reported,
    deliver: async (sender: string, body: unknown, key = "good") => {
      const response = await fetch(`${server.url}/v1/alerts/${sender}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return { status: response.status, retryAfter: response.headers.get("retry-after"), ...(await response.json()) };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const alert = (more: object = {}) => ({
  status: "firing",
  labels: { alertname: "QueueGrows", service: "assistant", severity: "critical", team: "ml-platform" },
  annotations: { summary: "The queue grows", description: "Queue depth 42, limit 10." },
  startsAt: "2026-01-31T14:02:00.123456789Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "https://prometheus.example.org/graph?g0.expr=queue_depth",
  fingerprint: "c6eadffa33fcdf37",
  ...more,
});
const alertmanager = (...alerts: object[]) => ({
  version: "4",
  groupKey: '{}:{alertname="QueueGrows"}',
  status: "firing",
  receiver: "firebreak",
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: "https://alertmanager.example.org",
  truncatedAlerts: 0,
  alerts,
});

test("an alert of Alertmanager arrives with its service, owner, urgency, start and words", async () => {
  await using door = await openDoor();
  expect(await door.deliver("alertmanager", alertmanager(alert()))).toEqual({ status: 200, retryAfter: null, accepted: 1 });
  expect(door.reported).toEqual([
    {
      key: expect.stringMatching(/^alertmanager\/[0-9a-f]{16}\/c6eadffa33fcdf37$/),
      source: "alertmanager",
      service: "assistant",
      signal: null,
      title: "The queue grows",
      owner: "ML",
      urgency: "page",
      faultClass: "model",
      scenarios: [],
      firing: true,
      since: Date.UTC(2026, 0, 31, 14, 2, 0, 123),
      reasons: [],
      sentence: "Queue depth 42, limit 10.",
      labels: { alertname: "QueueGrows", service: "assistant", severity: "critical", team: "ml-platform" },
      url: "https://prometheus.example.org/graph?g0.expr=queue_depth",
    },
  ]);
});

test("the same group and fingerprint is the same alert, firing and resolved; another group's is another", async () => {
  await using door = await openDoor();
  await door.deliver("alertmanager", alertmanager(alert()));
  await door.deliver("alertmanager", alertmanager(alert({ status: "resolved", endsAt: "2026-01-31T14:09:00Z" })));
  await door.deliver("alertmanager", { ...alertmanager(alert()), groupKey: "{}:{}" });
  const [first, second, third] = door.reported.map(({ key }) => key);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(door.reported.map(({ firing }) => firing)).toEqual([true, false, true]);
});

test("Grafana's delivery is understood: panel link, values, and annotations that are no text", async () => {
  await using door = await openDoor();
  const body = {
    ...alertmanager(
      alert({
        labels: { alertname: "High CPU", grafana_folder: "Serving" },
        annotations: { message: "CPU 97 %", values: { B: 97.1 } },
        startsAt: "2026-01-31T15:02:00.5+01:00",
        values: { B: 97.1 },
        dashboardURL: "https://grafana.example.org/d/1",
        panelURL: "https://grafana.example.org/d/1?viewPanel=2",
      }),
    ),
    version: "1",
    orgId: 1,
    title: "[FIRING:1] High CPU",
    state: "alerting",
    message: "…",
  };
  expect((await door.deliver("grafana", body)).status).toBe(200);
  expect(door.reported).toMatchObject([
    {
      source: "grafana",
      service: "monitoring",
      title: "High CPU",
      owner: "SRE",
      urgency: "ticket",
      faultClass: "infra",
      since: Date.UTC(2026, 0, 31, 14, 2, 0, 500),
      sentence: "CPU 97 %",
      url: "https://grafana.example.org/d/1?viewPanel=2",
    },
  ]);
});

test("what is not theirs is refused for good, and says where it does not fit", async () => {
  await using door = await openDoor();
  const refused = [
    await door.deliver("alertmanager", "{nonsense"),
    await door.deliver("alertmanager", { version: "4" }),
    await door.deliver("alertmanager", alertmanager()),
    await door.deliver("alertmanager", alertmanager(alert({ startsAt: "yesterday" }))),
    await door.deliver("alertmanager", { ...alertmanager(alert()), version: "3" }),
    await door.deliver("grafana", alertmanager(alert())),
    await door.deliver("alertmanager", alertmanager(...Array.from({ length: 501 }, () => alert()))),
  ];
  expect(refused.map(({ status, message }) => [status, message])).toEqual([
    [400, "This is not JSON."],
    [400, expect.stringMatching(/^This is not what alertmanager sends: groupKey .*; alerts /)],
    [400, "This is not what alertmanager sends: alerts holds no alert."],
    [400, 'This is not what alertmanager sends: alerts.0.startsAt must be a time such as 2026-01-31T14:02:00Z, not "yesterday".'],
    [400, 'Version 3 is not understood here; alertmanager sends version "4".'],
    [400, 'Version 4 is not understood here; grafana sends version "1".'],
    [400, "This is not what alertmanager sends: alerts holds more than 500 alerts; set max_alerts."],
  ]);
  expect(door.reported).toEqual([]);
});

test("a delivery that is too large is refused whole", async () => {
  await using door = await openDoor();
  const large = alertmanager(alert({ annotations: { description: "x".repeat(3_000_000) } }));
  expect(await door.deliver("alertmanager", large)).toMatchObject({ status: 413, code: "TOO_LARGE" });
});

test("without a key of the scope alerts nothing is read", async () => {
  await using door = await openDoor();
  expect(await door.deliver("alertmanager", "{nonsense", "stranger")).toMatchObject({ status: 401 });
  expect(await door.deliver("alertmanager", alertmanager(alert()), "telemetry")).toMatchObject({ status: 403 });
  expect(door.reported).toEqual([]);
});

test("what could not be kept is to be sent again", async () => {
  await using door = await openDoor(() => Promise.reject(new Error("the database is away")));
  expect(await door.deliver("alertmanager", alertmanager(alert()))).toMatchObject({ status: 503, retryAfter: "5" });
});

test("labels and words are bounded, and only web addresses become links", async () => {
  await using door = await openDoor();
  const labels = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`label_${n}`, "v".repeat(500)]));
  const words = { summary: "s".repeat(500), description: "d".repeat(5_000) };
  await door.deliver("alertmanager", alertmanager(alert({ labels, annotations: words, generatorURL: "javascript:alert(1)" })));
  const [report] = door.reported;
  expect([
    Object.keys(report?.labels ?? {}).length,
    report?.labels.label_0?.length,
    report?.title.length,
    report?.sentence.length,
    report?.url,
  ]).toEqual([30, 200, 160, 1000, ""]);
});
