import type { LoggedEvent } from "@firebreak/incident";
import type { FollowAnswer } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { createIncidentRoom, type Delivery, type RoomPorts } from "./incident-room.ts";
import type { PendingCommand } from "./pending.ts";
import { COMMANDER, DECLARE, EXECUTIVE, note, snapshotOf, writeLog } from "./testing.ts";

const declared = writeLog([DECLARE]);
const HEAD = declared.length;

interface Tab {
  unsent: readonly PendingCommand[];
}
/** A room whose wire and server are in the test's hands. */
function openTestRoom({ answered = true, tab = { unsent: [] } }: { answered?: boolean; tab?: Tab } = {}) {
  const asks: { after: number | null; answer: (reply: FollowAnswer) => void }[] = [];
  const deliveries: { commandId: string; resolve: (delivery: Delivery) => void }[] = [];
  let id = 0;
  const ports: RoomPorts = {
    follow: ({ after }, answer) => asks.push({ after, answer }),
    unfollow: () => undefined,
    deliver: ({ commandId }) => new Promise((resolve) => deliveries.push({ commandId, resolve })),
    logBefore: async () => [],
    untilRetry: async () => undefined,
    keep: (_, unsent) => {
      tab.unsent = unsent;
    },
    kept: () => tab.unsent,
    now: () => Date.parse("2026-01-31T14:30:00.000Z"),
    newId: () => `id-${++id}`,
  };
  const room = createIncidentRoom("INC-1", ports);
  room.resume(COMMANDER);
  room.connected();
  if (answered) asks[0]?.answer({ ok: true, kind: "snapshot", snapshot: snapshotOf(declared) });
  return { room, asks, deliveries };
}
type TestRoom = ReturnType<typeof openTestRoom>;
function opened({ room }: TestRoom) {
  const view = room.view();
  if (view.kind !== "open") throw new Error(`the room is ${view.kind}`);
  return view;
}
async function nextDelivery({ deliveries }: TestRoom, index: number) {
  // Retries are asked for in a later microtask.
  for (let turn = 0; deliveries[index] === undefined && turn < 50; turn++) await Promise.resolve();
  const delivery = deliveries[index];
  if (!delivery) throw new Error("nothing was sent");
  return delivery;
}

test("a command shows at once as pending, and once as confirmed when its row arrives before the answer", async () => {
  const test = openTestRoom();
  const sent = test.room.send(note("seen"), COMMANDER);
  expect(opened(test).pending.map((row) => row.commandId)).toEqual(["id-1"]);
  expect(opened(test).state.noteCount).toBe(1);
  const rows = writeLog([note("seen")], declared, ["id-1"]).slice(HEAD);
  test.room.pushed(rows);
  expect(opened(test)).toMatchObject({ pending: [], waiting: 0, held: { seq: HEAD + 1 }, state: { noteCount: 1 } });
  (await nextDelivery(test, 0)).resolve({ kind: "durable", seq: HEAD + 1 });
  expect(await sent).toEqual({ ok: true });
});

test("the answer before the row keeps it pending until the row is there", async () => {
  const test = openTestRoom();
  const sent = test.room.send(note("seen"), COMMANDER);
  (await nextDelivery(test, 0)).resolve({ kind: "durable", seq: HEAD + 1 });
  await sent;
  expect(opened(test)).toMatchObject({ waiting: 1, state: { noteCount: 1 } });
  test.room.pushed(writeLog([note("seen")], declared, ["id-1"]).slice(HEAD));
  expect(opened(test)).toMatchObject({ waiting: 0, pending: [], state: { noteCount: 1 } });
});

test("a refusal known here comes without a round trip", async () => {
  const test = openTestRoom();
  const sent = await test.room.send(note("not mine to say"), EXECUTIVE);
  expect(sent).toMatchObject({ ok: false, refusal: { code: "NOT_PERMITTED" } });
  expect(test.deliveries).toEqual([]);
  expect(test.room.explain(note("x"), EXECUTIVE)?.code).toBe("NOT_PERMITTED");
  expect(test.room.explain(note("x"), COMMANDER)).toBeNull();
});

test("the server's refusal takes the pending events back and hands on its sentence", async () => {
  const test = openTestRoom();
  const sent = test.room.send(note("seen"), COMMANDER);
  (await nextDelivery(test, 0)).resolve({ kind: "refused", refusal: { code: "CLOSED", message: "It was closed." } });
  expect(await sent).toEqual({ ok: false, refusal: { code: "CLOSED", message: "It was closed." } });
  expect(opened(test)).toMatchObject({ waiting: 0, pending: [], state: { noteCount: 0 } });
});

test("an unknown fate is sent again with the same id", async () => {
  const test = openTestRoom();
  const sent = test.room.send(note("seen"), COMMANDER);
  (await nextDelivery(test, 0)).resolve({ kind: "unknown" });
  const again = await nextDelivery(test, 1);
  expect(again.commandId).toBe("id-1");
  again.resolve({ kind: "durable", seq: HEAD + 1 });
  expect(await sent).toEqual({ ok: true });
});

