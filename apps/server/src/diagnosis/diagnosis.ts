import { LAYERS_OF } from "@firebreak/incident";
import { LAYER_TITLES, layersOfSignal, symptomOf } from "@firebreak/runbook";
import type { DeskAnswer } from "../auth/port.ts";
import type { Incidents } from "../incidents/port.ts";
import type { Diagnosis, DiagnosisService, Matrix } from "./port.ts";
import { type DiagnosisSources, readDiagnosis } from "./read-diagnosis.ts";

export interface DiagnosisPorts extends DiagnosisSources {
  readonly incidents: Pick<Incidents, "load">;
}

const KEPT_MS = 10_000;
const MOST_KEPT = 50;

/** Who asks while an answer is being made, or within ten seconds of its making, gets that one. */
export function createDiagnosis(ports: DiagnosisPorts): DiagnosisService {
  const { incidents, signals, now } = ports;
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<DeskAnswer<Diagnosis>> }>();

  async function make({ incidentId, harmSignal }: Parameters<DiagnosisService["of"]>[0]): Promise<DeskAnswer<Diagnosis>> {
    const found = await incidents.load(incidentId);
    if (!found) return noIncident(incidentId);
    return readDiagnosis(ports, { incidentId, state: found.state, harmSignal });
  }

  return {
    of(ask) {
      const key = `${ask.incidentId} ${ask.harmSignal ?? ""}`;
      const found = kept.get(key);
      if (found && found.until > now()) return found.answer;
      kept.delete(key);
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
      const answer = make(ask);
      const entry = { until: now() + KEPT_MS, answer };
      kept.set(key, entry);
      const forget = () => kept.get(key) === entry && kept.delete(key);
      answer.then((made) => made.ok || forget(), forget);
      return answer;
    },
    async matrix(incidentId) {
      const found = await incidents.load(incidentId);
      if (!found) return noIncident(incidentId);
      const { state } = found;
      const symptom = symptomOf(state);
      const { definitions } = await signals.catalogue(state.service);
      // What stands now says nothing of an incident that is over.
      const standings = state.situation === "closed" ? [] : signals.standings(state.service);
      const standingOf = new Map(standings.map(({ signal, standing }) => [signal, standing]));
      const rows = definitions
        .map(({ id: signal, title, faultClass }) => ({
          signal,
          title,
          standing: standingOf.get(signal) ?? null,
          layers: layersOfSignal(symptom, { signal, faultClass }),
        }))
        .filter(({ layers, standing }) => layers.length > 0 || standing?.kind === "alarming");
      return { ok: true, value: { symptom, columns: columnsOf(symptom), rows: alarmingFirst(rows) } };
    },
  };
}

const noIncident = (incidentId: string): DeskAnswer<never> => ({
  ok: false,
  code: "NO_INCIDENT",
  message: `There is no incident ${incidentId}. Choose one of the list of incidents.`,
});

const columnsOf = (symptom: Matrix["symptom"]): Matrix["columns"] =>
  LAYERS_OF[symptom].map((layer) => ({ layer, title: LAYER_TITLES[layer] }));

const alarmingFirst = (rows: Matrix["rows"]): Matrix["rows"] =>
  rows.toSorted((a, b) => Number(b.standing?.kind === "alarming") - Number(a.standing?.kind === "alarming"));
