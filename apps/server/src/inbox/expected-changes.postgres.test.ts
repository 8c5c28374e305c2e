import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import type { ExpectedChange } from "./port.ts";
import { alarm, COMMANDER, emptyInbox, MINUTE, openInboxRoom, SERVICE, type TestTime } from "./testing.ts";

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

const DAY = 86_400_000;
const planned = (change: Partial<ExpectedChange> = {}) => ({
  service: SERVICE,
  signals: ["drift.income"],
  from: time.now(),
  to: time.now() + 60 * MINUTE,
  reason: "Spring campaign",
  ...change,
});

test("a documented change stands in the list as it was documented, those ahead first, and can be ended early once", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const change: ExpectedChange = {
    changeId: "CHG-1",
    ...planned(),
    by: COMMANDER.name,
    createdAt: time.now(),
    endedEarly: null,
  };
  expect(await room.expected.document(planned(), COMMANDER)).toEqual({ ok: true, value: change });
  expect(await room.expected.list(SERVICE)).toEqual([change]);
  expect(await room.expected.list("support-assistant")).toEqual([]);
  await room.pass(MINUTE);
  expect(await room.expected.end("CHG-1", COMMANDER)).toEqual({ ok: true, value: null });
  await room.expected.document(planned({ from: time.now() + DAY, to: time.now() + 2 * DAY }), COMMANDER);
  const ended = { ...change, endedEarly: { at: time.now(), by: COMMANDER.name } };
  const listed = await room.expected.list(null);
  expect([listed.map((one) => one.changeId), listed[1]]).toEqual([["CHG-2", "CHG-1"], ended]);
  expect(await room.expected.end("CHG-1", COMMANDER)).toEqual({
    ok: false,
    code: "CHANGE_ENDED",
    message: "CHG-1 is over already.",
  });
  expect(await room.expected.end("CHG-7", COMMANDER)).toMatchObject({ ok: false, code: "CHANGE_UNKNOWN" });
});

test("what cannot be documented is refused with a sentence that says what to do", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const refusal = async (change: Partial<ExpectedChange>) => {
    const answer = await room.expected.document(planned(change), COMMANDER);
    return answer.ok ? "accepted" : [answer.code, answer.message];
  };
  const at = time.now();
  expect([
    await refusal({ to: at }),
    await refusal({ to: at + 31 * DAY + 1 }),
    await refusal({ from: at - DAY, to: at }),
    await refusal({ signals: ["a", "a"] }),
    await refusal({ service: "nobody" }),
    await refusal({ from: at - DAY, to: at + 30 * DAY }),
  ]).toEqual([
    ["ENDS_BEFORE_IT_BEGINS", "It ends before it begins. Choose an end after the beginning."],
    ["TOO_LONG", "An expected change lasts 31 days at most. What stays longer is the new normal: change the definition."],
    ["IN_THE_PAST", "It would be over already. Choose an end in the future."],
    ["SIGNAL_TWICE", "A signal is named twice. Name each one once."],
    ["SERVICE_UNKNOWN", "No telemetry of a service “nobody” has come in. Known are refund-risk."],
    "accepted",
  ]);
});

test("it holds its signals from its beginning to its end, on every node, and none of another", async () => {
  await using here = await openInboxRoom({ postgres, time });
  await using there = await openInboxRoom({ postgres, time });
  const at = time.now();
  await here.expected.document(planned({ from: at + MINUTE }), COMMANDER);
  await here.expected.document(planned({ signals: [], from: at + 30 * MINUTE, to: at + 40 * MINUTE }), COMMANDER);
  const holds = (signal: string, minute: number, service = SERVICE) =>
    there.expected.holding(service, signal, at + minute * MINUTE)?.changeId ?? null;
  await until(() => holds("ece", 35) !== null);
  expect([0, 1, 59, 60].map((minute) => holds("drift.income", minute))).toEqual([null, "CHG-1", "CHG-1", null]);
  expect([29, 30, 40].map((minute) => holds("ece", minute))).toEqual([null, "CHG-2", null]);
  expect(holds("ece", 35, "support-assistant")).toBeNull();
  await there.expected.end("CHG-2", COMMANDER);
  expect(holds("ece", 35)).toBeNull();
});

test("an alert that an expected change covers is held and opens nothing; when the change is over and it still fires, it does", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.expected.document(planned({ to: time.now() + 20 * MINUTE }), COMMANDER);
  await room.report(alarm("drift.income"));
  expect(await room.open()).toEqual([]);
  const { rows } = await postgres.pool.query("select status, held_by from alerts");
  expect(rows).toEqual([{ status: "held", held_by: "CHG-1" }]);
  expect((await room.inbox.standing("detection")).map((alert) => [alert.alertId, alert.status])).toEqual([["ALT-1", "held"]]);
  expect(await room.inbox.standing("grafana")).toEqual([]);
  await room.report(alarm("ece"));
  expect((await room.open()).map((one) => [one.title, one.alertCount])).toEqual([["refund-risk: ece", 1]]);
  await room.pass(20 * MINUTE + 10_000);
  expect((await room.open()).map((one) => one.alerts.map(({ signal, status, heldBy }) => [signal, status, heldBy]))).toEqual([
    [
      ["drift.income", "firing", null],
      ["ece", "firing", null],
    ],
  ]);
});

test("a change documented while the alert fires holds it, and the suspicion fades; ended early, the alert fires again", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(alarm("drift.income"));
  await room.expected.document(planned(), COMMANDER);
  await room.report(alarm("drift.income"));
  expect((await room.open()).map((one) => one.alerts[0])).toMatchObject([{ status: "held", heldBy: "CHG-1" }]);
  await room.pass(11 * MINUTE);
  expect((await room.ended()).map((one) => [one.end?.kind, one.alertCount])).toEqual([["faded", 1]]);
  await room.expected.end("CHG-1", COMMANDER);
  await room.pass(10_000);
  expect((await room.ended()).map((one) => [one.title, one.alertCount])).toEqual([["refund-risk: drift.income", 0]]);
  expect((await room.open()).map((one) => [one.suspicionId, one.alerts[0]?.alertId])).toEqual([["SUS-2", "ALT-1"]]);
});

test("a change of all signals does not hold what Security owns; one that names the signal does", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const violations = alarm("policy-violations", { owner: "Security" });
  await room.expected.document(planned({ signals: [] }), COMMANDER);
  await room.report(violations, alarm("ece"));
  expect((await room.open()).map((one) => one.title)).toEqual(["refund-risk: policy-violations"]);
  await room.expected.document(planned({ signals: ["policy-violations"] }), COMMANDER);
  await room.report(violations);
  expect((await room.open())[0]?.alerts.map((alert) => [alert.status, alert.heldBy])).toEqual([["held", "CHG-2"]]);
});

test("more than 200 in force or to come are refused", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await postgres.pool.query(
    `insert into expected_changes (service, signals, starts_at, ends_at, reason, documented_by, created_at)
     select 'refund-risk', '{}', $1, $1::timestamptz + interval '1 day', 'r', 'b', $1 from generate_series(1, 200)`,
    [new Date(time.now())],
  );
  expect(await room.expected.document(planned(), COMMANDER)).toMatchObject({ ok: false, code: "EXPECTED_CHANGES_FULL" });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
