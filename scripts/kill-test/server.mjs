import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const MAIN = join(import.meta.dirname, "..", "..", "apps", "server", "src", "main.ts");
const READY_WITHIN_MS = 60_000;

export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** The real server as a process of its own. `ready` resolves to the one-time link, or null where an administrator exists. */
export function startServer({ data, port }) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, FIREBREAK_DATA: data, PORT: String(port), LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = once(child, "exit");
  let link = null;
  const words = [];
  createInterface({ input: child.stderr }).on("line", (line) => words.push(line));
  const ready = new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`The server was not ready within 60 s.\n${words.join("\n")}`)),
      READY_WITHIN_MS,
    );
    createInterface({ input: child.stdout }).on("line", (line) => {
      words.push(line);
      if (words.length > 50) words.shift();
      link ??= /https?:\S+\/welcome\?token=\S+/.exec(line)?.[0] ?? null;
      if (!line.startsWith("Firebreak is ready")) return;
      clearTimeout(late);
      resolve(link);
    });
    gone.then(([code, signal]) => {
      clearTimeout(late);
      const error = new Error(`The server ended before it was ready (${signal ?? code}).\n${words.join("\n")}`);
      reject(Object.assign(error, { signal }));
    });
  });
  ready.catch(() => undefined);
  return {
    ready,
    words,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}
