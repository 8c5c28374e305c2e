import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, open, readFile, realpath, rename, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import type { Logger } from "pino";
import { type PostgresBinaries, postgresBinaries } from "./binaries.ts";
import { type Launcher, launcherFor } from "./launcher.ts";
import { isAlive, isPostmasterOf } from "./process.ts";

const run = promisify(execFile);
const USER = "firebreak";
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 8_000;

export interface EmbeddedPostgres {
  /** Loopback only; holds the password. */
  readonly url: string;
  readonly pid: number;
  /** Found running from a server that was killed, and taken over. */
  readonly adopted: boolean;
  /** Fires when it ended without being asked to. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** `<folder>/postgres` holds the cluster, `<folder>/postgres-password` its password, readable by the owner alone. */
  readonly folder: string;
  readonly logger: Logger;
  /** For tests only: gives up every promise about a crash of the machine. */
  readonly unsafeFast?: boolean;
}

/**
 * PostgreSQL 18 as a child of this process, made on the first start. It outlives a killed parent on purpose (it stays
 * consistent); the next start finds it by its `postmaster.pid` and adopts it, or stops it when it does not answer.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.folder, { recursive: true });
  const folder = await realpath(options.folder);
  const cluster = join(folder, "postgres");
  const binaries = await postgresBinaries();
  const launcher = await launcherFor({ cluster: folder, binaries: binaries.postgres });
  const password = await keptPassword(join(folder, "postgres-password"));
  if (!existsSync(join(cluster, "PG_VERSION"))) await initialise({ cluster, binaries, launcher, password, options });

  for (let attempt = 1; ; attempt++) {
    const orphan = await adoptOrStop(cluster, password, options.logger);
    if (orphan) return supervised({ url: orphan.url, pid: orphan.pid, child: null, cluster, logger: options.logger });
    const port = await freePort();
    const child = await spawnPostmaster({ cluster, folder, binaries, launcher, port, options });
    const url = urlOf(port, password);
    if (await isReady({ child, cluster, url })) {
      options.logger.info({ port }, "PostgreSQL is ready");
      return supervised({ url, pid: child.pid as number, child, cluster, logger: options.logger });
    }
    await stopPostmaster(child.pid as number, cluster);
    // The port may have been taken between asking and binding, or an orphan was still writing its pid file.
    if (attempt === 3) throw new Error(`PostgreSQL did not start. Its own words are in ${join(folder, "postgres.log")}.`);
  }
}

function urlOf(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
}

async function keptPassword(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, "utf8")).trim();
  const password = randomBytes(24).toString("hex");
  const draft = `${file}.new`;
  await writeFile(draft, password, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
  return password;
}

interface Initialise {
  readonly cluster: string;
  readonly binaries: PostgresBinaries;
  readonly launcher: Launcher;
  readonly password: string;
  readonly options: EmbeddedPostgresOptions;
}
/** Made beside its place and moved there complete, so that a start which was killed half-way leaves nothing that looks whole. */
async function initialise({ cluster, binaries, launcher, password, options }: Initialise): Promise<void> {
  options.logger.info("Making the database. This happens once and takes a few seconds.");
  const draft = await mkdtemp(`${cluster}.new-`);
  const passwordFile = join(draft, "password");
  const target = join(draft, "cluster");
  try {
    await mkdir(target, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    await launcher.own(draft, passwordFile, target);
    const how = [
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--encoding=UTF8",
      "--auth=scram-sha-256",
    ];
    const command = launcher.command(binaries.initdb, [
      `--pgdata=${target}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      "--data-checksums",
      ...how,
      ...(options.unsafeFast ? ["--no-sync"] : []),
    ]);
    await run(command.file, command.args, {
      ...launcher.spawn,
      env: environment(binaries),
      timeout: START_LIMIT_MS,
      cwd: target,
    });
    await rm(cluster, { recursive: true, force: true });
    await rename(target, cluster);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function environment(binaries: PostgresBinaries): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: binaries.libraries };
}

interface Spawn extends Omit<Initialise, "password"> {
  readonly folder: string;
  readonly port: number;
}
async function spawnPostmaster({ cluster, folder, binaries, launcher, port, options }: Spawn): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "80",
    shared_buffers: "64MB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(options.unsafeFast ? { fsync: "off", full_page_writes: "off", synchronous_commit: "off" } : {}),
  };
  const args = [
    "-D",
    cluster,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const command = launcher.command(binaries.postgres, args);
  const logPath = join(folder, "postgres.log");
  await truncate(logPath).catch(() => undefined);
  const log = await open(logPath, "a", 0o600);
  try {
    // Its own process group: Ctrl-C in a terminal reaches the server first, which then stops PostgreSQL in order.
    const child = spawn(command.file, command.args, {
      ...launcher.spawn,
      cwd: cluster,
      env: environment(binaries),
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}
/** Lines of postmaster.pid: pid, folder, start, port, socket folder, address, shared memory key, status. */
async function readPidFile(cluster: string): Promise<PidFile | null> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

async function isReady({ child, cluster, url }: { child: ChildProcess; cluster: string; url: string }): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const file = await readPidFile(cluster);
    if (file?.pid === child.pid && file?.ready && (await answers(url, cluster))) return true;
    await pause(15);
  }
  return false;
}

/** It takes our password and serves our folder. */
async function answers(url: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    return rows[0]?.data_directory === cluster;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function adoptOrStop(cluster: string, password: string, logger: Logger): Promise<{ url: string; pid: number } | null> {
  const deadline = Date.now() + STOP_LIMIT_MS;
  for (;;) {
    const file = await readPidFile(cluster);
    if (!file || !(await isPostmasterOf(file.pid, cluster))) return null;
    const url = urlOf(file.port, password);
    if (file.ready && (await answers(url, cluster))) {
      logger.info({ port: file.port, pid: file.pid }, "PostgreSQL was still running after an unclean stop: taken over");
      return { url, pid: file.pid };
    }
    if (Date.now() > deadline) {
      logger.warn({ pid: file.pid }, "A PostgreSQL of an earlier start does not answer: stopping it");
      await stopPostmaster(file.pid, cluster);
      return null;
    }
    await pause(50);
  }
}

/** Fast shutdown; immediate when that takes too long (the write-ahead log makes that safe). */
async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!(await isPostmasterOf(pid, cluster))) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + STOP_LIMIT_MS;
    while (Date.now() < deadline) {
      if (!isAlive(pid) || !(await isPostmasterOf(pid, cluster))) return;
      await pause(20);
    }
  }
}

interface Supervised {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess | null;
  readonly cluster: string;
  readonly logger: Logger;
}
function supervised({ url, pid, child, cluster, logger }: Supervised): EmbeddedPostgres {
  const listeners: (() => void)[] = [];
  let closing = false;
  let closed: Promise<void> | null = null;
  const lost = () => {
    if (closing) return;
    closing = true;
    logger.fatal({ pid }, "PostgreSQL ended by itself");
    for (const listener of listeners) listener();
  };
  child?.once("exit", lost);
  // Nobody is told about the end of a process that is not a child.
  const watch = child ? null : setInterval(() => void isPostmasterOf(pid, cluster).then((runs) => runs || lost()), 2000).unref();
  return {
    url,
    pid,
    adopted: child === null,
    onLost: (listener) => listeners.push(listener),
    close() {
      closing = true;
      if (watch) clearInterval(watch);
      closed ??= stopPostmaster(pid, cluster);
      return closed;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}
