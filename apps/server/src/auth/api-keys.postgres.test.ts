import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPostgres } from "../postgres/testing.ts";
import { createApiKeys } from "./api-keys.ts";
import type { AuthTables } from "./tables.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const clock = { now: Date.parse("2026-11-23T12:00:00.000Z") };
/** Each node holds its own memory of the keys. */
const openNode = () => createApiKeys({ db: postgres.db.withTables<AuthTables>(), now: () => clock.now });
const assistant = { name: "Assistant", service: "support-assistant", scopes: ["intake", "flags"] } as const;

test("a key opens its service's scopes from the moment it is made, is listed, and its secret is stored nowhere", async () => {
  const keys = openNode();
  expect(await keys.verify("fb_not-yet")).toBeNull();
  const { row, secret } = await keys.create(assistant);
  expect(secret).toMatch(/^fb_[A-Za-z0-9_-]{43}$/);
  expect(await keys.verify(secret)).toEqual({ keyId: row.id, service: "support-assistant", scopes: ["intake", "flags"] });
  expect(await keys.verify(`${secret}x`)).toBeNull();
  expect(await keys.list()).toEqual([
    {
      id: row.id,
      name: "Assistant",
      service: "support-assistant",
      scopes: ["intake", "flags"],
      start: secret.slice(0, 9),
      createdAt: "2026-11-23T12:00:00.000Z",
      lastUsedAt: "2026-11-23T12:00:00.000Z",
    },
  ]);
  const { rows } = await postgres.pool.query<{ kept: string }>("select api_keys::text as kept from api_keys");
  expect(rows.some(({ kept }) => kept.includes(secret.slice(9)))).toBe(false);
});

test("a revoked key opens nothing: here at once, on another node within 10 s", async () => {
  const here = openNode();
  const there = openNode();
  const { row, secret } = await here.create(assistant);
  expect([await here.verify(secret), await there.verify(secret)]).toMatchObject([{ keyId: row.id }, { keyId: row.id }]);
  expect(await here.revoke(row.id)).toEqual({ ok: true, value: null });
  expect(await here.verify(secret)).toBeNull();
  clock.now += 10_000;
  expect(await there.verify(secret)).toBeNull();
  expect(await here.revoke(row.id)).toMatchObject({ ok: false, code: "KEY_UNKNOWN" });
  expect((await here.list()).map((key) => key.id)).not.toContain(row.id);
});

test("hundreds of questions within 10 s cost one query, right or wrong keys alike", async () => {
  let queries = 0;
  const db = postgres.db.withTables<AuthTables>().withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { secret } = await openNode().create(assistant);
  const keys = createApiKeys({ db, now: () => clock.now });
  const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => keys.verify(n % 2 ? secret : `fb_wrong_${n}`)));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(250);
  clock.now += 9_999;
  expect(await keys.verify(secret)).not.toBeNull();
  expect(queries).toBe(1);
});

test("ensureKey may be called at every start, and revives a revoked key", async () => {
  const keys = openNode();
  const secret = "fb_practice_0123456789abcdef0123456789abcdef";
  await keys.ensureKey(secret, { name: "Practice", service: "support-assistant", scopes: ["intake"] });
  await keys.ensureKey(secret, { name: "Practice", service: "support-assistant", scopes: ["intake", "flags"] });
  const holder = await keys.verify(secret);
  expect(holder).toMatchObject({ service: "support-assistant", scopes: ["intake", "flags"] });
  expect((await keys.list()).filter((key) => key.name === "Practice")).toHaveLength(1);
  await keys.revoke(holder?.keyId ?? "");
  expect(await keys.verify(secret)).toBeNull();
  await keys.ensureKey(secret, { name: "Practice", service: "support-assistant", scopes: ["intake"] });
  expect(await keys.verify(secret)).toMatchObject({ keyId: holder?.keyId, scopes: ["intake"] });
  await expect(keys.ensureKey("short", assistant)).rejects.toThrow("at least 32 characters");
});

test("while the database hangs, a question is refused in time, and answered again afterwards", async () => {
  const keys = createApiKeys({ db: postgres.db.withTables<AuthTables>(), now: () => clock.now, readWithinMs: 50 });
  const { secret } = await openNode().create(assistant);
  const holder = await postgres.pool.connect();
  try {
    await holder.query("begin; lock table api_keys in access exclusive mode");
    await expect(keys.verify(secret)).rejects.toThrow("within 50 ms");
  } finally {
    await holder.query("rollback");
    holder.release();
  }
  await expect.poll(() => keys.verify(secret).catch(() => null)).toMatchObject({ service: "support-assistant" });
});
