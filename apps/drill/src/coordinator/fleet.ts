import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { FromInstance, Release, ServiceName, ToInstance } from "../instance/settings.ts";
import type { ServiceSettings } from "./settings.ts";

export interface InstanceStanding {
  readonly instance: string;
  readonly port: number;
  readonly pid: number | null;
  readonly alive: boolean;
}
export interface Fleet {
  standing(): readonly InstanceStanding[];
  /** Those that answer now. */
  ports(): readonly number[];
  /** To all that run, and to each that starts later. Resolves when all that run serve it, or after 2 s. */
  roll(release: Release): Promise<void>;
  /** false: no instance of that name. A stopped one stays stopped until it is started. */
  stop(name: string): Promise<boolean>;
  start(name: string): Promise<boolean>;
  /** Resolves when every running instance listens. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

export interface FleetOptions {
  readonly service: ServiceName;
  /** Instances are named `<instanceName>-1` and so on. */
  readonly instanceName: string;
  readonly program: URL;
  readonly knownGood: Release;
  readonly host: string;
  readonly seed: number;
  readonly settings: ServiceSettings;
  /** What the instances inherit. */
  readonly environment: NodeJS.ProcessEnv;
}

interface Member {
  readonly name: string;
  readonly wantedPort: number;
  port: number;
  child: ChildProcess | null;
  ready: boolean;
  wanted: boolean;
  restarts: number;
  restartTimer: NodeJS.Timeout | null;
}

const ROLL_WITHIN_MS = 2_000;
const STOP_WITHIN_MS = 4_000;
const RESTART_AFTER_MS = 500;
const RESTART_AT_MOST_EVERY_MS = 15_000;

/** The instances as child processes. One that dies is started again, ever more slowly, unless it was stopped on purpose. */
export function createFleet({ settings, ...options }: FleetOptions): Fleet {
  let release = options.knownGood;
  let closing = false;
  const members = Array.from({ length: settings.instances }, (_, i): Member => {
    const port = settings.instancePort === 0 ? 0 : settings.instancePort + i;
    const fresh = { child: null, ready: false, wanted: true, restarts: 0, restartTimer: null };
    return { name: `${options.instanceName}-${i + 1}`, wantedPort: port, port, ...fresh };
  });

  const launch = (member: Member, index: number) => {
    const env = {
      ...options.environment,
      DRILL_SERVICE: options.service,
      DRILL_INSTANCE: member.name,
      DRILL_PORT: String(member.wantedPort),
      DRILL_SEED: String(options.seed + 7_919 * (index + 1) + member.restarts),
      DRILL_RELEASE: JSON.stringify(release),
      FIREBREAK_KEY: settings.key,
      HOST: options.host,
    };
    const child = fork(options.program, [], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    member.child = child;
    member.ready = false;
    child.on("message", (message: FromInstance) => {
      if (message.kind !== "listening") return;
      member.port = message.port;
      member.ready = true;
      // What was rolled out between its start and now.
      tell(member, { kind: "release", release });
    });
    child.on("error", (error) => process.stderr.write(`${member.name}: ${error.message}\n`));
    child.once("exit", (code, signal) => {
      member.child = null;
      member.ready = false;
      if (closing || !member.wanted) return;
      process.stderr.write(`${member.name} ended (${signal ?? code}) and is started again\n`);
      const pause = Math.min(RESTART_AFTER_MS * 2 ** Math.min(member.restarts, 6), RESTART_AT_MOST_EVERY_MS);
      member.restarts += 1;
      member.restartTimer = setTimeout(() => launch(member, index), pause);
    });
  };
  members.forEach(launch);

  return {
    standing: () =>
      members.map(({ name, port, child, ready }) => ({
        instance: name,
        port,
        pid: child?.pid ?? null,
        alive: child !== null && ready,
      })),
    ports: () => members.filter((member) => member.ready).map((member) => member.port),
    async roll(next) {
      release = next;
      await Promise.race([
        Promise.all(members.map((member) => rollTo(member, next))),
        new Promise((resolve) => setTimeout(resolve, ROLL_WITHIN_MS).unref()),
      ]);
    },
    async stop(name) {
      const member = members.find((candidate) => candidate.name === name);
      if (member === undefined) return false;
      await halt(member);
      return true;
    },
    async start(name) {
      const index = members.findIndex((candidate) => candidate.name === name);
      const member = members[index];
      if (member === undefined) return false;
      if (member.wanted && member.child !== null) return true;
      member.wanted = true;
      if (member.restartTimer !== null) clearTimeout(member.restartTimer);
      launch(member, index);
      await untilListening(member);
      return true;
    },
    async listening() {
      await Promise.all(members.map(untilListening));
    },
    async close() {
      closing = true;
      await Promise.all(members.map(halt));
    },
  };
}

function tell(member: Member, message: ToInstance): void {
  if (member.child?.connected) member.child.send(message);
}

async function rollTo(member: Member, release: Release): Promise<void> {
  const { child } = member;
  if (child === null || !member.ready) return;
  const serves = new Promise<void>((resolve) => {
    const heard = (message: FromInstance) => {
      if (message.kind === "release" && sameRelease(message.release, release)) done();
    };
    const done = () => {
      child.off("message", heard).off("exit", done);
      resolve();
    };
    child.on("message", heard).once("exit", done);
  });
  tell(member, { kind: "release", release });
  await serves;
}

function sameRelease(one: Release, other: Release): boolean {
  return Object.keys({ ...one, ...other }).every((artefact) => one[artefact] === other[artefact]);
}

async function untilListening(member: Member): Promise<void> {
  const { child } = member;
  while (child !== null && member.child === child && !member.ready) {
    await Promise.race([once(child, "message"), once(child, "exit")]);
  }
}

/** Asks it to end, and ends it when it does not. */
async function halt(member: Member): Promise<void> {
  member.wanted = false;
  if (member.restartTimer !== null) clearTimeout(member.restartTimer);
  const { child } = member;
  if (child === null || child.exitCode !== null) return;
  const ended = once(child, "exit");
  member.ready = false;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
