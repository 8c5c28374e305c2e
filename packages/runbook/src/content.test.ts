import { decide, evolve, IncidentCommand, type IncidentState, initialState, Measure, ScenarioId } from "@firebreak/incident";
import { harmOf, SIGNALS } from "@firebreak/signals";
import { expect, test } from "vitest";
import { I1_DECLARATION } from "./hallucination-spike.ts";
import { MEASURES, measureSheet } from "./measures.ts";
import { SCENARIOS, scenario } from "./scenarios.ts";

const context = {
  commandId: "c-1",
  at: "2026-01-31T14:02:00.000Z",
  actor: { kind: "person", id: "u-1", name: "Commander on call", role: "commander" },
} as const;
const person = { id: "u-1", name: "Commander on call" };
const declaration = {
  type: "DeclareIncident",
  ...I1_DECLARATION,
  service: "support-assistant",
  severity: "SEV1",
  severityReason: "",
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  commander: person,
  technicalLead: person,
  detectedBy: null,
  drill: true,
} as const;

function play(commands: readonly IncidentCommand[]): IncidentState {
  return commands.reduce((state, command) => {
    const decision = decide(command, state, context);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.message}`);
    return decision.events.reduce((next, event) => evolve(next, event, context), state);
  }, initialState);
}

test("[RB1] each scenario has its row: class, first signals, containment, rollback path, what to secure first", () => {
  expect(SCENARIOS.map((one) => one.id)).toEqual([...ScenarioId.options]);
  for (const one of SCENARIOS) {
    expect(one.firstSignals.length * one.forensicsFirst.length * one.measures.length * one.watch.length).toBeGreaterThan(0);
    expect(one.bestContainment.length * one.rollbackPath.length).toBeGreaterThan(0);
    expect(scenario(one.id)).toBe(one);
  }
});

test("[RB2] what a scenario watches is in the catalogue, and what it measures first can be compared before and after", () => {
  for (const one of SCENARIOS) {
    const watched = one.watch.map((id) => SIGNALS.find((signal) => signal.id === id));
    expect([one.id, watched.every((signal) => signal !== undefined)]).toEqual([one.id, true]);
  }
  const measured = SCENARIOS.map((one) => SIGNALS.find((signal) => signal.id === one.watch[0]));
  expect(measured.map((signal) => [signal?.id, signal !== undefined && harmOf(signal)?.kind])).toEqual([
    ["ungrounded-rate", "condition"],
    ["feature-null-rate", "condition"],
    ["latency-p95", "condition"],
    ["tool-denial-rate", "condition"],
    ["overruled-rate", "condition"],
  ]);
});

test("[RB3] I1 can be declared as it is prefilled, and its impact proposes SEV1", () => {
  expect(IncidentCommand.parse(declaration)).toEqual(declaration);
  expect(play([declaration])).toMatchObject({ situation: "active", severity: "SEV1", proposedSeverity: "SEV1", scenario: "I1" });
});

test("[RB6] every measure is written down: what it can and cannot do, what users notice, what it needs; least disruptive first", () => {
  expect(MEASURES.map((sheet) => sheet.measure).sort()).toEqual([...Measure.options].sort());
  for (const sheet of MEASURES) {
    const { label, can, cannot, usersNotice, needs } = sheet;
    for (const text of [label, can, cannot, usersNotice, needs]) expect(text).not.toBe("");
    expect(measureSheet(sheet.measure)).toBe(sheet);
  }
  const disruption = MEASURES.map((sheet) => sheet.disruption);
  expect(disruption).toEqual(disruption.toSorted((a, b) => a - b));
});
