import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const MAIN = join(import.meta.dirname, "..", "..", "apps", "server", "src", "main.ts");
const READY_WITHIN_MS = 60_000;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

export async function temporaryData(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "firebreak-bench-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves to the one-time link, or null where an administrator exists. */
  readonly ready: Promise<string | null>;
  /** Its last words. */
  readonly words: readonly string[];
  end(signal: NodeJS.Signals): Promise<void>;
}

/** The real server as a process of its own. */
export function startServer(options: {
  readonly data: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
}): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      FIREBREAK_DATA: options.data,
      PORT: String(options.port),
      LOG_LEVEL: "warn",
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = once(child, "exit");
  const words: string[] = [];
  const ready = readiness(child, words);
  // Whoever kills it before it is ready does not ask.
  ready.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${options.port}`,
    pid: child.pid as number,
    ready,
    words,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}

function readiness(child: ChildProcess, words: string[]): Promise<string | null> {
  if (!child.stdout || !child.stderr) throw new Error("the server has no output");
  let link: string | null = null;
  const keep = (line: string) => {
    words.push(line);
    if (words.length > 50) words.shift();
  };
  createInterface({ input: child.stderr }).on("line", keep);
  const lines = createInterface({ input: child.stdout }).on("line", keep);
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}.\n${words.join("\n")}`));
    const late = setTimeout(() => fail("was not ready within 60 s"), READY_WITHIN_MS);
    child.once("exit", (code, signal) => {
      clearTimeout(late);
      fail(`ended before it was ready (${signal ?? code})`);
    });
    lines.on("line", (line) => {
      link ??= /https?:\S+\/welcome\?token=\S+/.exec(line)?.[0] ?? null;
      if (!line.startsWith("Firebreak is ready")) return;
      clearTimeout(late);
      resolve(link);
    });
  });
}
