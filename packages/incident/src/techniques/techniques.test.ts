import { expect, test } from "vitest";
import { IncidentEvent } from "../event.ts";
import { LIMITS } from "../limits.ts";
import { executiveView } from "../projections/executive.ts";
import { logLine } from "../projections/log-line.ts";
import { supportView } from "../projections/support.ts";
import { active, COMMANDER, given, outcome, person, sentence, THEN } from "../testing/given.ts";
import { CLOSED, DECLARED, IN_LEARN, isolated, tag, untag } from "../testing/samples.ts";
import { Role } from "../vocabulary.ts";
import { TechniqueId } from "./commands.ts";

const INDIRECT = "AML.T0051.001";
const tagged = (techniqueId: string) => ({ ...tag(techniqueId), type: "TechniqueTagged" as const });
const untagged = (techniqueId: string) => ({ ...untag(techniqueId), type: "TechniqueUntagged" as const });

test("[IQ1] a technique is tagged with a reason and its proofs, by whom and when", () => {
  expect(given(DECLARED).when(tag(INDIRECT))).toEqual({ ok: true, events: [tagged(INDIRECT)] });
  const { type: _, ...said } = tag(INDIRECT);
  expect(active(DECLARED, tagged(INDIRECT)).techniques).toEqual([{ ...said, by: "The commander", at: THEN }]);
});

test("[IQ2] an id is named as its framework names it, and with that framework", () => {
  const named = ["AML.T0051", INDIRECT, "LLM01", "LLM10", "AML.M0028", "LLM11", "LLM1", "T0051", "AML.T0051.1"];
  expect(named.map((id) => TechniqueId.safeParse(id).success)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  const decision = given(DECLARED).when({ ...tag("LLM01"), framework: "ATLAS" });
  expect([outcome(decision), sentence(decision)]).toEqual([
    "TECHNIQUE_OF_ANOTHER_FRAMEWORK",
    "LLM01 belongs to OWASP-LLM. Name that framework with it.",
  ]);
});

test("[IQ3] it is tagged once; a technique and its sub-technique are two", () => {
  expect(outcome(given(DECLARED, tagged(INDIRECT)).when(tag(INDIRECT)))).toBe("NO_CHANGE");
  expect(outcome(given(DECLARED, tagged(INDIRECT)).when(tag("AML.T0051")))).toEqual(["TechniqueTagged"]);
});

test("[IQ4] thirty are on an incident at most", () => {
  const full = Array.from({ length: LIMITS.techniques }, (_, index) => tagged(`AML.T00${index + 10}`));
  expect(outcome(given(DECLARED, ...full.slice(1)).when(tag("LLM01")))).toEqual(["TechniqueTagged"]);
  expect(outcome(given(DECLARED, ...full).when(tag("LLM01")))).toBe("TECHNIQUES_FULL");
});

test("[IQ5] what is tagged can be taken back, with a reason, and tagged again", () => {
  expect(outcome(given(DECLARED).when(untag(INDIRECT)))).toBe("TECHNIQUE_NOT_TAGGED");
  const events = [DECLARED, tagged(INDIRECT), tagged("LLM01")];
  expect(given(...events).when(untag(INDIRECT))).toEqual({ ok: true, events: [untagged(INDIRECT)] });
  expect(active(...events, untagged(INDIRECT)).techniques.map((one) => one.techniqueId)).toEqual(["LLM01"]);
  expect(outcome(given(...events, untagged(INDIRECT)).when(tag(INDIRECT)))).toEqual(["TechniqueTagged"]);
});

test("[IQ6] commander, responder and administrator tag; a closed incident takes none; executives and support read nothing of it", () => {
  const may = Role.options.filter((role) => given(DECLARED).when(tag(INDIRECT), { by: person(role) }).ok);
  expect(may).toEqual(["commander", "responder", "administrator"]);
  expect(outcome(given(DECLARED, IN_LEARN, CLOSED).when(tag(INDIRECT)))).toBe("INCIDENT_CLOSED");
  const [before, after] = [active(DECLARED, isolated()), active(DECLARED, isolated(), tagged(INDIRECT))];
  expect(executiveView("INC-1", 3, after)).toEqual(executiveView("INC-1", 3, before));
  expect(supportView("INC-1", 3, after)).toEqual(supportView("INC-1", 3, before));
});

test("[IQ7] the line names the technique, why, and hangs the proofs on it", () => {
  expect(logLine({ event: tagged(INDIRECT), actor: COMMANDER })).toMatchObject({
    kind: "decision",
    title: `found ${INDIRECT}`,
    body: "A document gives instructions.",
    chips: [{ tone: "proof", label: "index v118", proof: { kind: "change", ref: "lineage:index:v118" } }],
  });
  expect(logLine({ event: untagged(INDIRECT), actor: COMMANDER })).toMatchObject({
    title: `took back ${INDIRECT}`,
    body: "Nobody injected anything.",
  });
});

test("[IQ8] a log from before there were techniques folds as it always did", () => {
  const stored = JSON.parse(JSON.stringify([DECLARED, isolated()])).map((event: unknown) => IncidentEvent.parse(event));
  expect(active(...stored).techniques).toEqual([]);
});
