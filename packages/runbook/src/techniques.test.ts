import { IncidentCommand as Command, decide, evolve, type IncidentCommand, initialState, Layer } from "@firebreak/incident";
import { definitionOf, SIGNALS } from "@firebreak/signals";
import { expect, test } from "vitest";
import { I1_DECLARATION } from "./hallucination-spike.ts";
import { type InspectedChange, type InspectedSignal, inspectLayers } from "./inspect.ts";
import { names } from "./layer-signs.ts";
import { type SecurityFacts, suggestTechniques } from "./suggest-techniques.ts";
import { MITIGATIONS, TECHNIQUES, techniqueEntry } from "./techniques.ts";

const alarms = (...ids: string[]): readonly InspectedSignal[] =>
  ids.map((id) => {
    const { title, faultClass } = definitionOf(id);
    return { signal: id, title, standing: "alarms", sentence: `${title} alarms.`, faultClass };
  });
const change = (artefact: string, score: number): InspectedChange => ({
  changeId: `lineage:${artefact}:v2`,
  kind: "other",
  artefact,
  version: "v2",
  title: `${artefact} v2`,
  score,
});
/** What an incident of the “safety” symptom looks like. */
function facts(
  signals: readonly InspectedSignal[],
  changes: readonly InspectedChange[],
  over: Partial<SecurityFacts> = {},
): SecurityFacts {
  const findings = inspectLayers({ symptom: "safety-regressed", standings: signals, changes });
  return { incidentClass: "security", scenario: null, findings, signals, changes, tagged: [], ...over };
}
const suggested = (of: SecurityFacts) => suggestTechniques(of).map((one) => one.techniqueId);

test("[RB39] the vocabulary holds each technique once, as its framework calls it, with a sentence and what helps", () => {
  const ids = TECHNIQUES.map((one) => one.techniqueId);
  expect(new Set(ids).size).toBe(ids.length);
  const mitigations = MITIGATIONS.map((one) => one.mitigationId);
  for (const { techniqueId, title, meaning, mitigations: helped } of TECHNIQUES) {
    expect(techniqueEntry(techniqueId)?.title).toBe(title);
    expect([techniqueId, meaning.length > 20, meaning.endsWith(".")]).toEqual([techniqueId, true, true]);
    expect(helped.filter((id) => !mitigations.includes(id))).toEqual([]);
  }
  expect(TECHNIQUES.filter((one) => one.framework === "ATLAS").map((one) => one.techniqueId)).toEqual(
    expect.arrayContaining(["AML.T0051.000", "AML.T0051.001", "AML.T0051.002", "AML.T0053", "AML.T0070", "AML.T0080"]),
  );
  expect(mitigations).toEqual(["AML.M0004", "AML.M0028", "AML.M0029", "AML.M0030"]);
  expect(
    TECHNIQUES.filter((one) => one.framework === "OWASP-LLM").map(({ techniqueId, title }) => `${techniqueId} ${title}`),
  ).toEqual([
    "LLM01 Prompt Injection",
    "LLM02 Sensitive Information Disclosure",
    "LLM03 Supply Chain",
    "LLM04 Data and Model Poisoning",
    "LLM05 Improper Output Handling",
    "LLM06 Excessive Agency",
    "LLM07 System Prompt Leakage",
    "LLM08 Vector and Embedding Weaknesses",
    "LLM09 Misinformation",
    "LLM10 Unbounded Consumption",
  ]);
  expect(techniqueEntry("AML.T9999")).toBeUndefined();
});

test("[RB39] what suggests a technique is in the catalogue and among the layers", () => {
  for (const { techniqueId, signs } of TECHNIQUES) {
    const unknown = (signs?.signals ?? []).filter((pattern) => !SIGNALS.some(({ id }) => names(pattern, id)));
    expect([techniqueId, unknown]).toEqual([techniqueId, []]);
    for (const layer of [...(signs?.layers ?? []), ...(signs?.unless ?? [])]) expect(Layer.options).toContain(layer);
    // Else nothing would have to be seen.
    if (signs) expect([techniqueId, signs.signals.length]).not.toEqual([techniqueId, 0]);
  }
});

