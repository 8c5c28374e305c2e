import type { DeclaredIncident } from "@firebreak/incident";
import type { Harm, SignalId } from "@firebreak/signals";
import type { Logger } from "pino";
import { type ContainmentFlags, SILENT_AFTER_MS } from "../flags/port.ts";
import type { FoldedIncident, Incidents } from "../incidents/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { acknowledgementOf, turnOf, worthRecording } from "./acknowledgement.ts";
import { createEffectMeasurement } from "./effect-measurement.ts";
import { createRecorder } from "./recorder.ts";
import { keyOf, openContainments, type Watched, type WatchedIncident } from "./watched.ts";

/** Runs `run` once after that many milliseconds, unless the answer is called before. */
export type Schedule = (afterMs: number, run: () => void) => () => void;

export interface ContainmentWatch {
  /** The start-up scan is over: what had to happen while the server was down has happened. Never rejects. */
  readonly ready: Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
export interface ContainmentWatchPorts {
  readonly incidents: Pick<Incidents, "handle" | "load" | "list" | "onEvents">;
  readonly flags: ContainmentFlags;
  readonly telemetry: Pick<TelemetryStore, "tally" | "instances">;
  /** The bad events of a signal; null where it has none. */
  readonly harm: (service: string, signal: SignalId) => Promise<Harm | null>;
  readonly now: () => number;
  readonly logger: Logger;
  readonly schedule: Schedule;
}

const REVIEW_EVERY_MS = 1_000;
const INSTANCES_EVERY_MS = 5_000;
const RETRY_AFTER_MS = 5_000;

/**
 * Writes to the log what becomes of each containment: which instances obey it, what it did to the harm, and its expiry
 * once that has come. It never releases anything else. All it needs is in the log; a restart goes on where it stood.
 */
export function createContainmentWatch(ports: ContainmentWatchPorts): ContainmentWatch {
  const { incidents, flags, now, logger } = ports;
  const startedAt = now();
  const watched = new Map<string, WatchedIncident>();
  /** For each containment and turn, the first flag set version in which it is, or is no longer. */
  const versions = new Map<string, number>();
  const instancesAskedAt = new Map<string, number>();
  const jobs = createJobs(logger);
  const recorder = createRecorder({ incidents, now, logger, onRecorded: follow });
  const effects = createEffectMeasurement({ telemetry: ports.telemetry, harm: ports.harm, recorder, now, logger });
  let closed = false;

  function follow(folded: FoldedIncident): void {
    const { incidentId, state } = folded;
    if (state.situation === "undeclared" || (watched.get(incidentId)?.seq ?? 0) > folded.seq) return;
    if (openContainments({ incidentId, state }, now()).length > 0) watched.set(incidentId, { ...folded, state });
    else forget(incidentId, state);
  }
  function forget(incidentId: string, state: DeclaredIncident): void {
    watched.delete(incidentId);
    for (const containment of state.containments) {
      const key = keyOf({ incidentId, containment });
      versions.delete(`${key} isolated`);
      versions.delete(`${key} ended`);
      recorder.forget({ incidentId, containment });
      effects.forget({ incidentId, containment });
    }
  }

  async function reviewAll(): Promise<void> {
    await flags.ready;
    for (const { state } of watched.values()) askInstances(state.service);
    for (const incident of watched.values()) {
      const open = openContainments(incident, now());
      if (open.length === 0) forget(incident.incidentId, incident.state);
      for (const one of open) {
        if (closed) return;
        if (await expire(one)) continue;
        await acknowledge(one);
        jobs.start(() => effects.measure(one));
      }
    }
  }
  async function expire(one: Watched): Promise<boolean> {
    const { containmentId, situation, expiresAt } = one.containment;
    if (situation !== "active" || expiresAt === null || Date.parse(expiresAt) > now()) return false;
    await recorder.record(one, { about: ["expire"], command: { type: "ExpireContainment", containmentId } });
    return true;
  }
  async function acknowledge(one: Watched): Promise<void> {
    const turn = turnOf(one.containment);
    const { service } = one.state;
    const versionKey = `${keyOf(one)} ${turn.kind}`;
    const flagSetVersion = turn.recorded?.flagSetVersion ?? versions.get(versionKey) ?? flags.flagSet(service).version;
    versions.set(versionKey, flagSetVersion);
    const facts = { turn, flagSetVersion, readings: flags.readings(service), now: now(), startedAt };
    const next = acknowledgementOf(facts);
    if (!worthRecording({ ...facts, next })) return;
    const [acknowledged, pending, silent] = [[...next.acknowledged], [...next.pending], [...next.silent]];
    const { containmentId } = one.containment;
    await recorder.record(one, {
      // One record comes after another: whoever writes it first, on any node, has written it.
      about: [turn.kind, turn.recorded?.at ?? "first"],
      command: { type: "RecordAcknowledgement", containmentId, ...next, acknowledged, pending, silent },
    });
  }
  /** An instance that answers requests but never reads its flags is found in the telemetry only. */
  function askInstances(service: string): void {
    if (now() < (instancesAskedAt.get(service) ?? 0) + INSTANCES_EVERY_MS) return;
    instancesAskedAt.set(service, now());
    jobs.start(async () => flags.noteInstances(service, await ports.telemetry.instances(service, now() - SILENT_AFTER_MS)));
  }

  const reviews = createReviews({ jobs, review: reviewAll, schedule: ports.schedule, wanted: () => watched.size > 0 });
  const unfollowEvents = incidents.onEvents((incidentId, _rows, folded) => {
    follow(folded);
    if (watched.has(incidentId)) reviews.request();
  });
  const unfollowReadings = flags.onReading(({ service }) => {
    for (const { state } of watched.values()) if (state.service === service) return reviews.request();
  });

  async function scan(): Promise<void> {
    await flags.ready;
    const listed = (await incidents.list()).filter((summary) => summary.situation === "active");
    for (const incidentId of new Set([...flags.containing(), ...listed.map((summary) => summary.incidentId)])) {
      const folded = await incidents.load(incidentId);
      if (folded) follow(folded);
    }
    reviews.request();
    await jobs.settled();
  }
  async function scanPersistently(): Promise<void> {
    while (!closed) {
      try {
        return await scan();
      } catch (error) {
        if (closed) return;
        logger.error({ err: error }, "The active containments could not be read; trying again.");
        await new Promise<void>((resolve) => ports.schedule(RETRY_AFTER_MS, resolve));
      }
    }
  }

  return {
    ready: scanPersistently(),
    settled: () => jobs.settled(),
    async close() {
      closed = true;
      reviews.close();
      unfollowEvents();
      unfollowReadings();
      await jobs.settled();
    },
  };
}

interface Jobs {
  start(job: () => Promise<void>): void;
  settled(): Promise<void>;
}
/** Jobs that run beside each other, are waited for by `settled`, and never reject. */
function createJobs(logger: Logger): Jobs {
  const running = new Set<Promise<void>>();
  return {
    start(job) {
      const one = job()
        .catch((error) => logger.error({ err: error }, "The containment watch failed; it tries again."))
        .finally(() => running.delete(one));
      running.add(one);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** One review at a time; asked for during one, another follows at once; then one a second while it is wanted. */
function createReviews(ports: {
  readonly jobs: Jobs;
  readonly review: () => Promise<void>;
  readonly schedule: Schedule;
  readonly wanted: () => boolean;
}) {
  let cancelNext = () => {};
  let reviewing = false;
  let again = false;
  let closed = false;
  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await ports.review();
      } while (again && !closed);
    } finally {
      reviewing = false;
      cancelNext();
      if (ports.wanted() && !closed) cancelNext = ports.schedule(REVIEW_EVERY_MS, request);
    }
  }
  function request(): void {
    if (closed) return;
    if (reviewing) {
      again = true;
      return;
    }
    reviewing = true;
    ports.jobs.start(run);
  }
  return {
    request,
    close() {
      closed = true;
      cancelNext();
    },
  };
}
