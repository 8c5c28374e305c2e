import {
  decide,
  evolve,
  type Hypothesis,
  IncidentClass,
  IncidentCommand,
  type IncidentState,
  initialState,
  LAYERS_OF,
  Layer,
  ScenarioId,
  Symptom,
} from "@firebreak/incident";
import { describe, expect, test } from "vitest";
import { I1_DECLARATION } from "./hallucination-spike.ts";
import { LAYER_TITLES, LAYERS, SYMPTOM_OF } from "./layers.ts";
import { USUAL_CAUSES } from "./scenario-hypotheses.ts";
import { type HypothesisPlan, symptomLaidOut, symptomOf, treeFor } from "./trees.ts";

const context = {
  commandId: "c-1",
  at: "2026-01-31T14:02:00.000Z",
  actor: { kind: "person", id: "u-1", name: "Commander on call", role: "commander" },
} as const;
const person = { id: "u-1", name: "Commander on call" };
const declaration = {
  type: "DeclareIncident",
  ...I1_DECLARATION,
  service: "assistant",
  severity: "SEV1",
  severityReason: "",
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  commander: person,
  technicalLead: person,
  detectedBy: null,
  drill: true,
} as const;

const run = (state: IncidentState, command: IncidentCommand): IncidentState => {
  const decision = decide(command, state, context);
  if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.message}`);
  return decision.events.reduce((next, event) => evolve(next, event, context), state);
};
function laidOut(plans: readonly HypothesisPlan[]): readonly Hypothesis[] {
  const state = [declaration, ...plans].reduce(run, initialState);
  if (state.situation === "undeclared") throw new Error("declared first");
  return state.hypotheses;
}
const everyTree = Symptom.options.flatMap((symptom) =>
  [null, ...ScenarioId.options].map((scenario) => ({ symptom, scenario, plans: treeFor({ symptom, scenario }) })),
);

test("[RB4] a tree holds the layers of its symptom in their order, then what the scenario usually is, under its layer", () => {
  for (const { symptom, plans } of everyTree) {
    expect(plans.map((plan) => IncidentCommand.parse(plan))).toEqual(plans);
    const top = laidOut(plans).filter((one) => one.parentId === null);
    expect(top.map((one) => [one.layer, one.statement])).toEqual(LAYERS_OF[symptom].map((layer) => [layer, LAYER_TITLES[layer]]));
    for (const child of laidOut(plans).filter((one) => one.parentId !== null)) expect(child.parentId).toBe(child.layer);
  }
  expect(LAYERS).toEqual(LAYERS_OF);
});

test.each([
  ["I1", ["stale-index", "prompt-lost-grounding", "routed-to-smaller-model"]],
  ["I2", ["upstream-schema-changed", "units-changed", "join-lost-partition", "stale-feature-store", "transform-skew"]],
  [
    "I3",
    [
      "fewer-workers",
      "retry-storm",
      "bigger-model",
      "longer-prompts",
      "cold-after-deploy",
      "slow-dependency",
      "provider-throttles",
    ],
  ],
  [
    "I4",
    [
      "documents-may-instruct",
      "filter-off",
      "poisoned-document",
      "open-source-of-documents",
      "poisoned-tuning",
      "tools-too-wide",
      "no-second-look",
    ],
  ],
  ["I5", ["group-differs-in-data", "proxy-feature", "biased-labels", "threshold-by-group", "review-by-group"]],
] as const)("[RB4] under the layers of its own symptom %s hangs all that it usually is", (scenario, children) => {
  const plans = treeFor({ symptom: SYMPTOM_OF[scenario], scenario });
  expect(plans.filter((plan) => plan.parentId !== null).map((plan) => plan.hypothesisId)).toEqual(children);
});

describe("laid out", () => {
  test("[RB4] a second time, a tree doubles nothing", () => {
    for (const { plans } of everyTree) {
      const state = [declaration, ...plans].reduce(run, initialState);
      const again = plans.map((plan) => decide(plan, state, context));
      expect(again.map((decision) => (decision.ok ? "accepted" : decision.refusal.code))).toEqual(
        plans.map(() => "HYPOTHESIS_EXISTS"),
      );
    }
    const ids = [...Layer.options, ...Object.values(USUAL_CAUSES).flatMap((causes) => causes.map((one) => one.hypothesisId))];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("[RB4] without a scenario, or seen by another symptom, a tree is its layers and what belongs to them", () => {
    for (const symptom of Symptom.options) expect(treeFor({ symptom, scenario: null })).toHaveLength(LAYERS_OF[symptom].length);
    expect(treeFor({ symptom: "latency-up", scenario: "I1" })).toEqual(treeFor({ symptom: "latency-up", scenario: null }));
  });

  test("[RB4] hypotheses of one tree tell their symptom; a person's own among them does not", () => {
    for (const { symptom, plans } of everyTree) expect(symptomLaidOut(plans.map((plan) => plan.hypothesisId))).toBe(symptom);
    expect(symptomLaidOut([])).toBeNull();
    expect(symptomLaidOut(["stale-index", "01K7-of-a-person"])).toBeNull();
    expect(symptomLaidOut(["stale-index", "fewer-workers"])).toBeNull();
  });
});

test("[RB5] every hypothesis says how to inspect it, in a sentence of its own", () => {
  const plans = everyTree.flatMap((tree) => tree.plans);
  const checks = new Map(plans.map((plan) => [plan.hypothesisId, plan.check]));
  for (const [id, check] of checks) expect([id, check.length > 20, /[.?]$/.test(check)]).toEqual([id, true, true]);
  expect(new Set(checks.values()).size).toBe(checks.size);
});

test("[RB34] an incident is inspected by its scenario's symptom, else by what its class usually looks like", () => {
  const of = (scenario: ScenarioId | null, incidentClass: IncidentClass) => symptomOf({ scenario, incidentClass });
  expect(IncidentClass.options.map((incidentClass) => of(null, incidentClass))).toEqual([
    "outputs-wrong",
    "outputs-wrong",
    "latency-up",
    "safety-regressed",
    "outputs-wrong",
  ]);
  expect(ScenarioId.options.map((scenario) => of(scenario, "model"))).toEqual([
    "outputs-wrong",
    "outputs-wrong",
    "latency-up",
    "safety-regressed",
    "outputs-wrong",
  ]);
});