test("[RB40] an index that changed and tools that are abused look like an indirect injection, with what was seen", () => {
  const [first] = suggestTechniques(facts(alarms("tool-denial-rate", "policy-violation-rate"), [change("index", 0.9)]));
  expect(first).toEqual({
    framework: "ATLAS",
    techniqueId: "AML.T0051.001",
    title: "LLM Prompt Injection: Indirect",
    reason: "Retrieval content: index v2 fits the impact best. Outside: Requests with a denied tool call, Policy violations.",
    proofs: [
      { kind: "change", label: "index v2", ref: "lineage:index:v2" },
      { kind: "signal", label: "Requests with a denied tool call", ref: "tool-denial-rate" },
      { kind: "signal", label: "Policy violations", ref: "policy-violation-rate" },
    ],
  });
});

const ABUSED = alarms("tool-denial-rate", "policy-violation-rate", "tool-calls");
test.each([
  [
    "the index changed",
    facts(ABUSED, [change("index", 0.9)]),
    ["AML.T0051.001", "AML.T0070", "AML.T0053", "AML.T0086", "LLM01", "LLM06", "LLM08"],
  ],
  ["nothing changed", facts(ABUSED, []), ["AML.T0053", "AML.T0086", "AML.T0051.000", "LLM01", "LLM06"]],
  [
    "a change does not fit",
    facts(ABUSED, [change("index", 0.02)]),
    ["AML.T0053", "AML.T0086", "AML.T0051.000", "LLM01", "LLM06"],
  ],
  [
    "the tools' configuration changed",
    facts(ABUSED, [change("config", 0.9)]),
    ["AML.T0053", "AML.T0086", "AML.T0051.000", "AML.T0110", "LLM01", "LLM06"],
  ],
  [
    "the model was retrained",
    facts(alarms("policy-violation-rate"), [change("model", 0.9)]),
    ["AML.T0086", "AML.T0051.000", "LLM01", "LLM04"],
  ],
  ["requests cost more", facts(alarms("cost-per-request"), []), ["LLM10"]],
  ["nothing is outside its envelope", facts([], [change("index", 0.9)]), []],
])("[RB40] security incident, %s", (_, of, expected) => {
  expect(suggested(of).toSorted()).toEqual(expected.toSorted());
});

test("[RB40] an adversary is suggested in security incidents only; what is on the incident is not suggested again", () => {
  const signals = alarms("tool-denial-rate", "ungrounded-rate", "malformed-rate");
  expect(suggested(facts(signals, [], { incidentClass: "model" }))).toEqual(["LLM05", "LLM09"]);
  expect(suggested(facts(signals, [], { incidentClass: "model", scenario: "I4" }))).toContain("AML.T0053");
  expect(suggested(facts(signals, [], { tagged: ["AML.T0053", "LLM06"] }))).not.toContain("AML.T0053");
});

test("[RB41] every technique can be tagged as it is suggested, however much was seen", () => {
  const actor = { kind: "person", id: "u-1", name: "Security on call", role: "responder" } as const;
  const context = { commandId: "c-1", at: "2026-01-31T14:02:00.000Z", actor };
  const person = { id: "u-1", name: "Security on call" };
  const declare: IncidentCommand = {
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
  };
  const long = { ...change("index", 0.9), version: "v".repeat(900), title: "t".repeat(900), changeId: "c".repeat(900) };
  const every = alarms(...SIGNALS.map(({ id }) => id)).map((one) => ({ ...one, title: one.title.repeat(30) }));
  const suggestions = suggestTechniques(facts(every, [long]));
  const tags = TECHNIQUES.map(({ framework, techniqueId }) => {
    const { reason = "Read in the requests.", proofs = [] } = suggestions.find((one) => one.techniqueId === techniqueId) ?? {};
    return Command.parse({ type: "TagTechnique", framework, techniqueId, reason, proofs });
  });
  expect(suggestions.length).toBeGreaterThan(5);
  const state = [declare, ...tags].reduce((before, command) => {
    const decision = decide(command, before, context);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.message}`);
    return decision.events.reduce((next, event) => evolve(next, event, context), before);
  }, initialState);
  expect(state.situation === "active" && state.techniques.map((one) => one.techniqueId)).toEqual(
    TECHNIQUES.map((one) => one.techniqueId),
  );
});
