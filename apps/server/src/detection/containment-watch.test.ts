import { expect, test } from "vitest";
import { openIncidentRoom } from "../flags/testing.ts";
import { createTestTelemetry, createTestTime, openWatchRoom } from "./testing.ts";

async function open(telemetry = createTestTelemetry()) {
  const time = createTestTime();
  const log = openIncidentRoom({ now: time.now });
  const room = await openWatchRoom({ incidents: log.incidents, time, telemetry });
  return {
    ...room,
    time,
    log,
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]();
      log[Symbol.dispose]();
    },
  };
}
const acknowledged = (containmentId: string, over: object) => ({
  type: "ContainmentAcknowledged",
  containmentId,
  flagSetVersion: 1,
  acknowledged: [],
  pending: [],
  silent: [],
  propagationMs: null,
  ...over,
});

test("when the last instance reads the containment, that is written at once, with how long it took", async () => {
  await using room = await open();
  const incident = await room.declare();
  await room.read("a", "b", "c");
  const containment = await room.isolate(incident, { language: "de" });
  await room.pass(400);
  await room.read("a", "b");
  expect(await room.written(incident)).toEqual([]);
  await room.pass(200);
  await room.read("c");
  expect(await room.written(incident)).toEqual([
    acknowledged(containment, { acknowledged: ["a", "b", "c"], propagationMs: 600 }),
  ]);
});

test("after 5 s whoever obeys is written, and each change after that, 5 s apart", async () => {
  await using room = await open();
  const incident = await room.declare();
  await room.read("a", "b");
  const containment = await room.isolate(incident, { language: "de" });
  await room.pass(1_000);
  await room.read("a");
  await room.pass(3_000);
  expect(await room.written(incident)).toEqual([]);
  await room.pass(1_000);
  const first = acknowledged(containment, { acknowledged: ["a"], pending: ["b"] });
  expect(await room.written(incident)).toEqual([first]);
  await room.pass(1_000);
  await room.read("a", "b");
  await room.pass(3_000);
  expect(await room.written(incident)).toEqual([first]);
  await room.pass(1_000);
  expect(await room.written(incident)).toEqual([
    first,
    acknowledged(containment, { acknowledged: ["a", "b"], propagationMs: 6_000 }),
  ]);
});

test("an instance that goes silent is named, and its return is written; nothing is written while nothing changes", async () => {
  await using room = await open();
  const incident = await room.declare();
  await room.read("a", "b");
  const containment = await room.isolate(incident, { language: "de" });
  await room.read("a", "b");
  for (let second = 0; second < 20; second++) {
    await room.pass(1_000);
    await room.read("a");
  }
  const all = acknowledged(containment, { acknowledged: ["a", "b"], propagationMs: 0 });
  const one = acknowledged(containment, { acknowledged: ["a"], silent: ["b"], propagationMs: 0 });
  expect(await room.written(incident)).toEqual([all, one]);
  await room.read("a", "b");
  expect(await room.written(incident)).toEqual([all, one, all]);
});

test("nobody reads: that is written after 5 s", async () => {
  await using room = await open();
  const incident = await room.declare();
  const containment = await room.isolate(incident, { language: "de" });
  await room.pass(6_000);
  expect(await room.written(incident)).toEqual([acknowledged(containment, {})]);
});

test("an instance that answers requests but never reads its flags is pending", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare();
  await room.read("a");
  telemetry.counts.instances = [{ instance: "deaf", lastSeenAt: room.time.now() + 3_000 }];
  const containment = await room.isolate(incident, { language: "de" });
  await room.read("a");
  await room.pass(6_000);
  expect((await room.written(incident)).at(-1)).toEqual(acknowledged(containment, { acknowledged: ["a"], pending: ["deaf"] }));
});

test("a release is acknowledged too, and then followed no longer", async () => {
  await using room = await open();
  const incident = await room.declare();
  await room.read("a");
  const containment = await room.isolate(incident, { language: "de" });
  await room.read("a");
  await room.pass(10_000);
  await room.read("a");
  await room.release(incident, containment);
  await room.pass(2_000);
  await room.read("a");
  await room.pass(60_000);
  expect(await room.written(incident)).toEqual([
    acknowledged(containment, { acknowledged: ["a"], propagationMs: 0 }),
    acknowledged(containment, { flagSetVersion: 2, acknowledged: ["a"], propagationMs: 2_000 }),
  ]);
});

