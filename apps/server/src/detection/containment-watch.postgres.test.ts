import { expect, test } from "vitest";
import { openFlagServer } from "../flags/testing.ts";
import { createIncidents } from "../incidents/incidents.ts";
import { createPostgresEventStore } from "../incidents/postgres-event-store.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { createTestTelemetry, createTestTime, openWatchRoom } from "./testing.ts";

test("on PostgreSQL: isolated, read over OFREP, acknowledged, effective; another node over the same log adds nothing", async () => {
  await using postgres = await openTestPostgres();
  const time = createTestTime();
  await using nodes = new AsyncDisposableStack();
  const openNode = async () => {
    const store = nodes.adopt(createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger: silent }), (it) =>
      it.close(),
    );
    return nodes.adopt(createIncidents({ store, now: time.now, logger: silent }), (it) => it.close());
  };
  const telemetry = createTestTelemetry();
  const incidents = await openNode();
  const room = nodes.use(await openWatchRoom({ incidents, time, telemetry }));
  const server = nodes.use(await openFlagServer({ incidents, now: time.now }));

  const incident = await room.declare({ impactStartedAt: time.now() - 120_000 });
  await room.read("a", "b");
  Object.assign(telemetry.counts, {
    before: { inside: { bad: 60, total: 100 }, rest: { bad: 40, total: 1000 } },
    after: { inside: { bad: 3, total: 60 }, rest: { bad: 42, total: 1000 } },
    split: time.now(),
  });
  const containmentId = await room.isolate(incident, { language: "de" }, { expiresAt: time.now() + 60_000 });
  const german = { body: { context: { targetingKey: "x", language: "de" } } };
  expect((await server.ask("/answer-mode", german)).body.value).toBe("retrieval-only");
  await room.pass(300);
  await room.read("a", "b");
  await room.pass(10_000);
  await room.read("a", "b");
  await room.pass(6_000);
  const written = [
    {
      type: "ContainmentAcknowledged",
      containmentId,
      flagSetVersion: 1,
      acknowledged: ["a", "b"],
      pending: [],
      silent: [],
      propagationMs: 300,
    },
    expect.objectContaining({
      type: "ContainmentEffectMeasured",
      effect: expect.objectContaining({ verdict: "effective", beforeSeconds: 60 }),
    }),
  ];
  expect(await room.written(incident)).toEqual(written);

  const other = nodes.use(await openWatchRoom({ incidents: await openNode(), time, telemetry }));
  // As behind a balancer: both nodes hear of every instance.
  for (let second = 0; second < 10; second++) {
    await Promise.all([room.read("a", "b"), other.read("a", "b")]);
    await other.pass(1_000);
  }
  expect(await other.written(incident)).toEqual(written);
  expect(other.flags.flagSet("support-assistant").definition).toEqual(room.flags.flagSet("support-assistant").definition);
  // Whichever node ends it, the others hear of it by the log.
  const heard = new Promise<void>((resolve) => {
    incidents.onEvents((_, rows) => {
      if (rows.some(({ event }) => event.type === "ContainmentExpired")) resolve();
    });
  });
  await other.pass(60_000);
  await heard;
  expect((await other.written(incident)).filter((event) => event.type === "ContainmentExpired")).toHaveLength(1);
  expect((await server.ask("/answer-mode", german)).body.value).toBe("normal");
  expect(await incidents.verify(incident)).toMatchObject({ ok: true });
});
