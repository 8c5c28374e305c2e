import { type Effect, segmentKey } from "@firebreak/incident";
import { effectOf, type Harm, type SignalId } from "@firebreak/signals";
import type { Logger } from "pino";
import type { TelemetryStore } from "../telemetry/port.ts";
import { type EffectWindows, effectWindows } from "./effect-windows.ts";
import type { Recorder } from "./recorder.ts";
import { keyOf, type Watched } from "./watched.ts";

export interface EffectMeasurement {
  /** Asks the telemetry at most every 5 s for one containment, and records the effect once it is decisive or time is over. */
  measure(watched: Watched): Promise<void>;
  forget(watched: Pick<Watched, "incidentId" | "containment">): void;
}

const MEASURE_EVERY_MS = 5_000;

export function createEffectMeasurement(ports: {
  readonly telemetry: Pick<TelemetryStore, "tally">;
  readonly harm: (service: string, signal: SignalId) => Promise<Harm | null>;
  readonly recorder: Recorder;
  readonly now: () => number;
  readonly logger: Logger;
}): EffectMeasurement {
  const { now, logger } = ports;
  /** When each containment may be measured again: never while it is being measured, or where it cannot be. */
  const notBefore = new Map<string, number>();

  async function effectIn(watched: Watched, harm: Harm, windows: EffectWindows): Promise<Effect | null> {
    const { segment, harmSignal } = watched.containment;
    const query = { service: watched.state.service, harm, segment };
    const [before, after] = await Promise.all([
      ports.telemetry.tally({ ...query, ...windows.before }),
      ports.telemetry.tally({ ...query, ...windows.after }),
    ]);
    const tallies = { segmentBefore: before.inside, segmentAfter: after.inside, restBefore: before.rest, restAfter: after.rest };
    // The tally counts bad events, whichever way the signal itself is read: more of them is harm.
    const measured = effectOf(tallies, "up", { timeIsOver: windows.timeIsOver });
    const lengths = { beforeSeconds: seconds(windows.before), afterSeconds: seconds(windows.after) };
    return measured && { signal: harmSignal, ...tallies, ...measured, ...lengths };
  }
  async function record(watched: Watched, effect: Effect, timeIsOver: boolean): Promise<void> {
    const { incidentId, containment } = watched;
    if (timeIsOver && effect.verdict === "no-effect") {
      logger.warn(
        { incidentId, containment: segmentKey(containment.segment), effect },
        "A containment showed no effect within five minutes. Try a stricter measure or a wider segment.",
      );
    }
    const command = { type: "RecordEffect" as const, containmentId: containment.containmentId, effect };
    await ports.recorder.record(watched, { about: ["effect"], command });
  }

  return {
    async measure(watched) {
      const { incidentId, state, containment } = watched;
      if (containment.situation !== "active" || containment.effect !== null) return;
      if (now() < (notBefore.get(keyOf(watched)) ?? 0)) return;
      const windows = effectWindows(containment, { impactStartedAt: Date.parse(state.impactStartedAt), now: now() });
      if (!windows) return;
      notBefore.set(keyOf(watched), Number.POSITIVE_INFINITY);
      const askedAt = now();
      let again = askedAt + MEASURE_EVERY_MS;
      try {
        const harm = countable(await ports.harm(state.service, containment.harmSignal));
        const effect = harm && (await effectIn(watched, harm, windows));
        if (effect) await record(watched, effect, windows.timeIsOver);
        if (harm) return;
        again = Number.POSITIVE_INFINITY;
        const { harmSignal } = containment;
        logger.warn({ incidentId, harmSignal }, "The effect cannot be measured: this signal has no bad events to count.");
      } finally {
        notBefore.set(keyOf(watched), again);
      }
    },
    forget(watched) {
      notBefore.delete(keyOf(watched));
    },
  };
}

/** What is bad by its place among a window's records is as frequent before as after. */
const countable = (harm: Harm | null): Harm | null => (harm?.kind === "condition" ? harm : null);

const seconds = (window: { readonly from: number; readonly to: number }) => (window.to - window.from) / 1000;
