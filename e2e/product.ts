import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Product {
  readonly url: string;
  /** Makes the administrator; printed by the first start. */
  readonly link: string;
  readonly controlUrl: string;
  /** What the launcher printed so far. */
  readonly output: () => string;
  stop(): Promise<void>;
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

/** The instances take four ports in a row; high ones that nothing else is given by the system at the same time. */
const practicePorts = () => 21_000 + Math.floor(Math.random() * 900) * 10;

/**
 * `npm start` on a data folder of its own: the launcher, the server with its engines, the practice service. Resolves once
 * the one-time link was printed, rejects with the output when the launcher ends or 3 minutes pass.
 */
export async function startProduct(
  options: { readonly practice?: boolean; readonly environment?: Record<string, string> } = {},
): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), "firebreak-e2e-"));
  const port = await freePort();
  const control = practicePorts();
  const child = spawn(
    process.execPath,
    ["scripts/start.mjs", "--data", data, "--port", String(port), ...(options.practice === false ? ["--no-practice"] : [])],
    {
      cwd: root,
      env: {
        ...process.env,
        CI: "true",
        DRILL_CONTROL_PORT: String(control),
        DRILL_INSTANCE_PORT: String(control + 1),
        PRACTICE_URL: `http://127.0.0.1:${control}`,
        ...options.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  const link = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the product did not start within 3 minutes:\n${printed}`)), 180_000);
    const read = (line: string) => {
      printed += `${line}\n`;
      const match = /https?:\/\/\S+\/welcome\?token=\S+/.exec(line);
      if (match) {
        clearTimeout(timer);
        resolve(match[0]);
      }
    };
    createInterface({ input: child.stdout }).on("line", read);
    createInterface({ input: child.stderr }).on("line", read);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the launcher ended with ${code}:\n${printed}`));
    });
  });
  const stop = async () => {
    await ended(child);
    await rm(data, { recursive: true, force: true });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    link,
    controlUrl: `http://127.0.0.1:${control}`,
    output: () => printed,
    stop,
    [Symbol.asyncDispose]: stop,
  };
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
