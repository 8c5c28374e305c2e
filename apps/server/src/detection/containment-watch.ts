import {
  type Containment,
  type DeclaredIncident,
  type Effect,
  type IncidentCommand,
  SYSTEM_ACTOR,
  segmentKey,
} from "@firebreak/incident";
import { effectOf, SIGNALS, type SignalDefinition } from "@firebreak/signals";
import type { Logger } from "pino";
import type { FlagRoom } from "../flags/flags.ts";
import { SILENT_AFTER_MS } from "../flags/readings.ts";
import type { FoldedIncident, Incidents } from "../incidents/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { acknowledgementOf, turnOf, worthRecording } from "./acknowledgement.ts";
import { commandIdOf } from "./command-id.ts";
import { effectWindows } from "./effect-windows.ts";

/** Runs `run` once after that many milliseconds, unless the answer is called before. */
export type Schedule = (afterMs: number, run: () => void) => () => void;

export interface ContainmentWatch {
  /** The start-up scan is over: what had to happen while the server was down has happened. */
  readonly ready: Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
export interface ContainmentWatchPorts {
  readonly incidents: Pick<Incidents, "handle" | "load" | "list" | "onEvents">;
  readonly flags: Pick<FlagRoom, "ready" | "flagSet" | "readings" | "noteInstances" | "onReading" | "containing">;
  readonly telemetry: Pick<TelemetryStore, "tally" | "instances">;
  readonly now: () => number;
  readonly logger: Logger;
  readonly schedule: Schedule;
}

const REVIEW_EVERY_MS = 1_000;
const MEASURE_EVERY_MS = 5_000;
const INSTANCES_EVERY_MS = 5_000;
const RETRY_AFTER_MS = 5_000;
/** How long an ended containment is followed, until the instances have left it. */
const FOLLOW_ENDED_MS = 5 * 60_000;

type Watched = FoldedIncident & { readonly state: DeclaredIncident };
/** What this watch keeps of one containment besides what the log says. */
interface Memory {
  /** The first flag set version in which the turn's containment is, or is no longer. */
  readonly versions: Map<"isolated" | "ended", number>;
  measuredAt: number;
  measuring: boolean;
  unmeasurable: boolean;
  /** Not to be tried again before, by command id. */
  readonly notBefore: Map<string, number>;
}

/**
 * Writes to the log what becomes of each containment: which instances obey it, what it did to the harm, and its expiry
 * once that has come. It never releases anything else. All it needs is in the log; a restart goes on where it stood.
 */
export function createContainmentWatch(ports: ContainmentWatchPorts): ContainmentWatch {
  const { incidents, flags, telemetry, now, logger } = ports;
  const startedAt = now();
  const watched = new Map<string, Watched>();
  const memories = new Map<string, Memory>();
  const instancesAskedAt = new Map<string, number>();
  const work = new Set<Promise<void>>();
  let cancelNext: (() => void) | null = null;
  let reviewing = false;
  let again = false;
  let closed = false;

  function follow(folded: FoldedIncident): void {
    if (folded.state.situation === "undeclared") return;
    const known = watched.get(folded.incidentId);
    if (known && known.seq > folded.seq) return;
    if (folded.state.situation === "active" && openContainments(folded.state, now()).length > 0) {
      watched.set(folded.incidentId, { ...folded, state: folded.state });
    } else forget(folded.incidentId, folded.state);
  }
  function forget(incidentId: string, state: DeclaredIncident): void {
    watched.delete(incidentId);
    for (const { containmentId } of state.containments) memories.delete(`${incidentId}/${containmentId}`);
  }
  function memoryOf(incidentId: string, containmentId: string): Memory {
    const key = `${incidentId}/${containmentId}`;
    const memory = memories.get(key) ?? {
      versions: new Map(),
      measuredAt: Number.NEGATIVE_INFINITY,
      measuring: false,
      unmeasurable: false,
      notBefore: new Map(),
    };
    memories.set(key, memory);
    return memory;
  }

  /** Runs beside others, is waited for by `settled`, and never rejects. */
  function start(job: () => Promise<void>): void {
    const running = job()
      .catch((error) => logger.error({ err: error }, "The containment watch failed; it tries again."))
      .finally(() => work.delete(running));
    work.add(running);
  }
  function review(): void {
    if (closed) return;
    if (reviewing) {
      again = true;
      return;
    }
    reviewing = true;
    start(async () => {
      try {
        await flags.ready;
        do {
          again = false;
          await reviewAll();
        } while (again && !closed);
      } finally {
        reviewing = false;
        cancelNext?.();
        cancelNext = watched.size > 0 && !closed ? ports.schedule(REVIEW_EVERY_MS, review) : null;
      }
    });
  }
  async function reviewAll(): Promise<void> {
    for (const service of new Set([...watched.values()].map((incident) => incident.state.service))) askInstances(service);
    for (const incident of [...watched.values()]) {
      const open = openContainments(incident.state, now());
      if (open.length === 0) forget(incident.incidentId, incident.state);
      for (const containment of open) {
        if (closed) return;
        if (await expire(incident, containment)) continue;
        await acknowledge(incident, containment);
        if (isMeasurable(containment)) start(() => measure(incident, containment));
      }
    }
  }

  async function issue(
    incident: Watched,
    containment: Containment,
    { commandId, command }: { readonly commandId: string; readonly command: IncidentCommand },
  ): Promise<void> {
    const { incidentId } = incident;
    const memory = memoryOf(incidentId, containment.containmentId);
    if ((memory.notBefore.get(commandId) ?? 0) > now()) return;
    memory.notBefore.set(commandId, now() + RETRY_AFTER_MS);
    const outcome = await incidents.handle({ commandId, incidentId, command, actor: SYSTEM_ACTOR });
    if (!outcome.ok) {
      logger.warn(
        { incidentId, command: command.type, refusal: outcome.refusal },
        "The log refused what the containment watch found.",
      );
      return;
    }
    memory.notBefore.delete(commandId);
    const folded = await incidents.load(incidentId);
    if (folded) follow(folded);
  }

  async function expire(incident: Watched, containment: Containment): Promise<boolean> {
    const { containmentId, expiresAt } = containment;
    if (containment.situation !== "active" || expiresAt === null || Date.parse(expiresAt) > now()) return false;
    const commandId = commandIdOf(incident.incidentId, containmentId, "expire");
    await issue(incident, containment, { commandId, command: { type: "ExpireContainment", containmentId } });
    return true;
  }

  async function acknowledge(incident: Watched, containment: Containment): Promise<void> {
    const { incidentId, state } = incident;
    const turn = turnOf(containment);
    const { versions } = memoryOf(incidentId, containment.containmentId);
    const flagSetVersion = turn.recorded?.flagSetVersion ?? versions.get(turn.kind) ?? flags.flagSet(state.service).version;
    versions.set(turn.kind, flagSetVersion);
    const moment = now();
    const readings = flags.readings(state.service);
    const next = acknowledgementOf({ turn, flagSetVersion, readings, now: moment, startedAt });
    if (!worthRecording({ turn, next, now: moment, startedAt })) return;
    // One record comes after another: whoever writes it first, on any node, has written it.
    const commandId = commandIdOf(incidentId, containment.containmentId, turn.kind, turn.recorded?.at ?? "first");
    const command = {
      type: "RecordAcknowledgement" as const,
      containmentId: containment.containmentId,
      ...next,
      acknowledged: [...next.acknowledged],
      pending: [...next.pending],
      silent: [...next.silent],
    };
    await issue(incident, containment, { commandId, command });
  }

  function isMeasurable(containment: Containment): boolean {
    return containment.situation === "active" && containment.effect === null;
  }
  async function measure(incident: Watched, containment: Containment): Promise<void> {
    const { incidentId, state } = incident;
    const memory = memoryOf(incidentId, containment.containmentId);
    if (memory.measuring || memory.unmeasurable || now() < memory.measuredAt + MEASURE_EVERY_MS) return;
    const windows = effectWindows(containment, { impactStartedAt: Date.parse(state.impactStartedAt), now: now() });
    if (!windows) return;
    const signal = proportion(containment.harmSignal);
    if (!signal) {
      memory.unmeasurable = true;
      logger.warn(
        { incidentId, harmSignal: containment.harmSignal },
        "The effect cannot be measured: this signal is no proportion.",
      );
      return;
    }
    memory.measuring = true;
    memory.measuredAt = now();
    try {
      const effect = await effectIn({ state, containment, signal, windows });
      if (!effect) return;
      if (windows.timeIsOver && effect.verdict === "no-effect") {
        logger.warn(
          { incidentId, containment: segmentKey(containment.segment), effect },
          "A containment showed no effect within five minutes. Try a stricter measure or a wider segment.",
        );
      }
      const { containmentId } = containment;
      const commandId = commandIdOf(incidentId, containmentId, "effect");
      await issue(incident, containment, { commandId, command: { type: "RecordEffect", containmentId, effect } });
    } finally {
      memory.measuring = false;
    }
  }
  async function effectIn(asked: {
    readonly state: DeclaredIncident;
    readonly containment: Containment;
    readonly signal: SignalDefinition;
    readonly windows: NonNullable<ReturnType<typeof effectWindows>>;
  }): Promise<Effect | null> {
    const { signal, windows } = asked;
    const query = { service: asked.state.service, signal: signal.id, segment: asked.containment.segment };
    const [before, after] = await Promise.all([
      telemetry.tally({ ...query, ...windows.before }),
      telemetry.tally({ ...query, ...windows.after }),
    ]);
    const tallies = { segmentBefore: before.inside, segmentAfter: after.inside, restBefore: before.rest, restAfter: after.rest };
    const measured = effectOf(tallies, signal.badDirection, { timeIsOver: windows.timeIsOver });
    return (
      measured && {
        signal: signal.id,
        ...tallies,
        ...measured,
        beforeSeconds: seconds(windows.before),
        afterSeconds: seconds(windows.after),
      }
    );
  }

  /** An instance that answers requests but never reads its flags is found in the telemetry only. */
  function askInstances(service: string): void {
    if (now() < (instancesAskedAt.get(service) ?? Number.NEGATIVE_INFINITY) + INSTANCES_EVERY_MS) return;
    instancesAskedAt.set(service, now());
    start(async () => flags.noteInstances(service, await telemetry.instances(service, now() - SILENT_AFTER_MS)));
  }

  const unfollowEvents = incidents.onEvents((_incidentId, _rows, folded) => {
    follow(folded);
    if (watched.has(folded.incidentId)) review();
  });
  const unfollowReadings = flags.onReading(({ service }) => {
    for (const incident of watched.values()) if (incident.state.service === service) return review();
  });

  async function scan(): Promise<void> {
    await flags.ready;
    const listed = (await incidents.list()).filter((summary) => summary.situation === "active");
    for (const incidentId of new Set([...flags.containing(), ...listed.map((summary) => summary.incidentId)])) {
      const folded = await incidents.load(incidentId);
      if (folded) follow(folded);
    }
    review();
    await settled();
  }
  async function scanPersistently(): Promise<void> {
    while (!closed) {
      try {
        return await scan();
      } catch (error) {
        logger.error({ err: error }, "The active containments could not be read; trying again.");
        await new Promise<void>((resolve) => ports.schedule(RETRY_AFTER_MS, resolve));
      }
    }
  }
  async function settled(): Promise<void> {
    while (work.size > 0) await Promise.all(work);
  }
  const ready = scanPersistently();

  return {
    ready,
    settled,
    async close() {
      closed = true;
      cancelNext?.();
      unfollowEvents();
      unfollowReadings();
      await settled();
    },
  };
}

/** Active ones, and those that ended a moment ago until the log says that every instance has left them. */
function openContainments(state: DeclaredIncident, now: number): readonly Containment[] {
  return state.containments.filter((containment) => {
    if (containment.situation === "active") return true;
    const { since, recorded } = turnOf(containment);
    return now - since < FOLLOW_ENDED_MS && !(recorded && recorded.pending.length === 0);
  });
}

function proportion(signalId: string): SignalDefinition | null {
  const signal = SIGNALS.find((candidate) => candidate.id === signalId);
  return signal?.kind === "proportion" ? signal : null;
}

const seconds = (window: { readonly from: number; readonly to: number }) => (window.to - window.from) / 1000;
