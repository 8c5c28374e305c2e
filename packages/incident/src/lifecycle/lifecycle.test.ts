import { expect, test } from "vitest";
import { active, closed, fold, given, NOW, outcome, SYSTEM_ACTOR, sentence, THEN } from "../testing/given.ts";
import {
  ADA,
  BO,
  CLOSED,
  DECLARED,
  declare,
  IMPACT,
  IN_LEARN,
  IN_RECOVER,
  isolated,
  ONE_OF_EACH,
  RELEASED,
  SYSTEMS_OWN,
  segment,
} from "../testing/samples.ts";

test("[IL1] a declaration opens the incident in phase contain, with its two roles and the severity that the impact proposes", () => {
  expect(given().when(declare())).toEqual({ ok: true, events: [DECLARED] });
  expect(active(DECLARED)).toMatchObject({
    situation: "active",
    phase: "contain",
    title: DECLARED.title,
    declaredAt: THEN,
    declaredBy: "The commander",
    roles: { commander: ADA, technicalLead: BO, communicationsLead: null, scribe: null },
    triage: { "what-changed": null, when: null, "who-is-impacted": null, "how-bad": null },
    severity: "SEV1",
    noteCount: 0,
    lastEventAt: THEN,
  });
});

test("[IL2] before the declaration everything else is refused", () => {
  const others = ONE_OF_EACH.filter((command) => command.type !== "DeclareIncident");
  for (const command of others) {
    const by = SYSTEMS_OWN.includes(command.type) ? { by: SYSTEM_ACTOR } : {};
    expect([command.type, outcome(given().when(command, by))]).toEqual([command.type, "NOT_DECLARED"]);
  }
});

test("[IL3] an incident is declared once, also after it was closed", () => {
  expect(outcome(given(DECLARED).when(declare()))).toBe("ALREADY_DECLARED");
  expect(outcome(given(DECLARED, IN_LEARN, CLOSED).when(declare()))).toBe("ALREADY_DECLARED");
});

test("[IL4] a severity other than the proposed one asks for a reason, up or down, at the declaration and later", () => {
  const decision = given().when(declare({ severity: "SEV3", severityReason: "  " }));
  expect(outcome(decision)).toBe("SEVERITY_NEEDS_REASON");
  expect(sentence(decision)).toContain("SEV1");
  expect(given().when(declare({ severity: "SEV3", severityReason: "Only a test tenant." }))).toMatchObject({
    events: [{ type: "IncidentDeclared", severity: "SEV3", proposedSeverity: "SEV1", severityReason: "Only a test tenant." }],
  });
  const calm = { ...IMPACT, customerHarm: "low", financialLoss: "none" } as const;
  expect(outcome(given(DECLARED).when({ type: "AssessImpact", impact: calm, severity: "SEV1", reason: "" }))).toBe(
    "SEVERITY_NEEDS_REASON",
  );
  const assess = { type: "AssessImpact", impact: calm, severity: "SEV1", reason: "Press is asking." } as const;
  expect(given(DECLARED).when(assess)).toEqual({
    ok: true,
    events: [{ ...assess, type: "ImpactAssessed", proposedSeverity: "SEV3" }],
  });
});

test("[IL5] impact cannot begin after the command's own time; at that very time it can", () => {
  expect(outcome(given().when(declare({ impactStartedAt: "2026-01-31T14:05:00.001Z" })))).toBe("IMPACT_IN_THE_FUTURE");
  expect(outcome(given().when(declare({ impactStartedAt: NOW })))).toEqual(["IncidentDeclared"]);
});

test("[IL6] the assessment that already stands is not repeated; the state takes the new one", () => {
  const same = { type: "AssessImpact", impact: IMPACT, severity: "SEV1", reason: "Again." } as const;
  expect(outcome(given(DECLARED).when(same))).toBe("NO_CHANGE");
  const impact = { ...IMPACT, customerHarm: "low" } as const;
  expect(
    active(DECLARED, { type: "ImpactAssessed", impact, severity: "SEV2", proposedSeverity: "SEV3", reason: "Few." }),
  ).toMatchObject({ impact, severity: "SEV2", proposedSeverity: "SEV3", severityReason: "Few." });
});

