import type { InspectedSignal } from "@firebreak/runbook";
import { explain, formatValue, type SignalDefinition, type SignalId, type SignalSeries } from "@firebreak/signals";
import type { SeriesQuery } from "../detection/port.ts";

const MINUTE = 60_000;
/** Over so much of the latest telemetry a signal is read. */
const READ_MS = 5 * MINUTE;
const STEP_SECONDS = 60;
/** What alarmed so much before the onset began with something else. */
const EARLIER_MS = 30 * MINUTE;
const EARLIER_STRENGTH = 0.4;

export function latestOf(ask: {
  readonly service: string;
  readonly signals: readonly SignalId[];
  readonly at: number;
}): SeriesQuery {
  const { service, signals, at } = ask;
  const whole = { segment: null, splitBy: null, compareMs: null };
  return { service, signals, from: at - READ_MS, to: at, stepSeconds: STEP_SECONDS, ...whole };
}

/** What a signal says now, for a person. `onsetLow`: what alarmed long before it is of another fault. */
export function readingOf(
  definition: SignalDefinition,
  series: SignalSeries | undefined,
  onsetLow: number = Number.NEGATIVE_INFINITY,
): Pick<InspectedSignal, "standing" | "sentence" | "strength"> {
  const { title, unit } = definition;
  const standing = series?.standing ?? null;
  const [reason] = standing?.kind === "alarming" ? standing.reasons : [];
  if (standing?.kind === "alarming" && reason) {
    const sentence = explain(definition, { reason, since: standing.since, formatTime: clock });
    const isEarlier = standing.since < onsetLow - EARLIER_MS;
    return { standing: "alarms", sentence, ...(isEarlier ? { strength: EARLIER_STRENGTH } : {}) };
  }
  const value = series?.current ?? series?.points.findLast((point) => point.value !== null)?.value ?? null;
  if (value === null) return { standing: "silent", sentence: `${title}: nothing was heard in five minutes.` };
  const reads = `${title} ${formatValue(unit, value)}`;
  if (standing?.kind === "learning") return { standing: "learning", sentence: `${reads}; what is usual is still being learnt.` };
  if (series?.envelope.kind !== "band") return { standing: "inside", sentence: `${reads}, nothing unusual.` };
  const { low, high } = series.envelope;
  const band = `its envelope (${formatValue(unit, low)}–${formatValue(unit, high)})`;
  if (value >= low && value <= high) return { standing: "inside", sentence: `${reads}, inside ${band}.` };
  return { standing: isBad(definition, { value, low }) ? "outside" : "inside", sentence: `${reads}, outside ${band}.` };
}

const isBad = ({ badDirection }: SignalDefinition, { value, low }: { value: number; low: number }): boolean =>
  badDirection === "both" || value < low === (badDirection === "down");

const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
