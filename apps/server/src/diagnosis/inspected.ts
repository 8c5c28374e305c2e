import type { DeclaredIncident } from "@firebreak/incident";
import { type InspectedSignal, layersOfSignal } from "@firebreak/runbook";
import { explain, formatValue, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import type { Signals } from "../detection/port.ts";
import { symptomOf } from "./symptom-of.ts";

const MINUTE = 60_000;
/** Over so much of the latest telemetry a signal is read. */
const READ_MS = 5 * MINUTE;
const STEP_SECONDS = 60;
const MOST_AT_ONCE = 60;
const MOST_SIGNALS = 180;
/** What alarmed so much before the onset began with something else. */
const EARLIER_MS = 30 * MINUTE;
const EARLIER_STRENGTH = 0.4;

/** What each signal that speaks to a layer says at `at`; one that gave the incident away and has come back counts as it did then. */
export async function inspectedSignals(
  signals: Pick<Signals, "series">,
  ask: {
    readonly state: DeclaredIncident;
    readonly definitions: readonly SignalDefinition[];
    readonly at: number;
    readonly onsetLow: number;
  },
): Promise<readonly InspectedSignal[]> {
  const { state, at, onsetLow } = ask;
  const symptom = symptomOf(state);
  const definitions = ask.definitions
    .filter((definition) => layersOfSignal(symptom, { signal: definition.id, faultClass: definition.faultClass }).length > 0)
    .slice(0, MOST_SIGNALS);
  const read = new Map<string, SignalSeries>();
  for (let n = 0; n < definitions.length; n += MOST_AT_ONCE) {
    const ids = definitions.slice(n, n + MOST_AT_ONCE).map(({ id }) => id);
    const window = { service: state.service, from: at - READ_MS, to: at, stepSeconds: STEP_SECONDS };
    const found = await signals.series({ ...window, signals: ids, segment: null, splitBy: null, compareMs: null });
    for (const series of found) read.set(series.signal, series);
  }
  return definitions.map((definition) => {
    const series = read.get(definition.id);
    const now = inspected(definition, series, onsetLow);
    const told = state.alerts.findLast((alert) => alert.signal === definition.id);
    if (!told || now.standing === "alarms") return now;
    return { ...now, standing: "alarms", sentence: `${told.sentence} It has come back since.` };
  });
}

function inspected(definition: SignalDefinition, series: SignalSeries | undefined, onsetLow: number): InspectedSignal {
  const { id: signal, title, faultClass } = definition;
  return { signal, title, faultClass, ...said(definition, series, onsetLow) };
}

function said(
  definition: SignalDefinition,
  series: SignalSeries | undefined,
  onsetLow: number,
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
