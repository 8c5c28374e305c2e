import type { InspectedSignal } from "@firebreak/runbook";
import { explain, formatValue, type SignalDefinition } from "@firebreak/signals";
import type { SignalReading } from "../detection/port.ts";

/** What alarmed so much before the onset began with something else. */
const EARLIER_MS = 30 * 60_000;
const EARLIER_STRENGTH = 0.4;

/** What a signal says now, for a person. `onsetLow`: what alarmed long before it is of another fault. */
export function readingOf(
  { definition, standing, envelope, latest }: SignalReading,
  onsetLow: number = Number.NEGATIVE_INFINITY,
): Pick<InspectedSignal, "standing" | "sentence" | "strength"> {
  const { title, unit } = definition;
  const [reason] = standing.kind === "alarming" ? standing.reasons : [];
  if (standing.kind === "alarming" && reason) {
    const sentence = explain(definition, { reason, since: standing.since, formatTime: clock });
    const isEarlier = standing.since < onsetLow - EARLIER_MS;
    return { standing: "alarms", sentence, ...(isEarlier ? { strength: EARLIER_STRENGTH } : {}) };
  }
  if (latest === null) return { standing: "silent", sentence: `${title}: nothing was heard of late.` };
  const { value } = latest;
  const reads = `${title} ${formatValue(unit, value)}`;
  if (standing.kind === "learning") return { standing: "learning", sentence: `${reads}; what is usual is still being learnt.` };
  if (envelope.kind !== "band") return { standing: "inside", sentence: `${reads}, nothing unusual.` };
  const { low, high } = envelope;
  const band = `its envelope (${formatValue(unit, low)}–${formatValue(unit, high)})`;
  if (value >= low && value <= high) return { standing: "inside", sentence: `${reads}, inside ${band}.` };
  return { standing: isBad(definition, { value, low }) ? "outside" : "inside", sentence: `${reads}, outside ${band}.` };
}

const isBad = ({ badDirection }: SignalDefinition, { value, low }: { value: number; low: number }): boolean =>
  badDirection === "both" || value < low === (badDirection === "down");

const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
