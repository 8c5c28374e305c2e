import { afterAll, beforeAll, expect, test } from "vitest";
import { createPostgresLead } from "./lead.ts";
import type { Postgres } from "./pool.ts";
import { openTestPostgres, silent } from "./testing.ts";

let postgres: Postgres & AsyncDisposable;
beforeAll(async () => {
  postgres = await openTestPostgres({ migrated: false });
});
afterAll(() => postgres[Symbol.asyncDispose]());

const LOCK = 77;
const stand = () => createPostgresLead({ url: postgres.url, lock: LOCK, logger: silent, retryMs: 50 });
const soon = { timeout: 10_000, interval: 20 };

test("of two nodes one leads, and the other takes over when it goes", async () => {
  const first = stand();
  await expect.poll(() => first.held, soon).toBe(true);
  const second = stand();
  await postgres.pool.query("select 1");
  expect(second.held).toBe(false);
  await first.close();
  expect(first.held).toBe(false);
  await expect.poll(() => second.held, soon).toBe(true);
  await second.close();
});

test("a connection that breaks loses the lead, and gets it again when it is free", async () => {
  const node = stand();
  await expect.poll(() => node.held, soon).toBe(true);
  await postgres.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'firebreak-lead'");
  await expect.poll(() => node.held, { ...soon, interval: 1 }).toBe(false);
  await expect.poll(() => node.held, soon).toBe(true);
  await node.close();
  const { rows } = await postgres.pool.query("select 1 from pg_locks where locktype = 'advisory'");
  expect(rows).toEqual([]);
});
