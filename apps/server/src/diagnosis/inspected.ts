import type { DeclaredIncident } from "@firebreak/incident";
import { type InspectedSignal, layersOfSignal, symptomOf } from "@firebreak/runbook";
import type { SignalDefinition, SignalSeries } from "@firebreak/signals";
import type { Signals } from "../detection/port.ts";
import { latestOf, readingOf } from "./signal-reading.ts";

const MOST_AT_ONCE = 60;
const MOST_SIGNALS = 180;

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
    const found = await signals.series(latestOf({ service: state.service, signals: ids, at }));
    for (const series of found) read.set(series.signal, series);
  }
  return definitions.map((definition) => {
    const series = read.get(definition.id);
    const { id: signal, title, faultClass } = definition;
    const now = { signal, title, faultClass, ...readingOf(definition, series, onsetLow) };
    const told = state.alerts.findLast((alert) => alert.signal === definition.id);
    if (!told || now.standing === "alarms") return now;
    return { ...now, standing: "alarms" as const, sentence: `${told.sentence} It has come back since.` };
  });
}
