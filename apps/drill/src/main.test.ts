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

interface Status {
  readonly instances: readonly {
    readonly instance: string;
    readonly port: number;
    readonly pid: number | null;
    readonly alive: boolean;
  }[];
  readonly running: { readonly scenario: string; readonly since: number } | null;
}

/** Firebreak's doors, as far as the practice service knows them: they count what arrives and isolate nothing. */
async function openDoors() {
  const arrived = { "/v1/traces": 0, "/v1/logs": 0, flags: 0 };
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const flag = request.url?.startsWith("/ofrep/") ?? false;
    request.resume().on("end", () => {
      if (request.headers.authorization !== "Bearer practice") return response.writeHead(401).end();
      const door = flag ? "flags" : (request.url as "/v1/traces" | "/v1/logs");
      arrived[door] += 1;
      response.writeHead(200, { "content-type": flag ? "application/json" : "application/x-protobuf" });
      response.end(flag ? '{"key":"answer-mode","value":"normal","variant":"normal","reason":"STATIC"}' : "");
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async until(enough: (counts: typeof arrived) => boolean) {
      while (!enough(arrived)) await new Promise<void>((resolve) => waiting.push(resolve));
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
      DRILL_CONTROL_PORT: "0",
      DRILL_INSTANCE_PORT: "0",
      DRILL_INSTANCES: "2",
      DRILL_RATE: "20",
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
const promptOf = async (port: number) => {
  const customer = { language: "de", tier: "pro", region: "eu-west" };
  const body = JSON.stringify({ conversationId: "c", customer, question: "Wie kann ich den Newsletter abbestellen?" });
  const response = await fetch(`http://127.0.0.1:${port}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return ((await response.json()) as { prompt: string }).prompt;
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
    const pids = (await practice.status()).instances.map(({ pid }) => pid);
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
