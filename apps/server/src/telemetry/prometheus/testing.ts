import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Where the real programs are; null: not on this machine. `npm test` installs Debian's. */
export const PROMETHEUS = found(process.env.PROMETHEUS, "/usr/bin/prometheus", "/usr/local/bin/prometheus");
export const ALERTMANAGER = found(process.env.ALERTMANAGER, "/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager");

const READY_WITHIN_MS = 20_000;
const END_WITHIN_MS = 5_000;

interface RealServer extends AsyncDisposable {
  readonly url: string;
}

/** Scrapes `target` every second, evaluates the rules as often, and sends their alerts to the Alertmanager. */
export async function startPrometheus(options: {
  readonly target: string;
  readonly rules?: string;
  readonly alertmanager?: string;
}): Promise<RealServer> {
  const host = (url: string) => new URL(url).host;
  return start({
    program: PROMETHEUS,
    files: {
      "prometheus.yml": `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: product
    static_configs: [{ targets: ["${host(options.target)}"] }]
${options.alertmanager === undefined ? "" : `alerting: { alertmanagers: [{ static_configs: [{ targets: ["${host(options.alertmanager)}"] }] }] }`}
`,
      "rules.yml": options.rules ?? "groups: []\n",
    },
    arguments: (folder, address) => [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--log.level=warn",
    ],
  });
}

/** `webhook`: the lines of its one webhook configuration. */
export async function startAlertmanager(webhook: string): Promise<RealServer> {
  return start({
    program: ALERTMANAGER,
    files: {
      "alertmanager.yml": `
route: { receiver: product, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: product
    webhook_configs:
${webhook.replaceAll(/^/gm, "      ")}
`,
    },
    arguments: (folder, address) => [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
      "--log.level=warn",
    ],
  });
}

async function start(what: {
  readonly program: string | null;
  readonly files: Readonly<Record<string, string>>;
  readonly arguments: (folder: string, address: string) => readonly string[];
}): Promise<RealServer> {
  if (what.program === null) throw new Error("The program is not installed.");
  const folder = await mkdtemp(join(tmpdir(), "firebreak-metrics-"));
  for (const [name, text] of Object.entries(what.files)) await writeFile(join(folder, name), text);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(what.program, what.arguments(folder, address), { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4000);
  });
  const dispose = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${address}`;
  if (await answers(`${url}/-/ready`, child)) return { url, [Symbol.asyncDispose]: dispose };
  await dispose();
  throw new Error(`${what.program} did not become ready: ${said}`);
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until && child.exitCode === null; await wait(50)) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return true;
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function found(...paths: readonly (string | undefined)[]): string | null {
  for (const path of paths) {
    if (path === undefined || path === "") continue;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}
