import { randomUUID } from "node:crypto";
import type { LoggedEvent } from "@firebreak/incident";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { createIncidents } from "./incidents.ts";
import { createPostgresEventStore } from "./postgres-event-store.ts";
import { aNote, byCommander, COMMANDER, declaration } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** A node of its own on the shared log. */
async function openNode(maxFolded?: number) {
  const store = createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger: silent });
  const incidents = createIncidents({ store, now: Date.now, logger: silent, ...(maxFolded ? { maxFolded } : {}) });
  await store.listening();
  const heard: LoggedEvent[] = [];
  const waiting: { until: () => boolean; done: () => void }[] = [];
  incidents.onEvents((_, rows) => {
    heard.push(...rows);
    for (const wait of waiting) if (wait.until()) wait.done();
  });
  return {
    incidents,
    heard: (incidentId: string) => heard.filter((row) => row.incidentId === incidentId).map((row) => row.seq),
    async until(condition: () => boolean) {
      if (condition()) return;
      await new Promise<void>((done) => waiting.push({ until: condition, done }));
    },
    async [Symbol.asyncDispose]() {
      incidents.close();
      await store.close();
    },
  };
}
type Node = Awaited<ReturnType<typeof openNode>>;

async function declared(node: Node): Promise<string> {
  const outcome = await node.incidents.declare({ commandId: randomUUID(), command: declaration, actor: COMMANDER });
  if (!outcome.ok || !outcome.incidentId) throw new Error(JSON.stringify(outcome));
  return outcome.incidentId;
}
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

test("100 commands at once from two nodes: none lost, no holes, both hear every row once and in order", async () => {
  await using one = await openNode();
  await using two = await openNode();
  const id = await declared(one);
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, i) => (i % 2 ? one : two).incidents.handle(byCommander(id, aNote(`note ${i}`)))),
  );
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  await Promise.all([one, two].map((node) => node.until(() => node.heard(id).length >= 101)));
  expect(one.heard(id)).toEqual(upTo(101));
  expect(two.heard(id)).toEqual(upTo(101));
  const texts = (await one.incidents.read(id, 1, 1000)).map((row) => row.event.type === "NoteAdded" && row.event.text);
  expect(new Set(texts)).toEqual(new Set(Array.from({ length: 100 }, (_, i) => `note ${i}`)));
  expect(await two.incidents.verify(id)).toMatchObject({ ok: true, seq: 101, fault: null });
  expect(await two.incidents.load(id)).toEqual(await one.incidents.load(id));
});

test("a command sent again after a restart answers the rows that it wrote, also when it would be refused by now", async () => {
  const commandId = randomUUID();
  const declareId = randomUUID();
  let first: Awaited<ReturnType<Node["incidents"]["handle"]>>;
  let incidentId: string | undefined;
  {
    await using node = await openNode();
    const outcome = await node.incidents.declare({ commandId: declareId, command: declaration, actor: COMMANDER });
    incidentId = outcome.incidentId;
    first = await node.incidents.handle(
      byCommander(incidentId ?? "", { type: "MovePhase", phase: "recover", reason: "contained" }, commandId),
    );
    expect(first.ok).toBe(true);
  }
  await using node = await openNode();
  const request = byCommander(incidentId ?? "", { type: "MovePhase", phase: "recover", reason: "contained" }, commandId);
  expect(await node.incidents.handle(request)).toEqual(first);
  const again = await node.incidents.declare({ commandId: declareId, command: declaration, actor: COMMANDER });
  expect(again).toMatchObject({ ok: true, incidentId });
  expect(await node.incidents.load(incidentId ?? "")).toMatchObject({ seq: 2 });
});

test("an id of a command of another incident is refused", async () => {
  await using node = await openNode();
  const [a, b] = [await declared(node), await declared(node)];
  const commandId = randomUUID();
  await node.incidents.handle(byCommander(a, aNote("here"), commandId));
  expect(await node.incidents.handle(byCommander(b, aNote("there"), commandId))).toMatchObject({
    ok: false,
    refusal: { code: "COMMAND_ID_USED" },
  });
});

test("more than 1,000 waiting commands are refused with a sentence, and none of the accepted is lost", async () => {
  await using node = await openNode();
  const id = await declared(node);
  const outcomes = await Promise.all(
    Array.from({ length: 1100 }, (_, i) => node.incidents.handle(byCommander(id, aNote(`n${i}`)))),
  );
  const refused = outcomes.filter((outcome) => !outcome.ok);
  // The declaration's own wake-up may hold one of the places.
  expect(refused.length).toBeGreaterThanOrEqual(100);
  expect(refused.length).toBeLessThanOrEqual(101);
  expect(refused[0]).toMatchObject({ refusal: { code: "BUSY", message: expect.stringContaining("Try again") } });
  expect(await node.incidents.verify(id)).toMatchObject({ ok: true, seq: 1 + outcomes.length - refused.length });
});

test("a changed row, a removed row and a removed end are found", async () => {
  await using node = await openNode();
  const tampered = async (sql: string) => {
    const id = await declared(node);
    for (const text of ["one", "two", "three"]) await node.incidents.handle(byCommander(id, aNote(text)));
    expect(await node.incidents.verify(id)).toMatchObject({ ok: true, seq: 4 });
    const client = await postgres.pool.connect();
    await client.query("set session_replication_role = replica");
    await client.query(sql, [id]);
    await client.query("set session_replication_role = origin");
    client.release();
    return node.incidents.verify(id);
  };
  const changed = `update incident_events set event = replace(event::text, 'two', 'TWO')::json where incident_id = $1 and seq = 3`;
  expect(await tampered(changed)).toMatchObject({ ok: false, fault: "Row 3: it was changed after it was written." });
  expect(await tampered("delete from incident_events where incident_id = $1 and seq = 3")).toMatchObject({
    ok: false,
    fault: "Row 4: a row before it is missing.",
  });
  expect(await tampered("delete from incident_events where incident_id = $1 and seq = 4")).toMatchObject({
    ok: false,
    fault: "The log ends at row 3, its head says 4.",
  });
});

test("what is no longer held in memory is read again, and the list holds every incident, newest first", async () => {
  await using node = await openNode(2);
  const ids = [await declared(node), await declared(node), await declared(node), await declared(node)];
  for (const id of ids) await node.incidents.handle(byCommander(id, aNote("again")));
  for (const id of ids) expect(await node.incidents.load(id)).toMatchObject({ seq: 2, state: { noteCount: 1 } });
  const listed = (await node.incidents.list()).map((row) => row.incidentId);
  expect(listed.slice(0, 4)).toEqual([...ids].reverse());
  expect(await node.incidents.load("INC-999999")).toBeNull();
});

test("a long log is nobody's state before it is read to its end", async () => {
  let id: string;
  {
    await using writer = await openNode();
    id = await declared(writer);
    for (let i = 0; i < 5; i++) {
      const group = Array.from({ length: 900 }, (_, n) => writer.incidents.handle(byCommander(id, aNote(`${i} ${n}`))));
      await Promise.all(group);
    }
  }
  await using node = await openNode();
  const opened = [];
  const first = node.incidents.load(id);
  let reading = true;
  void first.then(() => {
    reading = false;
  });
  // Ask at every turn of the event loop while the first one reads its pages.
  while (reading) {
    opened.push(node.incidents.load(id));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const seqs = (await Promise.all([first, ...opened])).map((folded) => folded?.seq);
  expect(new Set(seqs)).toEqual(new Set([4501]));
});
