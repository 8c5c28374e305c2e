import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { alarm, COMMANDER, emptyInbox, MINUTE, openInboxRoom, over, type TestTime } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let time: TestTime;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
beforeEach(async () => {
  await emptyInbox(postgres);
  time = createTestTime();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const nulls = alarm("feature-nulls");
const done = { ok: true, value: null };

test("merging puts the alerts into the incident's log by whoever merged, once however often it is sent", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls, alarm("ece"));
  const incidentId = await room.declareIncident();
  const ask = { suspicionId: "SUS-1", incidentId };
  expect(await Promise.all([room.inbox.merge(ask, COMMANDER), room.inbox.merge(ask, COMMANDER)])).toEqual([done, done]);
  expect(await room.inbox.merge(ask, COMMANDER)).toEqual(done);
  expect(await room.attached(incidentId)).toEqual([[COMMANDER.name, "feature-nulls", "ece"]]);
  const end = { kind: "merged", incidentId, at: time.now(), by: COMMANDER.name };
  expect([(await room.ended()).map((one) => one.end), await room.open()]).toEqual([[end], []]);
  const folded = await room.incidents.load(incidentId);
  expect(folded?.state.alerts[0]).toEqual({
    alertId: "ALT-1",
    signal: "feature-nulls",
    title: "feature-nulls",
    sentence: nulls.sentence,
    owner: "ML",
    since: new Date(time.now()).toISOString(),
    suspicionId: "SUS-1",
    attachedAt: new Date(time.now()).toISOString(),
    attachedBy: COMMANDER.name,
  });
});

test("while the incident is active later alerts of the service follow into its log; after it is closed they open a suspicion", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  const incidentId = await room.declareIncident();
  await room.inbox.declared({ suspicionId: "SUS-1", incidentId }, COMMANDER);
  await room.pass(16 * MINUTE);
  const other = alarm("latency-p95", { service: "support-assistant" });
  await room.report(alarm("ece"), other, alarm("policy-violations", { owner: "Security" }));
  await room.report(over(alarm("ece")));
  await room.report(alarm("ece"));
  expect(await room.attached(incidentId)).toEqual([
    [COMMANDER.name, "feature-nulls"],
    ["Firebreak", "ece"],
  ]);
  expect((await room.open()).map((one) => one.title)).toEqual([
    "refund-risk: policy-violations",
    "support-assistant: latency-p95",
  ]);
  expect((await room.ended()).map((one) => [one.end?.kind, one.alertCount])).toEqual([["declared", 2]]);

  await room.close(incidentId);
  // Within the same moment: nobody has noticed the end yet, and the log refuses.
  await room.report(alarm("task-success"));
  expect((await room.open()).map((one) => one.title)).toContain("refund-risk: task-success");
  await room.report(alarm("override-rate"));
  expect((await room.open()).map((one) => [one.title, one.alertCount])).toContainEqual([
    "refund-risk: override-rate and 1 other signal",
    2,
  ]);
  expect(await room.attached(incidentId)).toHaveLength(2);
});

test("into an incident that is closed, or is none, nothing is merged, and the sentence says what to do", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  const incidentId = await room.declareIncident();
  await room.close(incidentId);
  expect(await room.inbox.merge({ suspicionId: "SUS-1", incidentId }, COMMANDER)).toEqual({
    ok: false,
    code: "INCIDENT_CLOSED",
    message: `${incidentId} is closed; declare a new incident if harm is back.`,
  });
  const unknown = { suspicionId: "SUS-1", incidentId: "INC-999999" };
  expect(await room.inbox.declared(unknown, COMMANDER)).toMatchObject({ ok: false, code: "INCIDENT_UNKNOWN" });
  expect((await room.open()).map((one) => one.suspicionId)).toEqual(["SUS-1"]);
});

test("who may not attach merges nothing: the suspicion stays open", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  const incidentId = await room.declareIncident();
  const legal = { kind: "person", id: "p-legal", name: "Legal counsel", role: "legal" } as const;
  expect(await room.inbox.merge({ suspicionId: "SUS-1", incidentId }, legal)).toMatchObject({ ok: false, code: "NOT_PERMITTED" });
  expect([(await room.open()).map((one) => one.end), await room.attached(incidentId)]).toEqual([[null], []]);
});

test("two people on two nodes merge one suspicion into two incidents: one of them is told where it went", async () => {
  await using here = await openInboxRoom({ postgres, time });
  await using there = await openInboxRoom({ postgres, time });
  await here.report(nulls);
  const [first, second] = [await here.declareIncident(), await here.declareIncident()];
  const answers = await Promise.all([
    here.inbox.merge({ suspicionId: "SUS-1", incidentId: first }, COMMANDER),
    there.inbox.merge({ suspicionId: "SUS-1", incidentId: second }, COMMANDER),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const [winner, loser] = answers[0]?.ok ? [first, second] : [second, first];
  expect(answers.find((answer) => !answer.ok)).toEqual({
    ok: false,
    code: "ALREADY_DECIDED",
    message: `SUS-1 was merged into ${winner} by ${COMMANDER.name}. Go on in that incident.`,
  });
  expect([await here.attached(winner), await here.attached(loser)]).toEqual([[[COMMANDER.name, "feature-nulls"]], []]);
});

test("a merge whose node went away before the log had the alerts is finished by another node's next round", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(...Array.from({ length: 120 }, (_, i) => alarm(`s${i}`)));
  const incidentId = await room.declareIncident();
  await postgres.pool.query(
    "update suspicions set end_kind = 'merged', incident_id = $1, follows = true, ended_at = now(), ended_by = 'x'",
    [incidentId],
  );
  await using other = await openInboxRoom({ postgres, time });
  await Promise.all([room.pass(10_000), other.inbox.settled()]);
  const rows = await room.attached(incidentId);
  expect(rows.map(([by, ...alerts]) => [by, alerts.length])).toEqual([
    ["Firebreak", 50],
    ["Firebreak", 50],
    ["Firebreak", 20],
  ]);
  expect(new Set(rows.flatMap(([, ...alerts]) => alerts)).size).toBe(120);
});

test("what faded or was dismissed may still be declared by who knows more", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  await room.inbox.dismiss({ suspicionId: "SUS-1", reason: "Looks planned." }, COMMANDER);
  const incidentId = await room.declareIncident();
  expect(await room.inbox.declared({ suspicionId: "SUS-1", incidentId }, COMMANDER)).toEqual(done);
  expect(await room.inbox.dismiss({ suspicionId: "SUS-1", reason: "No." }, COMMANDER)).toMatchObject({
    message: `SUS-1 was declared as ${incidentId} by ${COMMANDER.name}. Go on in that incident.`,
  });
});
