import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Instance {
  readonly instance: string;
  readonly port: number;
  readonly pid: number | null;
  readonly alive: boolean;
}
export interface Status {
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

interface Truth {
  readonly requestId: string;
  readonly value: boolean;
  readonly at: number;
}
export interface Doors extends AsyncDisposable {
  readonly url: string;
  /** Telemetry that came with another service's key. */
  readonly misplaced: readonly string[];
  readonly truths: readonly Truth[];
  readonly marks: ReadonlySet<Mark>;
  until(enough: (counts: Readonly<Record<Door, number>>) => boolean): Promise<void>;
  untilSeen(...wanted: readonly Mark[]): Promise<void>;
}
export interface Practice extends AsyncDisposable {
  readonly child: ChildProcess;
  said(): string;
  call(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Status & { readonly code?: string } }>;
  status(): Promise<Status>;
}

/** Firebreak's doors, as far as the practice service knows them: they count what arrives and isolate nothing. A key is for one service. */
export async function openDoors(): Promise<Doors> {
  const arrived: Record<Door, number> = { "/v1/traces": 0, "/v1/logs": 0, "/v1/metrics": 0, "/v1/ground-truth": 0, flags: 0 };
  const marks = new Set<Mark>();
  const misplaced: string[] = [];
  const truths: Truth[] = [];
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
      if (door === "/v1/ground-truth") truths.push(...(JSON.parse(body.toString()) as { truths: Truth[] }).truths);
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

/** The practice service as a process of its own, on ports that the system chooses. */
export async function openPractice(firebreakUrl: string, environment: Readonly<Record<string, string>> = {}): Promise<Practice> {
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

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

export function lives(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
export async function gone(pids: readonly (number | null)[]): Promise<void> {
  while (pids.some(lives)) await pause(20);
}
