import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const START_MS = 180_000;

/** Where a product keeps and offers things: the same place again is the same product, restarted. */
export interface Place {
  readonly data: string;
  readonly port: number;
  readonly control: number;
  readonly practice: boolean;
}
export interface Product {
  readonly place: Place;
  readonly url: string;
  /** Makes the administrator; empty on a data folder that has one. */
  readonly link: string;
  /** kill -9 of the server's own process; resolves when the launcher has noticed and ended. */
  killServer(): Promise<{ readonly code: number | null; readonly printed: string }>;
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** The control door, four instances of the assistant, two of the scoring service. */
const PRACTICE_PORTS = 7;
const ROW = 10;

/** Rows below the ports that the system gives out; journeys beside each other look among rows of their own. */
async function freeRow(): Promise<number> {
  const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 8;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 21_000 + worker * 1_000 + Math.floor(Math.random() * 100) * ROW;
    const free = await Promise.all(Array.from({ length: PRACTICE_PORTS }, (_, n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${PRACTICE_PORTS} free ports in a row from 21000 to 29000`);
}
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  const listens = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (!listens) return false;
  server.close();
  await once(server, "close");
  return true;
}

/** A data folder and ports of its own. */
export async function newPlace({ practice = true } = {}): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), "firebreak-e2e-"));
  return { data, port: await freePort(), control: practice ? await freeRow() : 0, practice };
}

function launch({ data, port, control, practice }: Place): { readonly child: ChildProcess; readonly printed: () => string } {
  const child = spawn(
    process.execPath,
    ["scripts/start.mjs", "--data", data, "--port", String(port), ...(practice ? [] : ["--no-practice"])],
    {
      cwd: root,
      env: {
        ...process.env,
        CI: "true",
        DRILL_CONTROL_PORT: String(control),
        DRILL_INSTANCE_PORT: String(control + 1),
        DRILL_SCORING_PORT: String(control + 5),
        PRACTICE_URL: `http://127.0.0.1:${control}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    if (stream)
      createInterface({ input: stream }).on("line", (line) => {
        printed += `${line}\n`;
        child.emit("line");
      });
  }
  return { child, printed: () => printed };
}

/**
 * `npm start` at a place: the launcher, the server with its engines, the practice service. Resolves once it says that it is
 * running and how to stop it, rejects with its output when the launcher ends or three minutes pass.
 */
export async function startProduct(place?: Place): Promise<Product> {
  const where = place ?? (await newPlace());
  const { child, printed } = launch(where);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the product did not start in time:\n${printed()}`)), START_MS);
    child.on("line", () => {
      if (!/Ctrl-C stops everything/.test(printed())) return;
      clearTimeout(timer);
      resolve();
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the launcher ended with ${code}:\n${printed()}`));
    });
  });
  return {
    place: where,
    url: `http://127.0.0.1:${where.port}`,
    link: /https?:\/\/\S+\/welcome\?token=\S+/.exec(printed())?.[0] ?? "",
    async killServer() {
      const lock: unknown = JSON.parse(await readFile(join(where.data, "server.lock"), "utf8"));
      if (typeof lock !== "object" || lock === null || !("pid" in lock) || typeof lock.pid !== "number")
        throw new Error("no server runs");
      const exit = once(child, "exit");
      process.kill(lock.pid, "SIGKILL");
      await exit;
      return { code: child.exitCode, printed: printed() };
    },
    stop: () => ended(child),
    async [Symbol.asyncDispose]() {
      await ended(child);
      await rm(where.data, { recursive: true, force: true });
    },
  };
}

/** A start that is expected to be refused: what it printed and its exit code. */
export async function refusedStart(place: Place): Promise<{ readonly code: number | null; readonly printed: string }> {
  const { child, printed } = launch(place);
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  await once(child, "close");
  clearTimeout(timer);
  return { code: child.exitCode, printed: printed() };
}

/** SIGTERM as Ctrl-C would; after 30 s SIGKILL. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await exit;
  clearTimeout(timer);
}
