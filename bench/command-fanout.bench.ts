import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { WebSocket } from "ws";
import { milliseconds, quantile, type Row } from "./harness/bench.ts";
import { openLiveSocket } from "./harness/live-socket.ts";
import { declaration, expectData, firstAdministrator } from "./harness/person.ts";
import { freePort, startServer, temporaryData } from "./harness/server.ts";

export const title = "Command → last of 1,000 connected clients, against bare ws after one durable single-row commit";

const CLIENTS = 1000;
const WARM = 50;
const MEASURED = 300;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Both sides in turn, in one run, on one PostgreSQL; both are asked over HTTP, both send a text of the same length. */
export async function run(): Promise<Row[]> {
  await using data = await temporaryData();
  const server = startServer({ data: data.path, port: await freePort() });
  const bare = { close: async () => undefined as unknown };
  try {
    const person = await firstAdministrator(server.url, await server.ready);
    const { incidentId } = await expectData(
      person.mutate("incidents.declare", { commandId: randomUUID(), command: declaration }),
    );
    const firebreak = await openFirebreak(server.url, person.cookie, incidentId);
    const ws = await openBareWs(await databaseOf(data.path));
    bare.close = ws.close;
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let i = 0; i < WARM + MEASURED; i++) {
      const a = await firebreak.measure(i);
      const b = await ws.measure(firebreak.pushed());
      if (i < WARM) continue;
      ours.push(a);
      theirs.push(b);
    }
    firebreak.close();
    return rowsOf(ours, theirs);
  } finally {
    await bare.close();
    await server.end("SIGTERM");
  }
}

function rowsOf(ours: readonly number[], theirs: readonly number[]): Row[] {
  return [0.5, 0.95].map((share) => ({
    quantile: `p${share * 100}`,
    Firebreak: milliseconds(quantile(ours, share)),
    "bare ws + commit": milliseconds(quantile(theirs, share)),
    ratio: (quantile(ours, share) / quantile(theirs, share)).toFixed(2),
    aim: share === 0.5 ? "≤ 1.3" : "",
  }));
}

/** The embedded PostgreSQL that the server just started. */
async function databaseOf(folder: string): Promise<string> {
  const password = await readFile(join(folder, "postgres-password"), "utf8");
  const port = (await readFile(join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n")[3];
  return `postgres://firebreak:${password.trim()}@127.0.0.1:${port}/postgres`;
}

/** Resolves to the time at which the last of all clients has heard. */
function openCounter() {
  let heard = 0;
  let last: (at: number) => void = () => undefined;
  return {
    hear() {
      if (++heard === CLIENTS) last(performance.now());
    },
    all() {
      heard = 0;
      return new Promise<number>((resolve) => {
        last = resolve;
      });
    },
  };
}

async function openFirebreak(url: string, cookie: string, incidentId: string) {
  const counter = openCounter();
  let sample = "";
  const sockets = await inGroups(CLIENTS, () => openLiveSocket(url, cookie));
  for (const socket of sockets) {
    socket.onPush((packet) => {
      if (!packet.startsWith('42["events"')) return;
      sample = packet;
      counter.hear();
    });
  }
  await inGroups(CLIENTS, (n) => (sockets[n] as (typeof sockets)[number]).ask("follow", { incidentId, after: null }));
  const headers = { cookie, origin: url, "content-type": "application/json" };
  return {
    async measure(i: number) {
      const body = JSON.stringify({
        commandId: randomUUID(),
        incidentId,
        command: { type: "AddNote", text: `note ${i}`, proofs: [] },
      });
      const all = counter.all();
      const from = performance.now();
      await post(`${url}/trpc/incidents.command`, headers, body);
      return (await all) - from;
    },
    pushed: () => sample,
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
}

async function openBareWs(databaseUrl: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "harness", "bare-ws-server.ts"), databaseUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const port = Number(String(line));
  const counter = openCounter();
  const sockets = await inGroups(CLIENTS, async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await once(socket, "open");
    socket.on("message", (data) => {
      // Read as text, as the other side's clients do.
      if ((data as Buffer).toString().length > 0) counter.hear();
    });
    return socket;
  });
  return {
    async measure(text: string) {
      const all = counter.all();
      const from = performance.now();
      await post(`http://127.0.0.1:${port}/`, {}, text);
      return (await all) - from;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function inGroups<T>(count: number, open: (n: number) => Promise<T>): Promise<T[]> {
  const opened: T[] = [];
  for (let from = 0; from < count; from += 50) {
    const group = Array.from({ length: Math.min(50, count - from) }, (_, i) => open(from + i));
    opened.push(...(await Promise.all(group)));
  }
  return opened;
}

function post(url: string, headers: Record<string, string>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        response.resume();
        response.once("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      },
    );
    asked.once("error", reject);
    asked.end(body);
  });
}
