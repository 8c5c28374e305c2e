import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { alarm, COMMANDER, emptyInbox, MINUTE, openInboxRoom, over, SERVICE, type TestTime } from "./testing.ts";

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

const nulls = alarm("feature-nulls.income", { title: "Feature null rate", owner: "Data", faultClass: "data" });

test("an alert opens a suspicion that says all there is to know", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const at = time.now();
  await room.report({ ...nulls, since: at - 2 * MINUTE });
  const suspicion = {
    suspicionId: "SUS-1",
    service: SERVICE,
    title: "refund-risk: feature null rate",
    owner: "Data",
    urgency: "page",
    faultClass: "data",
    scenario: "I2",
    since: at - 2 * MINUTE,
    openedAt: at,
    lastChangeAt: at,
    segment: null,
    fault: null,
    end: null,
    alertCount: 1,
    alerts: [
      {
        alertId: "ALT-1",
        key: nulls.key,
        status: "firing",
        heldBy: null,
        source: "detection",
        service: SERVICE,
        signal: "feature-nulls.income",
        title: "Feature null rate",
        owner: "Data",
        urgency: "page",
        faultClass: "data",
        scenarios: ["I2"],
        since: at - 2 * MINUTE,
        reasons: nulls.reasons,
        sentence: nulls.sentence,
        labels: {},
        url: "",
        raisedAt: at,
        lastSeenAt: at,
        resolvedAt: null,
        returns: 0,
      },
    ],
  };
  expect(await room.open()).toEqual([suspicion]);
  expect(await room.inbox.get("SUS-1")).toEqual(suspicion);
  expect([await room.inbox.get("SUS-2"), await room.ended()]).toEqual([null, []]);
});

test("the same said again changes nothing, in other words only the words, and the alert is over when that is said", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  const [first] = await room.open();
  await room.report({ ...nulls, since: time.now() });
  expect(await room.open()).toEqual([first]);
  await room.pass(MINUTE);
  await room.report({ ...nulls, sentence: "It is 60 %.", urgency: "ticket" });
  const [second] = await room.open();
  expect(second).toMatchObject({ urgency: "ticket", lastChangeAt: first?.lastChangeAt, since: first?.since, alertCount: 1 });
  expect(second?.alerts).toMatchObject([{ alertId: "ALT-1", sentence: "It is 60 %.", status: "firing", lastSeenAt: time.now() }]);
  await room.report(over(nulls));
  expect((await room.open())[0]?.alerts).toMatchObject([{ status: "resolved", resolvedAt: time.now() }]);
  await room.report(over(nulls), over(alarm("never-fired")));
  expect((await room.open()).map((one) => one.alertCount)).toEqual([1]);
});

test("an alert that comes back within ten minutes is the same one, counted; later it is a new one in a new suspicion", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  for (const returns of [1, 2]) {
    await room.report(over(nulls));
    await room.pass(9 * MINUTE);
    await room.report({ ...nulls, since: time.now() });
    expect((await room.open()).map((one) => one.alerts)).toMatchObject([[{ alertId: "ALT-1", returns, status: "firing" }]]);
  }
  await room.report(over(nulls));
  await room.pass(11 * MINUTE);
  await room.report({ ...nulls, since: time.now() });
  expect((await room.open()).map((one) => [one.suspicionId, one.alerts[0]?.alertId])).toEqual([["SUS-2", "ALT-2"]]);
});

test("alerts of a service that begin within 15 minutes of each other are one suspicion; later ones and other services' are not", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report({ ...nulls, since: time.now() - 1 }, alarm("drift.income"));
  await room.pass(14 * MINUTE);
  await room.report(alarm("task-success", { scenarios: ["I1", "I2"] }));
  await room.pass(14 * MINUTE);
  await room.report(alarm("override-rate"), alarm("latency-p95", { service: "support-assistant", scenarios: ["I3"] }));
  await room.pass(16 * MINUTE);
  await room.report(alarm("ece"));
  expect((await room.open()).map((one) => [one.suspicionId, one.title, one.alertCount, one.scenario])).toEqual([
    ["SUS-3", "refund-risk: ece", 1, "I2"],
    ["SUS-2", "support-assistant: latency-p95", 1, "I3"],
    ["SUS-1", "refund-risk: drift.income and 3 other signals", 4, "I2"],
  ]);
});

