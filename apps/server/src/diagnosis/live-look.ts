import { type LiveCheck, segmentKey } from "@firebreak/incident";
import { newcombe, type Proportion, Z99 } from "@firebreak/signals";
import type { Signals } from "../detection/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { readingOf } from "./signal-reading.ts";

/** What one look at a live check found. `holds` is null where too little is known to say. */
export interface LiveLook {
  readonly holds: boolean | null;
  /** What was measured, against what. */
  readonly sentence: string;
}
export interface LiveLookPorts {
  readonly signals: Pick<Signals, "definition" | "harm" | "readings">;
  readonly telemetry: Pick<TelemetryStore, "tally">;
  readonly now: () => number;
}

const COMPARED_MS = 5 * 60_000;
/** Fewer events on either side show no difference, and no likeness either. */
const FEWEST_EVENTS = 30;

/**
 * Runs a live check. Of all traffic: whether detection says that the signal alarms; what is outside and does not alarm yet is left open.
 * Of a segment: whether more of it is bad than of the rest over the last five minutes, with the 99 % interval of the difference (Newcombe).
 */
export function createLiveLook(ports: LiveLookPorts): (service: string, check: LiveCheck) => Promise<LiveLook> {
  const { signals, telemetry, now } = ports;

  function standingLook(service: string, signal: string): LiveLook {
    const found = signals.readings(service).find(({ definition }) => definition.id === signal);
    if (!found) return { holds: null, sentence: unknownSignal(signal) };
    const { standing, sentence } = readingOf(found);
    return { holds: standing === "alarms" ? true : standing === "inside" ? false : null, sentence };
  }
  async function segmentLook(service: string, { signal, segment }: LiveCheck & { segment: NonNullable<LiveCheck["segment"]> }) {
    const [definition, harm] = await Promise.all([signals.definition(service, signal), signals.harm(service, signal)]);
    if (!definition) return { holds: null, sentence: unknownSignal(signal) };
    const { title } = definition;
    if (!harm) return { holds: null, sentence: `${title} has no bad events by which a segment could be compared.` };
    const { inside, rest } = await telemetry.tally({ service, from: now() - COMPARED_MS, to: now(), harm, segment });
    return { holds: isWorse(inside, rest), sentence: compared(title, segmentKey(segment), { inside, rest }) };
  }

  return async (service, check) => {
    const { segment, expects } = check;
    const found = await (segment === null ? standingLook(service, check.signal) : segmentLook(service, { ...check, segment }));
    const isContrary = expects === "inside" || expects === "same";
    return { ...found, holds: found.holds === null ? null : found.holds !== isContrary };
  };
}

const unknownSignal = (signal: string): string =>
  `The service's telemetry does not answer ${signal} now. Send what it is made of, or attach evidence by another signal.`;

function isWorse(inside: Proportion, rest: Proportion): boolean | null {
  if (Math.min(inside.total, rest.total) < FEWEST_EVENTS) return null;
  return newcombe(inside, rest, Z99).low > 0;
}

function compared(
  title: string,
  key: string,
  { inside, rest }: { readonly inside: Proportion; readonly rest: Proportion },
): string {
  const { low, high } = newcombe(inside, rest, Z99);
  const sides = `${share(inside)} bad in ${key} (${inside.bad} of ${inside.total}) against ${share(rest)} in the rest (${rest.bad} of ${rest.total})`;
  return `${title}, last 5 minutes: ${sides}; the difference lies between ${points(low)} and ${points(high)} points (99 %).`;
}
const share = ({ bad, total }: Proportion): string => (total > 0 ? `${((100 * bad) / total).toFixed(1)} %` : "none");
const points = (difference: number): string => (100 * difference).toFixed(1).replace("-", "−");
