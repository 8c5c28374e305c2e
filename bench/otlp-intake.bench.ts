import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FromSender, FromServer } from "./otlp-intake/messages.ts";

export const title = "OTLP spans from HTTP until queryable, the server on one core";
export type Row = Record<string, string | number>;

const AIM = 50_000;
const SPANS = 200_000;
const SPANS_PER_REQUEST = 1000;
/** Sent once before the clock runs, and again as part of the whole: the store counts them once. */
const WARM_REQUESTS = 60;
const LONGEST_MS = 120_000;

/**
 * The sender encodes everything first, in a process and on a core of its own; the clock runs from its first request to its last
 * 200, and a count in the store must then find every span. The bare figure is the same rows put into an empty store by
 * `TelemetryStore.insert`, no HTTP, no decoding, on the same core.
 */
export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-bench-otlp-"));
  const children: ChildProcess[] = [];
  const start = (script: string, core: number, ...args: string[]): ChildProcess => {
    const file = fileURLToPath(new URL(`./otlp-intake/${script}`, import.meta.url));
    const pinned = process.platform === "linux" ? ["taskset", "-c", String(core)] : [];
    const [command = process.execPath, ...rest] = [...pinned, process.execPath, file, ...args];
    const child = spawn(command, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    children.push(child);
    return child;
  };
  try {
    const bodies = join(folder, "bodies");
    const sender = start("sender.ts", 1, bodies, String(SPANS), String(SPANS_PER_REQUEST));
    await told<FromSender>(sender, "encoded");
    const rows: Row[] = [];
    const bare = await bareInsert(start("server.ts", 0, join(folder, "bare")), bodies);
    for (const encoding of ["identity", "gzip"] as const) {
      const server = start("server.ts", 0, join(folder, encoding));
      const { port } = await told<FromServer, "listening">(server, "listening");
      sender.send({ send: { port, encoding, bodies: WARM_REQUESTS } });
      await told<FromSender, "sent">(sender, "sent");
      server.send({ warm: true });
      await told<FromServer, "warm">(server, "warm");
      sender.send({ send: { port, encoding, bodies: SPANS / SPANS_PER_REQUEST } });
      const sent = await told<FromSender, "sent">(sender, "sent");
      server.send({ finish: true });
      const done = await told<FromServer, "finished">(server, "finished");
      if (done.count !== SPANS) throw new Error(`${done.count} of ${SPANS} spans are in the store.`);
      const rate = SPANS / (sent.ms / 1000);
      rows.push({
        body: encoding,
        "spans/s": Math.round(rate),
        "of the aim": ratio(rate / AIM),
        "of a bare insert": ratio(rate / bare),
        "bare rows/s": Math.round(bare),
        "server CPU µs/span": Number(((done.cpuMs * 1000) / SPANS).toFixed(1)),
        "of it the event loop": Number(((done.loopMs * 1000) / SPANS).toFixed(1)),
        "bytes/span": Math.round(sent.bytes / SPANS),
        repeated: sent.repeated,
      });
    }
    return rows;
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

async function bareInsert(server: ChildProcess, bodies: string): Promise<number> {
  await told<FromServer>(server, "listening");
  server.send({ bare: bodies });
  const { ms, count } = await told<FromServer, "bare">(server, "bare");
  if (count !== SPANS) throw new Error(`${count} of ${SPANS} rows are in the store after the bare insert.`);
  return SPANS / (ms / 1000);
}

async function told<M extends { kind: string }, K extends M["kind"] = M["kind"]>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<M, { kind: K }>> {
  const [message] = (await Promise.race([
    once(child, "message", { signal: AbortSignal.timeout(LONGEST_MS) }),
    once(child, "exit").then(([code]) => {
      throw new Error(`A bench process ended with ${code} before it said ${kind}.`);
    }),
  ])) as [M];
  if (message.kind !== kind) throw new Error(`Expected ${kind}, got ${message.kind}.`);
  return message as Extract<M, { kind: K }>;
}

const ratio = (value: number): string => `${value.toFixed(2)}×`;

if (import.meta.main) console.table(await run());