test("an unknown fate whose row came by push is not sent again", async () => {
  const test = openTestRoom();
  const sent = test.room.send(note("seen"), COMMANDER);
  test.room.pushed(writeLog([note("seen")], declared, ["id-1"]).slice(HEAD));
  (await nextDelivery(test, 0)).resolve({ kind: "unknown" });
  expect(await sent).toEqual({ ok: true });
  expect(test.deliveries).toHaveLength(1);
});

test("a hole asks for everything after the last number held, and the answer closes it", () => {
  const test = openTestRoom();
  const rows = writeLog(["a", "b", "c"].map(note), declared).slice(HEAD);
  test.room.pushed(rows.slice(2));
  expect(test.asks.at(-1)?.after).toBe(HEAD);
  test.asks.at(-1)?.answer({ ok: true, kind: "events", events: rows, head: HEAD + 3 });
  expect(opened(test).held.seq).toBe(HEAD + 3);
  expect(test.asks).toHaveLength(2);
});

test("a heartbeat ahead of what is held asks again, one that is not does not", () => {
  const test = openTestRoom();
  test.room.heartbeat(HEAD);
  expect(test.asks).toHaveLength(1);
  test.room.heartbeat(HEAD + 1);
  expect(test.asks.at(-1)?.after).toBe(HEAD);
});

test("two rooms, one that lost its connection and one that did not, end in the same state", () => {
  const rows: readonly LoggedEvent[] = writeLog(["a", "b", "c", "d"].map(note), declared).slice(HEAD);
  const steady = openTestRoom();
  for (const row of rows) steady.room.pushed([row]);
  const lost = openTestRoom();
  lost.room.pushed(rows.slice(0, 1));
  lost.room.connected();
  expect(lost.asks.at(-1)?.after).toBe(HEAD + 1);
  lost.asks.at(-1)?.answer({ ok: true, kind: "events", events: rows.slice(1), head: HEAD + 4 });
  expect(opened(lost).held).toEqual(opened(steady).held);
});

test("an account that may not enter is told so", () => {
  const test = openTestRoom();
  test.room.connected();
  test.asks.at(-1)?.answer({ ok: false, code: "FORBIDDEN", message: "Your role does not open this page." });
  expect(test.room.view()).toEqual({ kind: "refused", code: "FORBIDDEN", message: "Your role does not open this page." });
});

test("a push that overtakes the snapshot is not lost", () => {
  const { room, asks } = openTestRoom({ answered: false });
  const rows = writeLog([note("a"), note("b")], declared);
  room.pushed(rows.slice(HEAD));
  asks[0]?.answer({ ok: true, kind: "snapshot", snapshot: snapshotOf(rows.slice(0, HEAD + 1)) });
  expect(room.view()).toMatchObject({ kind: "open", held: { seq: HEAD + 2 }, state: { noteCount: 2 } });
});

test("what was not sent when the page was loaded again is sent by the next page, with the same id", async () => {
  const tab: Tab = { unsent: [] };
  const before = openTestRoom({ tab });
  void before.room.send(note("typed before the reload"), COMMANDER);
  (await nextDelivery(before, 0)).resolve({ kind: "unknown" });
  const after = openTestRoom({ tab });
  expect(opened(after)).toMatchObject({ unsent: 1, state: { noteCount: 1 } });
  const delivery = await nextDelivery(after, 0);
  expect(delivery.commandId).toBe("id-1");
  after.room.pushed(writeLog([note("typed before the reload")], declared, ["id-1"]).slice(HEAD));
  delivery.resolve({ kind: "durable", seq: HEAD + 1 });
  expect([opened(after).unsent, tab.unsent]).toEqual([0, []]);
});

test("what another account left in the tab is not sent in this one's name", () => {
  const command = {
    commandId: "theirs",
    command: note("theirs"),
    actor: { ...EXECUTIVE },
    at: "2026-01-31T14:29:00.000Z",
    confirmedSeq: null,
  };
  const test = openTestRoom({ tab: { unsent: [command] } });
  expect([opened(test).waiting, test.deliveries]).toEqual([0, []]);
});

test("reads back page after page until a row is held", async () => {
  const log = writeLog(
    Array.from({ length: 60 }, (_, n) => note(`n${n}`)),
    declared,
  );
  const asked: number[] = [];
  const ports: RoomPorts = {
    follow: (_ask, answer) => answer({ ok: true, kind: "snapshot", snapshot: snapshotOf(log, 5) }),
    unfollow: () => undefined,
    deliver: () => new Promise(() => undefined),
    logBefore: async (_incidentId, beforeSeq) => {
      asked.push(beforeSeq);
      return log.slice(Math.max(0, beforeSeq - 21), beforeSeq - 1);
    },
    untilRetry: async () => undefined,
    keep: () => undefined,
    kept: () => [],
    now: () => Date.parse("2026-01-31T14:30:00.000Z"),
    newId: () => "id",
  };
  const room = createIncidentRoom("INC-1", ports);
  const head = log.length;
  room.connected();
  await room.loadOlder(3);
  const view = room.view();
  if (view.kind !== "open") throw new Error(`the room is ${view.kind}`);
  expect(view.held.rows.map((row) => row.seq)).toEqual(log.map((row) => row.seq));
  expect(asked).toEqual([head - 4, head - 24, head - 44]);
});
