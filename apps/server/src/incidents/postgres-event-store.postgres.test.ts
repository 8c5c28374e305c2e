import { GENESIS_HASH } from "@firebreak/evidence";
import { SYSTEM_ACTOR } from "@firebreak/incident";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { eventStoreContract } from "./event-store.contract.ts";
import { createPostgresEventStore } from "./postgres-event-store.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** Only a test may empty the log: as the tables' owner, past its triggers. */
async function emptied() {
  await postgres.pool.query(`
    set session_replication_role = replica;
    truncate incident_events, incident_commands, incidents;
    alter sequence incident_number restart;
    set session_replication_role = origin`);
  const store = createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger: silent });
  return { store, [Symbol.asyncDispose]: () => store.close() };
}

describe("the port's promises", () => {
  eventStoreContract(emptied);
});

const append = (store: ReturnType<typeof createPostgresEventStore>, incidentId: string, commandId: string) =>
  store.append({
    incidentId,
    commandId,
    expectedSeq: 0,
    prevHash: GENESIS_HASH,
    at: "2026-01-31T14:02:00.000Z",
    actor: SYSTEM_ACTOR,
    events: [{ type: "NoteAdded", text: "a note", proofs: [] }],
  });

test("the database refuses to change or remove a row of the log", async () => {
  await using room = await emptied();
  await append(room.store, "INC-1", "c1");
  for (const sql of [
    "update incident_events set at = '2027-01-01T00:00:00.000Z'",
    "delete from incident_events",
    "truncate incident_events cascade",
    "delete from incident_commands",
  ]) {
    await expect(postgres.pool.query(sql), sql).rejects.toThrow("append only");
  }
});

test("a lost connection comes back and wakes what moved meanwhile", async () => {
  await using room = await emptied();
  await using other = {
    ...createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger: silent }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const wakes: string[] = [];
  const moved = Promise.withResolvers<void>();
  room.store.onAppended(({ incidentId }) => {
    wakes.push(incidentId);
    if (incidentId === "INC-2") moved.resolve();
  });
  await room.store.listening();
  await append(other, "INC-1", "c1");
  // In one transaction: the listener is cut and, before it can be back, the head moves without a notification.
  const client = await postgres.pool.connect();
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'firebreak-listen'");
  await client.query("insert into incidents (incident_id, head_seq, head_hash) values ('INC-2', 1, 'x')");
  client.release();
  await moved.promise;
  expect(wakes).toContain("INC-2");
});
