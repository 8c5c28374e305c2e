import { LIMITS } from "@firebreak/incident";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createFlagSets } from "./flag-sets.ts";
import { createTestClock, openIncidentRoom, SERVICE } from "./testing.ts";

const logger = pino({ level: "silent" });
const { now } = createTestClock();

test("the version counts isolations and releases of the service, and other services keep theirs", async () => {
  using room = openIncidentRoom({ now });
  const sets = createFlagSets({ incidents: room.incidents, logger });
  await sets.ready;
  const heard: [string, number][] = [];
  sets.onChange((service, version) => heard.push([service, version]));
  const first = await room.declare();
  const second = await room.declare();
  const other = await room.declare({ service: "other-service" });
  const a = await room.isolate(first, { language: "de" });
  await room.isolate(second, { tier: "free" }, { measure: "human-handoff" });
  await room.isolate(other, { language: "de" });
  await room.release(first, a);
  expect(heard).toEqual([
    [SERVICE, 1],
    [SERVICE, 2],
    ["other-service", 1],
    [SERVICE, 3],
  ]);
  expect(sets.get(SERVICE).evaluate({ language: "de" }).value).toBe("normal");
  expect(sets.get(SERVICE).evaluate({ tier: "free" }).value).toBe("human-handoff");
  expect(sets.containing()).toEqual([second, other]);
  sets.close();
});

test("after a restart and on another node the flag set is the same, and both follow what comes", async () => {
  using room = openIncidentRoom({ now });
  const one = createFlagSets({ incidents: room.incidents, logger });
  const incident = await room.declare();
  await room.release(incident, await room.isolate(incident, { language: "fr" }));
  await room.isolate(incident, { language: "de" });
  using restarted = openIncidentRoom({ now, store: room.store });
  const two = createFlagSets({ incidents: restarted.incidents, logger });
  await Promise.all([one.ready, two.ready]);
  expect(two.get(SERVICE).definition).toEqual(one.get(SERVICE).definition);
  expect(two.get(SERVICE).version).toBe(3);

  const arrived = new Promise<number>((resolve) => two.onChange((_service, version) => resolve(version)));
  await room.isolate(incident, { tier: "free" });
  expect(await arrived).toBe(4);
  expect(two.get(SERVICE).definition).toEqual(one.get(SERVICE).definition);
});

test("the version goes on when the incident's state forgets its oldest containments, restart or not", async () => {
  using room = openIncidentRoom({ now });
  const sets = createFlagSets({ incidents: room.incidents, logger });
  await sets.ready;
  const incident = await room.declare();
  const turns = LIMITS.endedContainments + 3;
  for (let turn = 0; turn < turns; turn++) {
    await room.release(incident, await room.isolate(incident, { tier: "free" }));
    expect(sets.get(SERVICE).version).toBe(2 * (turn + 1));
  }
  const restarted = createFlagSets({ incidents: room.incidents, logger });
  await restarted.ready;
  expect(restarted.get(SERVICE).version).toBe(2 * turns);
});

test("older incidents than the list shows still contain", async () => {
  using room = openIncidentRoom({ now });
  const oldest = await room.declare();
  await room.isolate(oldest, { language: "de" });
  for (let count = 0; count < 205; count++) await room.declare({ service: "other-service" });
  const sets = createFlagSets({ incidents: room.incidents, logger });
  await sets.ready;
  expect((await room.incidents.list()).map((row) => row.incidentId)).not.toContain(oldest);
  expect(sets.get(SERVICE).evaluate({ language: "de" }).value).toBe("retrieval-only");
});

test("a log that cannot be read at first is read again; until then nothing is ready", async () => {
  using room = openIncidentRoom({ now });
  await room.isolate(await room.declare(), { language: "de" });
  let faults = 1;
  const incidents = {
    ...room.incidents,
    list: () => (faults-- > 0 ? Promise.reject(new Error("no connection")) : room.incidents.list()),
  };
  const sets = createFlagSets({ incidents, logger });
  expect(sets.isReady()).toBe(false);
  await sets.ready;
  expect(sets.get(SERVICE).evaluate({ language: "de" }).value).toBe("retrieval-only");
});
