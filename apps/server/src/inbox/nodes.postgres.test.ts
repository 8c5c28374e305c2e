import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { INBOX_CHANNEL } from "./store.ts";
import { alarm, COMMANDER, emptyInbox, openInboxRoom, over, type TestTime } from "./testing.ts";

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

test("three nodes that report the same faults at once have one alert for each, in one suspicion, without holes in the numbers", async () => {
  await using one = await openInboxRoom({ postgres, time });
  await using two = await openInboxRoom({ postgres, time });
  await using three = await openInboxRoom({ postgres, time });
  const reports = Array.from({ length: 20 }, (_, i) => alarm(`s${i}`));
  const rooms = [one, two, three];
  await Promise.all(rooms.flatMap((room) => [room.report(...reports), room.report(...reports.toReversed())]));
  const [found, ...others] = await one.open();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ suspicionId: "SUS-1", alertCount: 20 });
  const { rows } = await postgres.pool.query("select number, returns from alerts order by number");
  expect(rows).toEqual(Array.from({ length: 20 }, (_, i) => ({ number: i + 1, returns: 0 })));
});

test("news reach every node, and at most once a second", async () => {
  await using here = await openInboxRoom({ postgres, time });
  await using there = await openInboxRoom({ postgres, time });
  const heard: number[] = [];
  const waiting: (() => void)[] = [];
  there.inbox.onChanged(() => {
    heard.push(Date.now());
    for (const done of waiting.splice(0)) done();
  });
  const next = () => new Promise<void>((done) => waiting.push(done));
  const first = next();
  await here.report(alarm("s0"));
  await first;
  const second = next();
  for (let i = 1; i <= 10; i++) await here.report(alarm(`s${i}`));
  await second;
  const third = next();
  await here.inbox.dismiss({ suspicionId: "SUS-1", reason: "Planned." }, COMMANDER);
  await third;
  const gaps = heard.slice(1).map((at, i) => at - (heard[i] ?? 0));
  expect(gaps.filter((gap) => gap < 990)).toEqual([]);
});

test("saying the same again is no news, saying it in other words is", async () => {
  await using room = await openInboxRoom({ postgres, time });
  await room.report(alarm("s0"));
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await client.query(`listen ${INBOX_CHANNEL}; listen marker`);
    const heard: string[] = [];
    const marked = new Promise<void>((done) => {
      client.on("notification", ({ channel }) => (channel === "marker" ? done() : heard.push(channel)));
    });
    await room.report(alarm("s0", { since: time.now() }), over(alarm("never-fired")));
    await client.query("select 1");
    const silent = heard.length;
    await room.report(alarm("s0", { sentence: "It is 60 %." }));
    await client.query("notify marker");
    await marked;
    expect([silent, heard]).toEqual([0, [INBOX_CHANNEL]]);
  } finally {
    await client.end();
  }
});