test("what security owns is a suspicion of its own, routed to Security, and the list can be had by owner", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls, alarm("policy-violations", { owner: "Security", faultClass: "security", scenarios: ["I5"] }));
  const owned = async (owner: "Security" | "Data" | "SRE") =>
    (await room.inbox.list({ open: true, owner, limit: 10 })).map((one) => [one.suspicionId, one.faultClass, one.scenario]);
  expect([await owned("Security"), await owned("Data"), await owned("SRE")]).toEqual([
    [["SUS-2", "security", "I5"]],
    [["SUS-1", "data", "I2"]],
    [],
  ]);
});

test("alerts of another system without a service are grouped as it grouped them", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const foreign = (key: string) => alarm("x", { key, source: "alertmanager", service: "", signal: null, title: "DiskFull" });
  await room.report(foreign("alertmanager/a/1"), foreign("alertmanager/a/2"), foreign("alertmanager/b/1"));
  expect((await room.open()).map((one) => [one.title, one.service])).toEqual([
    ["DiskFull", ""],
    ["DiskFull and 1 other alert", ""],
  ]);
});

test("a suspicion fades ten minutes after its last alert resolved, and no earlier", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls, alarm("ece"));
  await room.pass(11 * MINUTE);
  await room.report(over(nulls));
  await room.pass(11 * MINUTE);
  await room.report(over(alarm("ece")));
  await room.pass(10 * MINUTE - 5_000);
  expect((await room.open()).map((one) => one.suspicionId)).toEqual(["SUS-1"]);
  await room.pass(15_000);
  expect([await room.open(), (await room.ended()).map((one) => one.end)]).toMatchObject([
    [],
    [{ kind: "faded", by: "Firebreak" }],
  ]);
});

test("a dismissed suspicion stays quiet while its alerts fire, also when they come and go, until they come anew", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(nulls);
  const ask = { suspicionId: "SUS-1", reason: "The feed is being rebuilt." };
  expect(await room.inbox.dismiss(ask, COMMANDER)).toEqual({ ok: true, value: null });
  expect(await room.inbox.dismiss(ask, COMMANDER)).toEqual({ ok: true, value: null });
  const end = { kind: "dismissed", reason: ask.reason, at: time.now(), by: COMMANDER.name };
  expect((await room.ended()).map((one) => one.end)).toEqual([end]);
  await room.report(nulls, over(nulls));
  await room.report({ ...nulls, since: time.now() });
  expect(await room.open()).toEqual([]);
  await room.report(over(nulls));
  await room.pass(11 * MINUTE);
  await room.report({ ...nulls, since: time.now() });
  expect((await room.open()).map((one) => [one.suspicionId, one.alerts[0]?.alertId])).toEqual([["SUS-2", "ALT-2"]]);
  expect(await room.inbox.dismiss({ suspicionId: "SUS-1", reason: "Again." }, COMMANDER)).toEqual({
    ok: false,
    code: "ALREADY_DECIDED",
    message: `SUS-1 was dismissed by ${COMMANDER.name}: there is nothing left to dismiss.`,
  });
  expect(await room.inbox.dismiss({ suspicionId: "SUS-9", reason: "?" }, COMMANDER)).toMatchObject({ code: "SUSPICION_UNKNOWN" });
});

test("more than 500 reports at once are refused, and beyond 2,000 alerts that fire new ones are turned away and known ones noted", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const many = (from: number, n: number) => Array.from({ length: n }, (_, i) => alarm(`s${from + i}`));
  await expect(room.inbox.report(many(0, 501))).rejects.toThrow("501 reports at once; send at most 500 in a call.");
  for (const from of [0, 500, 1_000, 1_500]) await room.report(...many(from, 500));
  expect((await room.open()).map((one) => [one.alertCount, one.alerts.length])).toEqual([[2_000, 20]]);
  expect((await room.inbox.get("SUS-1"))?.alerts).toHaveLength(100);
  const full = room.report(alarm("one-more"), over(alarm("s7")), alarm("two-more"));
  await expect(full).rejects.toThrow(/^2000 alerts fire already.*2 new ones were turned away/);
  await room.inbox.settled();
  await room.report(alarm("one-more"));
  expect((await room.open()).map((one) => one.alertCount)).toEqual([2_001]);
});
