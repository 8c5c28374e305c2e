import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestAuth, type TestAuth } from "../auth/testing.ts";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import type { DeclarationRule } from "./port.ts";
import {
  alarm,
  COMMANDER,
  emptyInbox,
  type InboxRoomOptions,
  MINUTE,
  openInboxRoom,
  over,
  SERVICE,
  type TestTime,
} from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let auth: TestAuth;
let time: TestTime;
/** The accounts of the installation: a commander, a responder, one of support. */
const people: Record<"commander" | "responder" | "support", { id: string; email: string }> = {} as never;
beforeAll(async () => {
  postgres = await openTestPostgres();
  auth = await openTestAuth(postgres);
  for (const role of ["commander", "responder", "support"] as const) people[role] = await auth.signedIn(role);
});
let day = Date.parse("2026-03-01T12:00:00.000Z");
beforeEach(async () => {
  await emptyInbox(postgres);
  // The log of incidents stays: no SUS-1 may begin at the moment of an earlier test's.
  day += 86_400_000;
  time = createTestTime(day);
});
afterAll(async () => {
  await auth[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

const rule = (change: Partial<DeclarationRule> = {}, when: Partial<DeclarationRule["when"]> = {}): DeclarationRule => ({
  name: "refunds at risk",
  when: { service: SERVICE, owner: null, urgency: "page", signals: [], atLeast: 2, forMinutes: 3, ...when },
  commander: people.commander.email.toUpperCase(),
  technicalLead: people.responder.email,
  impact: { customerHarm: "medium", financialLoss: "medium", regulatoryExposure: "none", systemDegradation: "none" },
  ...change,
});
const openRoom = (rules: readonly DeclarationRule[], options: Partial<InboxRoomOptions> = {}) =>
  openInboxRoom({ postgres, time, rules, accounts: auth.auth.accounts, ...options });
const nulls = alarm("feature-nulls", { title: "Feature null rate", faultClass: "data" });
const ece = alarm("ece", { title: "Calibration error", sentence: "It is 0.2; at most 0.05 was agreed." });

test("a suspicion that fulfils a rule for its minutes is declared with everything that is known, by Firebreak, and its alerts follow", async () => {
  await using room = await openRoom([rule()]);
  const at = time.now();
  await room.report({ ...nulls, since: at - 2 * MINUTE }, { ...ece, since: at - MINUTE });
  await room.pass(2 * MINUTE);
  expect(await room.open()).toHaveLength(1);
  await room.pass(MINUTE);
  const [suspicion] = await room.ended();
  expect(suspicion?.end).toMatchObject({ kind: "declared", by: "the rule “refunds at risk”" });
  const incidentId = suspicion?.end?.kind === "declared" ? suspicion.end.incidentId : "";
  const [declared] = await room.incidents.read(incidentId, 0, 1);
  expect([declared?.actor.kind, declared?.event]).toEqual([
    "system",
    {
      type: "IncidentDeclared",
      title: "refund-risk: feature null rate and 1 other signal",
      summary: [
        "Declared by the rule “refunds at risk” from SUS-1.",
        "Feature null rate: feature-nulls is 40 %; at most 10 % was agreed.",
        "Calibration error: It is 0.2; at most 0.05 was agreed.",
      ].join("\n"),
      service: SERVICE,
      incidentClass: "data",
      scenario: "I2",
      impact: rule().impact,
      severity: "SEV2",
      proposedSeverity: "SEV2",
      severityReason: "",
      impactStartedAt: new Date(at - 2 * MINUTE).toISOString(),
      commander: { id: people.commander.id, name: "Person 1" },
      technicalLead: { id: people.responder.id, name: "Person 2" },
      detectedBy: { kind: "signal", label: "Feature null rate", ref: "feature-nulls" },
      drill: false,
    },
  ]);
  expect(await room.attached(incidentId)).toEqual([["Firebreak", "Feature null rate", "Calibration error"]]);
});

test("nodes that see it at once declare one incident", async () => {
  await using one = await openRoom([rule({}, { forMinutes: 0 })]);
  await using two = await openRoom([rule({}, { forMinutes: 0 })]);
  await using three = await openRoom([rule({}, { forMinutes: 0 })]);
  const count = async () => (await postgres.pool.query("select count(*)::int as n from incidents")).rows[0].n;
  const before = await count();
  await Promise.all([one, two, three].map((room) => room.report(nulls, ece)));
  await Promise.all([one, two, three].map((room) => room.inbox.settled()));
  await three.pass(20_000);
  expect((await three.ended()).map((one) => one.end?.kind)).toEqual(["declared"]);
  expect((await count()) - before).toBe(1);
});

test("what does not fulfil the rule stays for people: too few, too short, another desk, held or resolved", async () => {
  const rules = [rule({}, { owner: "ML", signals: ["ece"] })];
  await using room = await openRoom(rules);
  await room.report(nulls, alarm("override-rate"));
  await room.pass(5 * MINUTE);
  await room.report(alarm("ece", { urgency: "ticket" }));
  await room.pass(5 * MINUTE);
  await room.report(alarm("ece", { owner: "Data" }));
  await room.pass(5 * MINUTE);
  await room.report(ece, over(nulls), over(alarm("override-rate")));
  await room.pass(5 * MINUTE);
  expect((await room.open()).map((one) => [one.end, one.fault])).toEqual([[null, null]]);
  await room.report(nulls);
  await room.pass(2 * MINUTE);
  expect(await room.open()).toHaveLength(1);
  await room.pass(MINUTE);
  expect((await room.ended()).map((one) => one.end?.kind)).toEqual(["declared"]);
});

test.each([
  ["nobody@example.org", "there is no account nobody@example.org. Invite it, or name another one in the team's file."],
  ["support", "has the role support, which leads no incident. Name another account in the team's file."],
  ["disabled", "is disabled. Enable it, or name another one in the team's file."],
])(
  "a rule that names %s as the lead says so on the suspicion and in the log, and declares once that is mended",
  async (who, sentence) => {
    const technicalLead = who === "support" ? people.support.email : who === "disabled" ? people.responder.email : who;
    if (who === "disabled") await auth.auth.accounts.setDisabled(people.responder.id, true);
    {
      await using room = await openRoom([rule({ technicalLead }, { forMinutes: 0 })]);
      await room.report(nulls, ece);
      await room.pass(30_000);
      const [suspicion] = await room.open();
      expect(suspicion?.fault).toContain("The rule “refunds at risk” cannot declare SUS-1: ");
      expect(suspicion?.fault).toContain(sentence);
      expect(room.said).toEqual([suspicion?.fault]);
    }
    await auth.auth.accounts.setDisabled(people.responder.id, false);
    await using room = await openRoom([rule({}, { forMinutes: 0 })]);
    await room.pass(10_000);
    expect((await room.ended()).map((one) => [one.end?.kind, one.fault])).toEqual([["declared", null]]);
  },
);

test("a rule's fault goes with the rule", async () => {
  {
    await using room = await openRoom([rule({ commander: "nobody@example.org" }, { forMinutes: 0 })]);
    await room.report(nulls, ece);
    expect((await room.open())[0]?.fault).toContain("nobody@example.org");
  }
  await using room = await openRoom([]);
  await room.inbox.settled();
  expect((await room.open())[0]?.fault).toBeNull();
});

test("while a rule declares, no person decides otherwise; a node that went away meanwhile is carried on", async () => {
  await using room = await openRoom([]);
  await room.report(nulls, ece);
  await postgres.pool.query("update suspicions set declaring = 'refunds at risk'");
  const ask = { suspicionId: "SUS-1", reason: "Planned." };
  expect(await room.inbox.dismiss(ask, COMMANDER)).toEqual({
    ok: false,
    code: "BEING_DECLARED",
    message: "The rule “refunds at risk” is declaring SUS-1 at this moment. Look at it again in a few seconds.",
  });
  await using other = await openRoom([rule()]);
  await other.inbox.settled();
  expect((await other.ended()).map((one) => one.end?.kind)).toEqual(["declared"]);
});

test("a claim of a rule that is no longer in the file is given up", async () => {
  await using room = await openRoom([]);
  await room.report(nulls, ece);
  await postgres.pool.query("update suspicions set declaring = 'gone'");
  await room.pass(10_000);
  expect(await room.inbox.dismiss({ suspicionId: "SUS-1", reason: "Planned." }, COMMANDER)).toMatchObject({ ok: true });
});