test("an expiry someone set ends the containment when it has come, and nothing else ends one", async () => {
  await using room = await open();
  const incident = await room.declare();
  const timed = await room.isolate(incident, { language: "de" }, { expiresAt: room.time.now() + 30_000 });
  await room.isolate(incident, { tier: "free" });
  await room.pass(29_000);
  expect(room.flags.flagSet("support-assistant").version).toBe(2);
  await room.pass(1_000);
  expect(await room.written(incident)).toContainEqual({ type: "ContainmentExpired", containmentId: timed });
  await room.pass(3_600_000);
  const ended = (await room.written(incident)).filter((event) => event.type === "ContainmentExpired");
  expect(ended).toHaveLength(1);
  expect(room.flags.flagSet("support-assistant").evaluate({ tier: "free" }).value).toBe("retrieval-only");
});

const bad = { inside: { bad: 60, total: 100 }, rest: { bad: 40, total: 1000 } };
const good = { inside: { bad: 3, total: 60 }, rest: { bad: 42, total: 1000 } };
const few = { inside: { bad: 1, total: 2 }, rest: { bad: 1, total: 30 } };

test("the effect: before and after are as long as each other, and it is written as soon as it is decisive", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare({ impactStartedAt: room.time.now() - 600_000 });
  await room.read("a");
  Object.assign(telemetry.counts, { before: bad, after: few, split: room.time.now() });
  const isolatedAt = room.time.now();
  const containment = await room.isolate(incident, { language: "de" });
  await room.read("a");
  await room.pass(90_000);
  telemetry.counts.after = good;
  await room.pass(10_000);
  const effects = (await room.written(incident)).filter((event) => event.type === "ContainmentEffectMeasured");
  expect(effects).toEqual([
    {
      type: "ContainmentEffectMeasured",
      containmentId: containment,
      effect: {
        signal: "ungrounded-rate",
        segmentBefore: bad.inside,
        segmentAfter: good.inside,
        restBefore: bad.rest,
        restAfter: good.rest,
        verdict: "effective",
        difference: expect.closeTo(-0.55, 9),
        low: expect.any(Number),
        high: expect.any(Number),
        beforeSeconds: expect.any(Number),
        afterSeconds: expect.any(Number),
      },
    },
  ]);
  const [before, after] = telemetry.asked.slice(-2);
  expect(before?.to).toBe(isolatedAt);
  expect((before?.to ?? 0) - (before?.from ?? 0)).toBe((after?.to ?? 0) - (after?.from ?? 0));
  expect(after?.from).toBe(isolatedAt);
  const measurements = telemetry.asked.length;
  await room.pass(60_000);
  expect(telemetry.asked.length).toBe(measurements);
});

test("fewer failures is an effect also of a signal that is read upwards, such as task success", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare();
  await room.read("a");
  Object.assign(telemetry.counts, { before: bad, after: good, split: room.time.now() });
  await room.isolate(incident, { language: "de" }, { harmSignal: "task-success" });
  await room.read("a");
  await room.pass(20_000);
  expect((await room.written(incident)).at(-1)).toMatchObject({ effect: { signal: "task-success", verdict: "effective" } });
});

test("the telemetry is asked every 5 s from the first look on, and never before everybody obeys", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare();
  await room.read("a");
  Object.assign(telemetry.counts, { before: bad, after: few, split: room.time.now() });
  await room.isolate(incident, { language: "de" });
  await room.pass(10_000);
  expect(telemetry.asked).toEqual([]);
  await room.read("a");
  await room.pass(30_000);
  expect(telemetry.asked.length).toBe(2 * 4);
});

test("between two looks nothing new is looked at: a window has the length of its look", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare();
  await room.read("a");
  Object.assign(telemetry.counts, { before: bad, after: few, split: room.time.now() });
  await room.isolate(incident, { language: "de" });
  await room.read("a");
  await room.pass(39_000);
  Object.assign(telemetry.counts, { after: good });
  await room.pass(2_000);
  await room.pass(4_000);
  expect((await room.written(incident)).at(-1)).toMatchObject({ effect: { verdict: "effective", afterSeconds: 40 } });
});

test("five minutes without a decision: no effect, written and said aloud", async () => {
  const telemetry = createTestTelemetry();
  await using room = await open(telemetry);
  const incident = await room.declare();
  await room.read("a");
  Object.assign(telemetry.counts, { before: few, after: few, split: room.time.now() });
  await room.isolate(incident, { language: "de" });
  await room.read("a");
  await room.pass(295_000);
  expect((await room.written(incident)).map((event) => event.type)).not.toContain("ContainmentEffectMeasured");
  await room.pass(10_000);
  expect((await room.written(incident)).at(-1)).toMatchObject({ effect: { verdict: "no-effect", afterSeconds: 300 } });
  expect(room.warnings).toContainEqual(expect.stringContaining("no effect within five minutes"));
});

