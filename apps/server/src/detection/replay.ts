import { setImmediate } from "node:timers/promises";
import { type Envelope, measureOf, type SignalDefinition, type SignalId, type Standing } from "@firebreak/signals";
import type { PromqlSource, Span, TelemetryStore } from "../telemetry/port.ts";
import type { SeriesQuery } from "./port.ts";
import { readSignals } from "./reading.ts";
import { TIMINGS, type Timing, timingOf } from "./timing.ts";
import { createWatchedSignal } from "./watched-signal.ts";

/** What is said of a signal, or of a part of its traffic, at the end of a window. */
export interface Judged {
  readonly envelope: Envelope;
  readonly standing: Standing | null;
  readonly expectedWithin: (from: number, to: number) => { readonly low: number; readonly high: number } | null;
}

/** It learns over so many windows before this one, within these bounds, so that a fault as long as the window is not all there is. */
const WINDOWS = 4;
const LEAST_HORIZON_MS = 45 * 60_000;
const USUAL_HORIZON_MS = 24 * 3600_000;
const MOST_BUCKETS = 1440;
const MANY_POINTS = 200;

/** A watch that sees the past as detection would have, on buckets coarse enough for the horizon. */
export function createReplay(ports: {
  readonly telemetry: Pick<TelemetryStore, "buckets">;
  readonly promql: PromqlSource | null;
}) {
  return async (query: SeriesQuery & { readonly reference: Span }, definitions: readonly SignalDefinition[]) => {
    const judged = new Map<string, Judged>();
    for (const timing of TIMINGS) {
      const some = definitions.filter((definition) => timingOf(measureOf(definition)) === timing);
      if (some.length > 0) await replayGroup(query, some, timing);
    }
    return (id: SignalId, split: string | null): Judged | null => judged.get(`${id} ${split ?? ""}`) ?? null;

    async function replayGroup(
      { service, segment, splitBy, reference, ...span }: typeof query,
      some: readonly SignalDefinition[],
      timing: Timing,
    ) {
      const { from, to, stepSeconds } = horizonOf(span, timing);
      const trailingSeconds = Math.max(stepSeconds, timing.trailingSeconds);
      const ask = { service, from, to, definitions: some, stepSeconds, trailingSeconds, segment, splitBy, reference };
      const { series } = await readSignals(ports, ask, { objectives: false });
      for (const definition of some) {
        for (const { split, points, referenceEvents } of series.get(definition.id) ?? []) {
          const signal = createWatchedSignal(definition, { stepSeconds, rememberedMs: to - from });
          signal.observe(points, { referenceEvents, adapt: () => false });
          if (points.length > MANY_POINTS) await setImmediate();
          judged.set(`${definition.id} ${split ?? ""}`, {
            envelope: signal.envelope(),
            standing: signal.watch.standing(to),
            expectedWithin: signal.expectations.within,
          });
        }
      }
    }
  };
}

function horizonOf({ from, to }: Span, timing: Timing): Span & { readonly stepSeconds: number } {
  const window = to - from;
  const horizon = Math.max(LEAST_HORIZON_MS, Math.min(WINDOWS * window, Math.max(USUAL_HORIZON_MS, window)));
  const least = horizon / 1000 / MOST_BUCKETS / timing.stepSeconds;
  const stepSeconds = Math.max(1, Math.ceil(least)) * timing.stepSeconds;
  return { from: Math.floor((to - horizon) / (stepSeconds * 1000)) * stepSeconds * 1000, to, stepSeconds };
}
