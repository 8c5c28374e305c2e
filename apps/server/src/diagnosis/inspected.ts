import type { DeclaredIncident } from "@firebreak/incident";
import { type InspectedSignal, layersOfSignal, symptomOf } from "@firebreak/runbook";
import type { SignalDefinition } from "@firebreak/signals";
import type { SignalReading, Signals } from "../detection/port.ts";
import { readingOf } from "./signal-reading.ts";

const READ_MS = 5 * 60_000;
const STEP_SECONDS = 60;
const MOST_AT_ONCE = 60;

export interface InspectQuestion {
  readonly state: DeclaredIncident;
  readonly definitions: readonly SignalDefinition[];
  /** The moment they are read at. */
  readonly at: number;
  readonly onsetLow: number;
}

/** What each signal that speaks to a layer says; one that gave the incident away and has come back counts as it did then. */
export async function inspectedSignals(
  signals: Pick<Signals, "series" | "readings">,
  { state, definitions, at, onsetLow }: InspectQuestion,
): Promise<readonly InspectedSignal[]> {
  const symptom = symptomOf(state);
  const speaking = definitions.filter(({ id: signal, faultClass }) => layersOfSignal(symptom, { signal, faultClass }).length > 0);
  const live = state.situation === "closed" ? [] : signals.readings(state.service);
  const readings = live.length > 0 ? live : await readingsAt(signals, { service: state.service, definitions: speaking, at });
  const byId = new Map(readings.map((reading) => [reading.definition.id, reading]));
  return speaking.map((definition) => {
    const { id: signal, title, faultClass } = definition;
    const now = { signal, title, faultClass, ...readingOf(byId.get(signal) ?? unheard(definition), onsetLow) };
    const told = state.alerts.findLast((alert) => alert.signal === signal);
    if (!told || now.standing === "alarms") return now;
    return { ...now, standing: "alarms" as const, sentence: `${told.sentence} It has come back since.` };
  });
}

/** Of a time that is past, or of a service that nobody follows now: what detection would have said. */
async function readingsAt(
  signals: Pick<Signals, "series">,
  {
    service,
    definitions,
    at,
  }: { readonly service: string; readonly definitions: readonly SignalDefinition[]; readonly at: number },
): Promise<readonly SignalReading[]> {
  const window = {
    service,
    from: at - READ_MS,
    to: at,
    stepSeconds: STEP_SECONDS,
    segment: null,
    splitBy: null,
    compareMs: null,
  };
  const found: SignalReading[] = [];
  for (let n = 0; n < definitions.length; n += MOST_AT_ONCE) {
    const some = definitions.slice(n, n + MOST_AT_ONCE);
    for (const series of await signals.series({ ...window, signals: some.map(({ id }) => id) })) {
      const definition = some.find(({ id }) => id === series.signal);
      const point = series.points.findLast(({ value }) => value !== null);
      const value = series.current ?? point?.value ?? null;
      if (definition)
        found.push({
          definition,
          standing: series.standing ?? { kind: "learning" },
          envelope: series.envelope,
          latest: value === null ? null : { at: point?.at ?? at, value },
        });
    }
  }
  return found;
}

const unheard = (definition: SignalDefinition): SignalReading => ({
  definition,
  standing: { kind: "learning" },
  envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 0 },
  latest: null,
});