test("a harm signal without bad events to count is not measured, and that is said once", async () => {
  await using room = await open();
  const incident = await room.declare();
  await room.read("a");
  await room.isolate(incident, { language: "de" }, { harmSignal: "request-rate" });
  await room.read("a");
  await room.pass(400_000);
  expect(room.warnings.filter((warning) => warning.includes("no bad events"))).toHaveLength(1);
});

test("a restart writes nothing twice, does not call silent who has not spoken yet, and goes on", async () => {
  const telemetry = createTestTelemetry();
  const time = createTestTime();
  using log = openIncidentRoom({ now: time.now });
  let incident = "";
  {
    await using room = await openWatchRoom({ incidents: log.incidents, time, telemetry });
    incident = await room.declare();
    await room.read("a", "b");
    Object.assign(telemetry.counts, { before: bad, after: good, split: time.now() });
    await room.isolate(incident, { language: "de" }, { expiresAt: time.now() + 60_000 });
    await room.read("a", "b");
    await room.pass(8_000);
  }
  await time.pass(10_000, async () => {});
  await using restarted = await openWatchRoom({ incidents: log.incidents, time, telemetry });
  const before = await restarted.written(incident);
  expect(before.map((event) => event.type)).toEqual(["ContainmentAcknowledged", "ContainmentEffectMeasured"]);
  await restarted.pass(3_000);
  await restarted.read("a", "b");
  await restarted.pass(10_000);
  await restarted.read("a");
  expect(await restarted.written(incident)).toEqual(before);
  await restarted.pass(14_000);
  await restarted.read("a");
  expect((await restarted.written(incident)).at(-1)).toMatchObject({ acknowledged: ["a"], silent: ["b"] });
  await restarted.pass(30_000);
  expect((await restarted.written(incident)).map((event) => event.type)).toContain("ContainmentExpired");
});

test("an expiry that came while the server was down is carried out at the start", async () => {
  const time = createTestTime();
  using log = openIncidentRoom({ now: time.now });
  const incident = await log.declare();
  const containment = await log.isolate(incident, { language: "de" }, { expiresAt: time.now() + 60_000 });
  await time.pass(3_600_000, async () => {});
  await using room = await openWatchRoom({ incidents: log.incidents, time });
  expect(await room.written(incident)).toContainEqual({ type: "ContainmentExpired", containmentId: containment });
});

test("two nodes over one log write each finding once", async () => {
  const telemetry = createTestTelemetry();
  const time = createTestTime();
  using log = openIncidentRoom({ now: time.now });
  using other = openIncidentRoom({ now: time.now, store: log.store });
  await using one = await openWatchRoom({ incidents: log.incidents, time, telemetry });
  await using two = await openWatchRoom({ incidents: other.incidents, time, telemetry });
  const both = async () => {
    await one.settled();
    await two.settled();
  };
  const incident = await one.declare();
  Object.assign(telemetry.counts, { before: bad, after: good, split: time.now() });
  await one.isolate(incident, { language: "de" }, { expiresAt: time.now() + 120_000 });
  await time.pass(1_000, both);
  await Promise.all([one.read("a"), two.read("a")]);
  for (let second = 0; second < 125; second++) {
    await time.pass(1_000, both);
    await Promise.all([one.read("a"), two.read("a")]);
  }
  await time.pass(5_000, both);
  expect((await one.written(incident)).map((event) => event.type)).toEqual([
    "ContainmentAcknowledged",
    "ContainmentEffectMeasured",
    "ContainmentExpired",
    "ContainmentAcknowledged",
  ]);
});

test("two nodes that heard of different instances still write one first record", async () => {
  const time = createTestTime();
  using log = openIncidentRoom({ now: time.now });
  using other = openIncidentRoom({ now: time.now, store: log.store });
  await using one = await openWatchRoom({ incidents: log.incidents, time });
  await using two = await openWatchRoom({ incidents: other.incidents, time });
  const incident = await one.declare();
  await Promise.all([one.read("a"), two.read("b")]);
  await one.isolate(incident, { language: "de" });
  await two.settled();
  await Promise.all([one.read("a"), two.read("b")]);
  expect(await one.written(incident)).toHaveLength(1);
});
