import { expect, test } from "vitest";
import { mayCommand } from "./permissions.ts";
import { given, outcome, person, SYSTEM_ACTOR, sentence } from "./testing/given.ts";
import {
  acknowledge,
  DECLARED,
  declare,
  ONE_OF_EACH,
  SYSTEMS_OWN,
  send,
  toExecutives,
  toLegal,
  toSupport,
} from "./testing/samples.ts";
import type { Role } from "./vocabulary.ts";

const TYPES = ONE_OF_EACH.map((command) => command.type);
const PEOPLES = TYPES.filter((type) => !SYSTEMS_OWN.includes(type));
const allowed = (role: Role | "system") => TYPES.filter((type) => mayCommand(role, type)).sort();

test("[IP1] Firebreak itself records acknowledgements, effects, expiries and turns of evidence, which no person may, declares by rule and attaches alerts", () => {
  expect(allowed("system")).toEqual([...SYSTEMS_OWN, "AttachAlerts", "DeclareIncident"].sort());
  const roles: Role[] = ["commander", "responder", "executive", "support", "legal", "administrator"];
  for (const role of roles) expect(allowed(role).filter((type) => SYSTEMS_OWN.includes(type))).toEqual([]);
  expect(outcome(given().when(declare(), { by: SYSTEM_ACTOR }))).toEqual(["IncidentDeclared"]);
  expect(outcome(given(DECLARED).when({ type: "CloseIncident", reason: "Over." }, { by: SYSTEM_ACTOR }))).toBe("NOT_PERMITTED");
  const decision = given(DECLARED).when(acknowledge());
  expect(outcome(decision)).toBe("NOT_PERMITTED");
  expect(sentence(decision)).toContain("only Firebreak itself");
});

test("[IP2] commander and administrator may issue everything that is a person's", () => {
  expect(allowed("commander")).toEqual([...PEOPLES].sort());
  expect(allowed("administrator")).toEqual([...PEOPLES].sort());
});

test("[IP3] a responder may do what a commander may, except close the incident", () => {
  expect(allowed("responder")).toEqual(PEOPLES.filter((type) => type !== "CloseIncident").sort());
});

test("[IP4] legal adds notes, answers questions, flags exposure, pins requests, and sends updates to legal only", () => {
  expect(allowed("legal")).toEqual(["AddNote", "AnswerQuestion", "FlagExposure", "PinRecord", "SendUpdate"]);
  const by = person("legal");
  expect(outcome(given(DECLARED).when(send(toLegal()), { by }))).toEqual(["UpdateSent"]);
  expect(outcome(given(DECLARED).when(send(toExecutives()), { by }))).toBe("NOT_PERMITTED");
  expect(outcome(given(DECLARED).when(send(toSupport()), { by }))).toBe("NOT_PERMITTED");
});

test("[IP5] support asks questions", () => {
  expect(allowed("support")).toEqual(["AskQuestion"]);
});

test("[IP6] an executive reads", () => {
  expect(allowed("executive")).toEqual([]);
});

test("[IP7] permission is asked before anything else, and the sentence names the role and who may", () => {
  const decision = given().when({ type: "CloseIncident", reason: "Over." }, { by: person("responder") });
  expect(decision).toEqual({
    ok: false,
    refusal: {
      code: "NOT_PERMITTED",
      message: "The role responder may not issue CloseIncident. Ask someone who may: commander, administrator.",
    },
  });
});
