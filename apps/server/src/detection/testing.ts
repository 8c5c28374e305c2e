import type { LoggedEvent } from "@firebreak/incident";
import { harmOf, SIGNALS } from "@firebreak/signals";
import { pino } from "pino";
import { createFlags } from "../flags/flags.ts";
import { commandsOn, createTestClock, createTestKeys, SERVICE } from "../flags/testing.ts";
import type { Incidents } from "../incidents/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { createContainmentWatch, type Schedule } from "./containment-watch.ts";

/** Time that passes only when told to, and what was put off until then. */
export function createTestTime(start?: number) {
  const clock = createTestClock(start);
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  const schedule: Schedule = (afterMs, run) => {
    const entry = { at: clock.now() + afterMs, run };
    waiting.add(entry);
    return () => waiting.delete(entry);
  };
  return {
    now: clock.now,
    schedule,
    /** Moves on by a second at a time, runs what is due, and waits until `settled`. */
    async pass(ms: number, settled: () => Promise<void>): Promise<void> {
      await settled();
      for (let left = ms; left > 0; left -= 1_000) {
        clock.advance(Math.min(left, 1_000));
        for (const entry of waiting) {
          if (entry.at > clock.now()) continue;
          waiting.delete(entry);
          entry.run();
        }
        await settled();
      }
    },
  };
}

type Tallied = Awaited<ReturnType<TelemetryStore["tally"]>>;
/** What the telemetry would count, set by the test; the windows that were asked for are kept. */
export function createTestTelemetry() {
  const quiet: Tallied = { inside: { bad: 0, total: 0 }, rest: { bad: 0, total: 0 } };
  const counts = { before: quiet, after: quiet, split: 0, instances: [] as { instance: string; lastSeenAt: number }[] };
  const asked: Parameters<TelemetryStore["tally"]>[0][] = [];
  const telemetry: Pick<TelemetryStore, "tally" | "instances"> = {
    async tally(query) {
      asked.push(query);
      return query.to <= counts.split ? counts.before : counts.after;
    },
    instances: async (_service, since) => counts.instances.filter((one) => one.lastSeenAt >= since),
  };
  return { telemetry, counts, asked };
}

/** The bad events of the built-in catalogue's signals. */
const harmOfCatalogue = async (_service: string, signal: string) => {
  const definition = SIGNALS.find(({ id }) => id === signal);
  return definition ? harmOf(definition) : null;
};

/** One node: flags and watch over an incident log, with time in the test's hand. */
export async function openWatchRoom(options: {
  readonly incidents: Incidents;
  readonly time: ReturnType<typeof createTestTime>;
  readonly telemetry?: ReturnType<typeof createTestTelemetry>;
}) {
  const { incidents, time, telemetry = createTestTelemetry() } = options;
  const warnings: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => warnings.push(JSON.parse(line).msg) });
  const flags = createFlags({ incidents, apiKeys: createTestKeys(), logger, now: time.now });
  const watch = createContainmentWatch({
    incidents,
    flags,
    telemetry: telemetry.telemetry,
    harm: harmOfCatalogue,
    logger,
    ...time,
  });
  await watch.ready;
  return {
    ...commandsOn(incidents, time.now),
    telemetry,
    warnings,
    flags,
    settled: () => watch.settled(),
    pass: (ms: number) => time.pass(ms, () => watch.settled()),
    /** These instances evaluate the newest flags now. */
    async read(...instances: string[]): Promise<void> {
      const version = String(flags.flagSet(SERVICE).version);
      flags.noteFlagEvaluations(
        instances.map((instance) => ({
          service: SERVICE,
          at: time.now(),
          instance,
          flagKey: "answer-mode",
          variant: "normal",
          reason: "STATIC",
          version,
        })),
      );
      await watch.settled();
    },
    /** The log of an incident, without the clutter of rows: only what the watch wrote. */
    async written(incidentId: string): Promise<readonly LoggedEvent["event"][]> {
      const rows = await incidents.read(incidentId, 0, 1_000);
      return rows.filter((row) => row.actor.kind === "system").map((row) => row.event);
    },
    async [Symbol.asyncDispose]() {
      await watch.close();
      flags.close();
    },
  };
}
