import { expect, test } from "vitest";
import type { IncidentEvent } from "../event.ts";
import type { IncidentState } from "../state.ts";
import { active, COMMANDER, SYSTEM_ACTOR } from "../testing/given.ts";
import {
  ADA,
  acknowledge,
  added,
  attached,
  BO,
  DECLARED,
  evidence,
  IN_RECOVER,
  isolated,
  measured,
  RELEASED,
  sent,
  toSupport,
} from "../testing/samples.ts";
import { logLine } from "./log-line.ts";

const line = (event: IncidentEvent, state?: IncidentState) => logLine({ event, actor: COMMANDER }, state);
const system = (event: IncidentEvent, state?: IncidentState) => logLine({ event, actor: SYSTEM_ACTOR }, state);
const room = active(DECLARED, isolated(), added("h-1"), { type: "QuestionAsked", questionId: "q-1", text: "Annual plans?" });
const chip = { tone: "proof", proof: { kind: "containment", label: "containment", ref: "k-1" } };

test("[IV12] an isolation reads as who isolated which segment to what", () => {
  expect(line(isolated())).toEqual({
    kind: "decision",
    actor: "The commander",
    title: "isolated language=de ∧ tier=pro → retrieval-only",
    parts: [
      { kind: "plain", text: "isolated " },
      { kind: "segment", text: "language=de ∧ tier=pro" },
      { kind: "plain", text: " → retrieval-only" },
    ],
    body: "38 % of these answers are ungrounded.",
    chips: [{ ...chip, label: "containment" }],
    tone: "attention",
  });
  expect(line(isolated({ expiresAt: "2026-01-31T16:30:00.000Z" })).chips.map((one) => one.label)).toEqual([
    "containment",
    "until 16:30 UTC",
  ]);
  expect(line(RELEASED, room).title).toBe("released language=de ∧ tier=pro");
  expect(line(RELEASED).title).toBe("released k-1");
});

test("[IV13] an acknowledgement counts the instances and names those that are missing", () => {
  const read = (change: Parameters<typeof acknowledge>[0] = {}) =>
    system({ ...acknowledge(change), type: "ContainmentAcknowledged" });
  expect(read()).toMatchObject({ kind: "system", actor: null, title: "3/3 instances in 4.1 s", body: "", tone: "verified" });
  const partly = read({ pending: ["a-4"], silent: ["a-5", "a-6", "a-7", "a-8", "a-9", "a-10"], propagationMs: null });
  expect(partly).toMatchObject({
    title: "3/10 instances",
    body: "Still on an older flag set: a-4. Not heard from: a-5, a-6, a-7, a-8, a-9 and 1 more.",
    tone: "attention",
  });
  expect(read({ acknowledged: [] }).tone).toBe("attention");
});

test("[IV14] an effect reads as the rate before and after in its segment; green only when it was effective", () => {
  expect(system(measured(), room)).toMatchObject({
    kind: "measured",
    title: "Containment took effect — ungrounded-rate in language=de ∧ tier=pro 38 % → 3 % over 4 min",
    body: "In all other traffic 1.8 % → 1.9 %.",
    chips: [{ ...chip, label: "before / after", tone: "verified" }],
    tone: "verified",
  });
  expect(system(measured({ verdict: "no-effect" }), room)).toMatchObject({ tone: "attention" });
  expect(system(measured({ verdict: "worse", segmentAfter: { bad: 0, total: 0 } }), room)).toMatchObject({
    title: "Containment made it worse — ungrounded-rate in language=de ∧ tier=pro 38 % → no traffic over 4 min",
    tone: "harm",
  });
});

test("[IV15] every kind of event has a line with a title or a body, and its title is its parts", () => {
  const proof = { kind: "url" as const, label: "a-1", ref: "https://example.org" };
  const rows: readonly (readonly [IncidentEvent, string])[] = [
    [DECLARED, "declared SEV1"],
    [{ ...DECLARED, drill: true }, "declared SEV1 (drill)"],
    [
      { type: "ImpactAssessed", impact: DECLARED.impact, severity: "SEV2", proposedSeverity: "SEV1", reason: "Few." },
      "assessed the impact: SEV2",
    ],
    [{ type: "RoleAssigned", role: "scribe", person: BO, previous: ADA }, `named ${BO.name} scribe`],
    [IN_RECOVER, "moved from contain to recover"],
    [{ type: "IncidentClosed", reason: "Reviewed." }, "closed the incident"],
    [{ type: "NoteAdded", text: "Three transcripts.", proofs: [proof] }, ""],
    [{ type: "TriageQuestionAnswered", question: "when", answer: "13:38", proofs: [proof] }, "answered When did it change?"],
    [added("h-1"), "added the hypothesis Statement h-1"],
    [
      { type: "HypothesisStatusChanged", hypothesisId: "h-1", status: "refuted", reason: "No.", from: "open" },
      "refuted Statement h-1",
    ],
    [{ type: "HypothesisAssigned", hypothesisId: "h-1", owner: BO }, `gave Statement h-1 to ${BO.name}`],
    [{ ...evidence("e-1"), type: "EvidenceAttached" }, "attached evidence for Statement h-1"],
    [{ type: "ContainmentExpired", containmentId: "k-1" }, "Containment expired — language=de ∧ tier=pro"],
    [sent(toSupport()), "sent an update to support, version 1"],
    [{ type: "CadenceSet", audience: "executives", minutes: 15 }, "set updates to executives to every 15 min"],
    [{ type: "QuestionAsked", questionId: "q-1", text: "Annual plans?" }, "asked the war room"],
    [{ type: "QuestionAnswered", questionId: "q-1", answer: "No." }, "answered support: Annual plans?"],
    [{ type: "ExposureFlagged", kind: "data-exposure", detail: "An address." }, "flagged a possible data exposure"],
    [attached("ALT-1"), "attached 1 alert of SUS-7"],
  ];
  for (const [event, title] of rows) {
    const said = line(event, room);
    expect([event.type, said.title]).toEqual([event.type, title]);
    expect(said.title).toBe(said.parts.map((part) => part.text).join(""));
    expect(`${said.title}${said.body}`).not.toBe("");
  }
});

test("[IV16] what a row leans on hangs on its line as chips that can be followed", () => {
  const proof = { kind: "change" as const, label: "change 13:36", ref: "prompt:refunds@41" };
  expect(line({ type: "NoteAdded", text: "See the change.", proofs: [proof] }).chips).toEqual([
    { label: "change 13:36", tone: "proof", proof },
  ]);
  expect(line(DECLARED).chips).toMatchObject([{ label: "Ungrounded answers", proof: { kind: "signal" } }]);
});
