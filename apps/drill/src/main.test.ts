import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";

// Each test starts several processes; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 90_000 });

interface Instance {
  readonly instance: string;
  readonly port: number;
  readonly pid: number | null;
  readonly alive: boolean;
}
interface Status {
  readonly instances: readonly Instance[];
  readonly services: readonly { readonly service: string; readonly instances: readonly Instance[] }[];
  readonly scenarios: readonly { readonly id: string; readonly service: string }[];
  readonly running: { readonly scenario: string; readonly since: number } | null;
  readonly runningAll: readonly { readonly scenario: string; readonly service: string; readonly since: number }[];
}

type Door = "/v1/traces" | "/v1/logs" | "/v1/metrics" | "/v1/ground-truth" | "flags";
/** What stands in telemetry as it is, protobuf or not. */
const MARKS = [
  "features@2026.46",
  "features@2026.47",
  "handbook-2026-12",
  "change_payout_account",
  "refund-policy-10",
  "enduser.pseudo.id",
  "firebreak.features.missing",
  "firebreak.ground_truth.value",
  "firebreak.prediction.score",
  "assistant-3.8.2",
  "assistant-3.9.0",
  "queue_full",
  "serving.queue.depth",
  "serving.request.duration",
] as const;
type Mark = (typeof MARKS)[number];

/** Firebreak's doors, as far as the practice service knows them: they count what arrives and isolate nothing. A key is for one service. */
async function openDoors() {
  const arrived: Record<Door, number> = { "/v1/traces": 0, "/v1/logs": 0, "/v1/metrics": 0, "/v1/ground-truth": 0, flags: 0 };
  const marks = new Set<Mark>();
  const misplaced: string[] = [];
  const truths: { readonly requestId: string; readonly value: boolean; readonly at: number }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const flag = request.url?.startsWith("/ofrep/") ?? false;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const service = { "Bearer practice": "support-assistant", "Bearer scoring": "refund-risk" }[
        request.headers.authorization ?? ""
      ];
      if (service === undefined) return response.writeHead(401).end();
      const door = flag ? "flags" : (request.url as Door);
      const body = Buffer.concat(chunks);
      if (["/v1/traces", "/v1/logs", "/v1/metrics"].includes(door) && !body.includes(service))
        misplaced.push(`${service} ${door}`);
      for (const mark of MARKS) if (body.includes(mark)) marks.add(mark);
      if (door === "/v1/ground-truth") truths.push(...(JSON.parse(body.toString()) as { truths: typeof truths }).truths);
      arrived[door] += 1;
      response.writeHead(200, { "content-type": flag ? "application/json" : "application/x-protobuf" });
      response.end(flag ? '{"key":"answer-mode","value":"normal","variant":"normal","reason":"STATIC"}' : "");
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    misplaced,
    truths,
    marks,
    async until(enough: (counts: typeof arrived) => boolean) {
      while (!enough(arrived)) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async untilSeen(...wanted: readonly Mark[]) {
      while (!wanted.every((mark) => marks.has(mark))) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openPractice(firebreakUrl: string, environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./main.ts", import.meta.url))], {
    env: {
      ...process.env,
      FIREBREAK_URL: firebreakUrl,
      FIREBREAK_KEY: "practice",
      FIREBREAK_SCORING_KEY: "scoring",
      DRILL_CONTROL_PORT: "0",
      DRILL_INSTANCE_PORT: "0",
      DRILL_INSTANCES: "2",
      DRILL_RATE: "20",
      DRILL_SCORING_RATE: "10",
      DRILL_SEED: "1",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  const door = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const port = /control door on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${errors.join("")}`)));
  });
  const call = (path: string, init?: RequestInit) => fetch(`${door}${path}`, init);
  const post = async (path: string, body: unknown = {}) => {
    const response = await call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Status & { readonly code?: string } };
  };
  return {
    child,
    said: () => errors.join(""),
    call,
    post,
    status: async () => (await (await call("/control")).json()) as Status,
    async [Symbol.asyncDispose]() {
      await ended(child, "SIGTERM");
    },
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

function lives(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
async function gone(pids: readonly (number | null)[]): Promise<void> {
  while (pids.some(lives)) await pause(20);
}
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
