import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { alarm, COMMANDER, emptyInbox, openInboxRoom, over } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
beforeEach(() => emptyInbox(postgres));
afterAll(() => postgres[Symbol.asyncDispose]());

const DAY = 86_400_000;
const START = Date.parse("2026-03-01T12:00:00.000Z");
/** A node that begins so many days after the start: its first round has the time in between to catch up with. */
const openAfter = async (days: number) => {
  const room = await openInboxRoom({ postgres, time: createTestTime(START + days * DAY) });
  await room.inbox.settled();
  return room;
};
const counts = async () => {
  const { rows } = await postgres.pool.query(
    "select (select count(*)::int from suspicions) as suspicions, (select count(*)::int from alerts) as alerts, (select count(*)::int from expected_changes) as changes",
  );
  return rows[0];
};

test("an alert that nobody has repeated for seven days is over; one that was repeated is not", async () => {
  await using first = await openAfter(0);
  await first.report(alarm("forgotten"), alarm("repeated"));
  await using later = await openAfter(4);
  await later.report(alarm("repeated"));
  await using last = await openAfter(7);
  expect((await last.open())[0]?.alerts.map((alert) => [alert.signal, alert.status])).toEqual([
    ["repeated", "firing"],
    ["forgotten", "resolved"],
  ]);
});

test("what ended 90 days ago is gone, what is younger, fires or follows an incident is kept, and numbers go on", async () => {
  await using first = await openAfter(0);
  const foreign = (name: string) => alarm(name, { service: name });
  await first.report(foreign("dismissed"), foreign("merged"), foreign("quiet"));
  const incidentId = await first.declareIncident();
  for (const suspicionId of ["SUS-1", "SUS-3"]) await first.inbox.dismiss({ suspicionId, reason: "Planned." }, COMMANDER);
  await first.inbox.merge({ suspicionId: "SUS-2", incidentId }, COMMANDER);
  await first.report(over(foreign("dismissed")), over(foreign("merged")));
  const change = { service: "refund-risk", signals: [], from: START, to: START + DAY, reason: "Spring" };
  await first.expected.document(change, COMMANDER);
  expect(await counts()).toEqual({ suspicions: 3, alerts: 3, changes: 1 });
  for (const day of [6, 12, 18]) {
    await using room = await openAfter(day);
    await room.report(foreign("quiet"));
  }
  await postgres.pool.query("update alerts set last_seen_at = $1 where status = 'firing'", [new Date(START + 89 * DAY)]);
  await using young = await openAfter(89);
  expect(await counts()).toEqual({ suspicions: 3, alerts: 3, changes: 1 });
  await using old = await openAfter(92);
  expect((await old.ended()).map((one) => one.suspicionId)).toEqual(["SUS-3", "SUS-2"]);
  expect(await counts()).toEqual({ suspicions: 2, alerts: 2, changes: 0 });
  await old.report(foreign("dismissed"));
  expect((await old.open()).map((one) => one.suspicionId)).toEqual(["SUS-4"]);
  expect(young.said).toEqual([]);
});
