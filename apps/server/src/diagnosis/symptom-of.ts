import type { DeclaredIncident, Symptom } from "@firebreak/incident";
import { SYMPTOM_OF } from "@firebreak/runbook";

const OF_CLASS: Readonly<Record<DeclaredIncident["incidentClass"], Symptom>> = {
  data: "outputs-wrong",
  model: "outputs-wrong",
  governance: "outputs-wrong",
  infra: "latency-up",
  security: "safety-regressed",
};

/** What the incident looks like from outside: by its scenario, else by its class. */
export const symptomOf = ({ scenario, incidentClass }: Pick<DeclaredIncident, "scenario" | "incidentClass">): Symptom =>
  scenario === null ? OF_CLASS[incidentClass] : SYMPTOM_OF[scenario];
