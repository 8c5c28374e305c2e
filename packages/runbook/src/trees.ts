import type { DeclaredIncident, IncidentClass, IncidentCommand, Layer, ScenarioId, Symptom } from "@firebreak/incident";
import { LAYER_CHECKS } from "./layer-checks.ts";
import { LAYER_TITLES, LAYERS, SYMPTOM_OF } from "./layers.ts";
import { USUAL_CAUSES, type UsualCause } from "./scenario-hypotheses.ts";

export type HypothesisPlan = Extract<IncidentCommand, { type: "AddHypothesis" }>;

/**
 * Runbook C4: the layers of a symptom in the order in which they are inspected, and under them what the scenario usually turns out to be.
 * Each can be issued as it stands, in this order: a parent comes before its children. The same ids each time: what was laid out already
 * is refused with `HYPOTHESIS_EXISTS`.
 */
export function treeFor({
  symptom,
  scenario,
}: {
  readonly symptom: Symptom;
  /** null: nobody knows yet; the layers alone. */
  readonly scenario: ScenarioId | null;
}): readonly HypothesisPlan[] {
  const layers: readonly Layer[] = LAYERS[symptom];
  const causes = scenario === null ? [] : USUAL_CAUSES[scenario].filter(({ layer }) => layers.includes(layer));
  return [...layers.map(planOfLayer), ...causes.map(planOfCause)];
}

/** What an incident looks like from outside: as its scenario does, else as its class usually does. */
export function symptomOf({ scenario, incidentClass }: Pick<DeclaredIncident, "scenario" | "incidentClass">): Symptom {
  return scenario === null ? SYMPTOM_OF_CLASS[incidentClass] : SYMPTOM_OF[scenario];
}
const SYMPTOM_OF_CLASS: Readonly<Record<IncidentClass, Symptom>> = {
  data: "outputs-wrong",
  model: "outputs-wrong",
  infra: "latency-up",
  security: "safety-regressed",
  governance: "outputs-wrong",
};

const planOfLayer = (layer: Layer): HypothesisPlan => ({
  type: "AddHypothesis",
  hypothesisId: layer,
  parentId: null,
  layer,
  statement: LAYER_TITLES[layer],
  check: LAYER_CHECKS[layer],
});
const planOfCause = ({ layer, ...cause }: UsualCause): HypothesisPlan => ({
  type: "AddHypothesis",
  parentId: layer,
  layer,
  ...cause,
});

const PLANNED: ReadonlyMap<string, Layer> = new Map([
  ...Object.values(LAYERS).flatMap((layers) => layers.map((layer) => [layer, layer] as const)),
  ...Object.values(USUAL_CAUSES).flatMap((causes) => causes.map(({ hypothesisId, layer }) => [hypothesisId, layer] as const)),
]);

/** The symptom whose tree all these hypotheses are of; null where one of them is a person's own, or there is none. */
export function symptomLaidOut(hypothesisIds: readonly string[]): Symptom | null {
  if (hypothesisIds.length === 0) return null;
  const layers = hypothesisIds.map((id) => PLANNED.get(id));
  const symptoms: readonly Symptom[] = ["outputs-wrong", "latency-up", "safety-regressed"];
  return symptoms.find((symptom) => layers.every((layer) => LAYERS[symptom].some((one) => one === layer))) ?? null;
}