test("[IL7] a handover names who held the role before; the same person is no handover", () => {
  const assign = { type: "AssignRole", role: "commander", person: BO } as const;
  expect(given(DECLARED).when(assign)).toEqual({ ok: true, events: [{ ...assign, type: "RoleAssigned", previous: ADA }] });
  expect(given(DECLARED).when({ ...assign, role: "scribe" })).toMatchObject({ events: [{ previous: null }] });
  expect(outcome(given(DECLARED).when({ ...assign, person: ADA }))).toBe("NO_CHANGE");
  expect(active(DECLARED, { ...assign, type: "RoleAssigned", previous: ADA }).roles.commander).toEqual(BO);
});

test("[IL8] the phase moves forward and back with a reason, never to where it is", () => {
  const to = (phase: "contain" | "recover") => ({ type: "MovePhase", phase, reason: "Harm is back." }) as const;
  expect(given(DECLARED, IN_RECOVER).when(to("contain"))).toEqual({
    ok: true,
    events: [{ type: "PhaseMoved", from: "recover", to: "contain", reason: "Harm is back." }],
  });
  expect(outcome(given(DECLARED).when(to("contain")))).toBe("SAME_PHASE");
  expect(active(DECLARED, IN_RECOVER).phase).toBe("recover");
});

test("[IL9] nobody learns while a segment is still isolated; the refusal names it", () => {
  const learn = { type: "MovePhase", phase: "learn", reason: "The soak is over." } as const;
  const decision = given(DECLARED, isolated()).when(learn);
  expect(outcome(decision)).toBe("CONTAINMENT_ACTIVE");
  expect(sentence(decision)).toContain("language=de ∧ tier=pro");
  const two = given(DECLARED, isolated(), isolated({ containmentId: "k-2", segment: segment({ tier: "free" }) })).when(learn);
  expect(sentence(two)).toContain("and 1 more");
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(learn))).toEqual(["PhaseMoved"]);
});

test("[IL10] an incident is closed from phase learn with nothing isolated; else the refusal says what to do first", () => {
  const close = { type: "CloseIncident", reason: "Reviewed." } as const;
  expect(outcome(given(DECLARED, isolated()).when(close))).toBe("CONTAINMENT_ACTIVE");
  expect(outcome(given(DECLARED, IN_LEARN, isolated()).when(close))).toBe("CONTAINMENT_ACTIVE");
  const early = given(DECLARED, IN_RECOVER).when(close);
  expect(outcome(early)).toBe("NOT_IN_LEARN");
  expect(sentence(early)).toContain("Move it to learn first");
  expect(given(DECLARED, IN_LEARN).when(close)).toEqual({ ok: true, events: [{ ...close, type: "IncidentClosed" }] });
  const state = closed(DECLARED, IN_LEARN, CLOSED);
  expect(state).toMatchObject({ closedAt: THEN, closedBy: "The commander", closeReason: "Reviewed; the guardrail is live." });
  expect(state).not.toHaveProperty("phase");
});

test("[IL11] a closed incident takes notes, questions and answers, and refuses everything else", () => {
  const asked = { type: "QuestionAsked", questionId: "q-1", text: "Is it over?" } as const;
  const room = given(DECLARED, isolated(), RELEASED, asked, IN_LEARN, CLOSED);
  const taken = ONE_OF_EACH.map((command) => {
    const system = SYSTEMS_OWN.includes(command.type);
    const fresh = command.type === "AskQuestion" ? { ...command, questionId: "q-2" } : command;
    return [command.type, outcome(room.when(fresh, system ? { by: SYSTEM_ACTOR } : {}))] as const;
  });
  expect(taken.filter(([, said]) => said !== "INCIDENT_CLOSED")).toEqual([
    ["DeclareIncident", "ALREADY_DECLARED"],
    ["AddNote", ["NoteAdded"]],
    ["AskQuestion", ["QuestionAsked"]],
    ["AnswerQuestion", ["QuestionAnswered"]],
  ]);
});

test("[IL12] a note is counted, not kept: the log holds its text", () => {
  const note = { type: "NoteAdded", text: "Three transcripts quote a 60-day refund.", proofs: [] } as const;
  expect(active(DECLARED, { ...note, proofs: [] }, { ...note, proofs: [] }).noteCount).toBe(2);
});

test("[IL13] a log that does not begin with one declaration is a bug and throws", () => {
  expect(() => fold([IN_RECOVER])).toThrow("PhaseMoved before the incident was declared");
  expect(() => fold([DECLARED, DECLARED])).toThrow("IncidentDeclared a second time");
  expect(() => fold([DECLARED, { type: "Unheard" } as never])).toThrow("unknown type Unheard");
});
