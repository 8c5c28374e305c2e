import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { ended, gone, lives, openDoors, openPractice, type Status } from "./testing.ts";

// Each test starts several processes; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 90_000 });

const instancesIn = (status: Status) => status.services.flatMap(({ instances }) => instances);
const refundRequest = {
  customer: { language: "de", tier: "pro", region: "eu-west" },
  ageBand: "18-29",
  customerId: "c-100000",
  orderValue: 120,
  itemCount: 1,
  itemCategory: "lamp",
  paymentMethod: "card",
  channel: "web",
  reason: "changed-mind",
  delivery: { elapsed: 96, unit: "hour", scanHours: 5 },
};
const featuresOn = async (port: number) => {
  const response = await fetch(`http://127.0.0.1:${port}/score`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ request: refundRequest, unjustified: false }),
  });
  return ((await response.json()) as { release: { features: string } }).release.features;
};
const promptOf = async (port: number) => {
  const customer = { language: "de", tier: "pro", region: "eu-west" };
  const body = JSON.stringify({ conversationId: "c", customer, question: "Wie kann ich den Newsletter abbestellen?" });
  const response = await fetch(`http://127.0.0.1:${port}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return ((await response.json()) as { release: { prompt: string } }).release.prompt;
};

test("telemetry and flag questions flow; a drill begins and ends on every instance", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url);
  await doors.until((counts) => counts["/v1/traces"] > 1 && counts["/v1/logs"] > 1 && counts.flags > 5);
  const ports = (await practice.status()).instances.map(({ port }) => port);
  expect(ports).toHaveLength(2);
  expect((await practice.post("/control/begin", { scenario: "I9" })).body.code).toBe("SCENARIO_UNKNOWN");
  expect((await practice.post("/control/begin", { scenario: "I1" })).body.running).toMatchObject({ scenario: "I1" });
  expect((await practice.post("/control/begin", { scenario: "I1" })).status).toBe(200);
  expect(await Promise.all(ports.map(promptOf))).toEqual(["refunds@41", "refunds@41"]);
  expect((await practice.post("/control/end")).body.running).toBeNull();
  expect(await Promise.all(ports.map(promptOf))).toEqual(["refunds@40", "refunds@40"]);
});

test("an instance stopped on purpose stays silent, one that died comes back with the drill's prompt", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url);
  await practice.post("/control/begin", { scenario: "I1" });
  const stopped = (await practice.post("/control/instances/assistant-2/stop")).body.instances[1];
  expect(stopped).toMatchObject({ instance: "assistant-2", pid: null, alive: false });
  expect((await practice.post("/control/instances/assistant-7/stop")).body.code).toBe("INSTANCE_UNKNOWN");

  const first = (await practice.status()).instances[0];
  if (first?.pid == null) throw new Error("assistant-1 does not run");
  process.kill(first.pid, "SIGKILL");
  let again = first;
  while (again.pid === first.pid || !again.alive) {
    await pause(50);
    again = (await practice.status()).instances[0] ?? again;
  }
  expect(await promptOf(again.port)).toBe("refunds@41");
  expect((await practice.status()).instances[1]?.alive).toBe(false);
  expect((await practice.post("/control/instances/assistant-2/start")).body.instances[1]?.alive).toBe(true);
});

test("SIGTERM ends everything, and a coordinator that was killed leaves no instance behind", async () => {
  await using doors = await openDoors();
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await using practice = await openPractice(doors.url);
    const pids = instancesIn(await practice.status()).map(({ pid }) => pid);
    expect(pids).toHaveLength(4);
    expect(pids.every(lives)).toBe(true);
    await ended(practice.child, signal);
    await gone(pids);
  }
});

test("the control door is not for browsers, and a port in use is a sentence", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url);
  const fromPage = { method: "POST", headers: { origin: "http://somewhere.example" } };
  expect((await practice.call("/control/end", fromPage)).status).toBe(403);
  const port = new URL((await practice.call("/control")).url).port;
  await expect(openPractice(doors.url, { DRILL_CONTROL_PORT: port })).rejects.toThrow(`Port ${port} is in use`);
});

test("I2 breaks features on every scoring instance, and truths arrive late by both ways", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url);
  const startedAt = Date.now();
  await doors.untilSeen("features@2026.46", "firebreak.prediction.score");
  const scoring = (await practice.status()).services[1];
  expect(scoring).toMatchObject({
    service: "refund-risk",
    instances: [{ instance: "refund-risk-1" }, { instance: "refund-risk-2" }],
  });
  const ports = scoring?.instances.map(({ port }) => port) ?? [];
  expect(await Promise.all(ports.map(featuresOn))).toEqual(["features@2026.46", "features@2026.46"]);
  expect(doors.marks.has("features@2026.47")).toBe(false);

  expect((await practice.post("/control/begin", { scenario: "I2" })).body.running).toMatchObject({ scenario: "I2" });
  expect((await practice.post("/control/begin", { scenario: "I5" })).body.code).toBe("SCENARIO_RUNNING");
  expect(await Promise.all(ports.map(featuresOn))).toEqual(["features@2026.47", "features@2026.47"]);
  await doors.untilSeen("features@2026.47", "firebreak.features.missing");
  await practice.post("/control/end");
  expect(await Promise.all(ports.map(featuresOn))).toEqual(["features@2026.46", "features@2026.46"]);

  await doors.untilSeen("firebreak.ground_truth.value", "serving.queue.depth", "serving.request.duration");
  await doors.until((counts) => counts["/v1/ground-truth"] > 0);
  expect(doors.truths[0]).toEqual({
    requestId: expect.stringMatching(/^refund-[0-9a-f-]{36}$/),
    value: expect.any(Boolean),
    at: expect.any(Number),
  });
  expect(doors.truths[0]?.at).toBeGreaterThan(startedAt + 20_000);
  expect(doors.misplaced).toEqual([]);
});

test("I3 makes answers wait for a worker until some are turned away, and its end clears the queue", async () => {
  await using doors = await openDoors();
  // Twice what five workers an instance can do.
  await using practice = await openPractice(doors.url, { DRILL_INSTANCES: "1", DRILL_RATE: "12" });
  const port = (await practice.status()).instances[0]?.port ?? 0;
  const underWay = async () => {
    return ((await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()) as { underWay: number }).underWay;
  };
  await doors.untilSeen("assistant-3.8.2");
  expect(doors.marks.has("assistant-3.9.0")).toBe(false);
  await practice.post("/control/begin", { scenario: "I3" });
  await doors.untilSeen("assistant-3.9.0", "queue_full");
  // Five at work and a good part of forty waiting.
  expect(await underWay()).toBeGreaterThan(25);
  await practice.post("/control/end");
  // Twelve a second, each less than a second: nobody has to wait for one of sixteen workers any more.
  while ((await underWay()) > 16) await pause(50);
  expect(await promptOf(port)).toBe("refunds@40");
});

test("I4 and I5 run at once on their services, what they do is in the telemetry, and each ends by itself", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url);
  await doors.untilSeen("enduser.pseudo.id");
  expect((await practice.post("/control/begin", { scenario: "I4" })).status).toBe(200);
  const both = (await practice.post("/control/begin", { scenario: "I5" })).body;
  expect(both.running).toEqual({ scenario: "I4", since: expect.any(Number) });
  expect(both.runningAll.map(({ scenario, service }) => `${scenario} ${service}`)).toEqual([
    "I4 support-assistant",
    "I5 refund-risk",
  ]);
  await doors.untilSeen("handbook-2026-12", "change_payout_account", "refund-policy-10");
  expect((await practice.post("/control/end", { scenario: 7 })).body.code).toBe("SCENARIO_MALFORMED");
  expect((await practice.post("/control/end", { scenario: "I9" })).body.code).toBe("SCENARIO_UNKNOWN");
  expect((await practice.post("/control/end", { scenario: "I4" })).body.running).toMatchObject({ scenario: "I5" });
  expect((await practice.post("/control/end")).body.runningAll).toEqual([]);
});

test("without a key the scoring service stays off, and says so", async () => {
  await using doors = await openDoors();
  await using practice = await openPractice(doors.url, { FIREBREAK_SCORING_KEY: "" });
  const { services, scenarios } = await practice.status();
  expect(services.map(({ service }) => service)).toEqual(["support-assistant"]);
  expect(scenarios.map(({ id, service }) => `${id} ${service}`)).toEqual([
    "I1 support-assistant",
    "I3 support-assistant",
    "I4 support-assistant",
  ]);
  expect(practice.said()).toContain("refund-risk is not started: there is no FIREBREAK_SCORING_KEY");
});
