import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { type ApiKeyRow, type ApiKeys, KEY_SCOPES, type KeyHolder, type KeyScope } from "./port.ts";
import type { AuthTables } from "./tables.ts";

const KEY_STALE_MS = 10_000;
const MAX_KEYS = 1_000;
const START_LENGTH = 9;
/** Every request of a service waits for it: when the database hangs, the door must say so before requests pile up. */
const READ_WITHIN_MS = 5_000;

export interface ApiKeyDesk extends ApiKeys {
  /** Makes the key that has this secret, or changes the one that is there to this. Un-revokes it. */
  ensureKey(
    secret: string,
    key: { readonly name: string; readonly service: string; readonly scopes: readonly KeyScope[] },
  ): Promise<void>;
  /** Writes down when keys were last used. */
  close(): Promise<void>;
}

/**
 * All live keys of the installation are few and are held in memory by their hash, for at most 10 s; then the next question
 * reads them again, once for all who ask. So a wrong key costs no query either. docs/decisions/003-api-keys.md says why.
 */
export function createApiKeys({
  db,
  now,
  readWithinMs = READ_WITHIN_MS,
}: {
  readonly db: Kysely<AuthTables>;
  readonly now: () => number;
  readonly readWithinMs?: number;
}): ApiKeyDesk {
  let held: { readonly keys: ReadonlyMap<string, KeyHolder>; readonly readAt: number } | null = null;
  let reading: Promise<ReadonlyMap<string, KeyHolder>> | null = null;
  const usedAt = new Map<string, number>();

  async function read(): Promise<ReadonlyMap<string, KeyHolder>> {
    const readAt = now();
    await writeUse();
    const rows = await liveKeys(db);
    const keys = new Map(rows.map((row) => [row.secret_hash, holderOf(row)]));
    held = { keys, readAt };
    return keys;
  }
  async function liveHolders(): Promise<ReadonlyMap<string, KeyHolder>> {
    if (held && now() - held.readAt < KEY_STALE_MS) return held.keys;
    reading ??= within(read(), readWithinMs).finally(() => {
      reading = null;
    });
    return reading;
  }
  /** A read that is on its way may have missed the change: it is waited for, then dropped. */
  async function forget(): Promise<void> {
    await reading?.catch(() => undefined);
    held = null;
  }
  async function writeUse(): Promise<void> {
    const uses = [...usedAt];
    usedAt.clear();
    for (const [id, at] of uses) {
      await db
        .updateTable("api_keys")
        .set({ last_used_at: new Date(at) })
        .where("id", "=", id)
        .execute();
    }
  }

  return {
    async list() {
      await writeUse();
      return (await liveKeys(db)).map(rowOf);
    },
    async create(key) {
      if ((await liveKeys(db)).length >= MAX_KEYS) throw new Error(`There are ${MAX_KEYS} keys. Revoke some first.`);
      const secret = `fb_${randomBytes(32).toString("base64url")}`;
      const row = await db
        .insertInto("api_keys")
        .values({ ...newRow(secret, key), created_at: new Date(now()) })
        .returningAll()
        .executeTakeFirstOrThrow();
      await forget();
      return { row: rowOf(row), secret };
    },
    async revoke(keyId) {
      const revoked = await db
        .updateTable("api_keys")
        .set({ revoked_at: new Date(now()) })
        .where("id", "=", keyId)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      await forget();
      if (revoked.numUpdatedRows > 0n) return { ok: true, value: null };
      return { ok: false, code: "KEY_UNKNOWN", message: "This key is revoked already. Reload the list." };
    },
    async verify(secret) {
      const holder = (await liveHolders()).get(hashOf(secret)) ?? null;
      if (holder) usedAt.set(holder.keyId, now());
      return holder;
    },
    async ensureKey(secret, key) {
      if (secret.length < 32) throw new Error("An API key must have at least 32 characters.");
      const { name, service, scopes, ...made } = newRow(secret, key);
      await db
        .insertInto("api_keys")
        .values({ name, service, scopes, ...made, created_at: new Date(now()) })
        .onConflict((conflict) => conflict.column("secret_hash").doUpdateSet({ name, service, scopes, revoked_at: null }))
        .execute();
      await forget();
    },
    close: writeUse,
  };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The API keys could not be read within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Row = Selectable<AuthTables["api_keys"]>;

function liveKeys(db: Kysely<AuthTables>): Promise<Row[]> {
  return db
    .selectFrom("api_keys")
    .selectAll()
    .where("revoked_at", "is", null)
    .orderBy("created_at", "desc")
    .limit(MAX_KEYS)
    .execute();
}

/** SHA-256 is enough: the secret is 256 random bits, there is nothing to guess. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function newRow(secret: string, key: { readonly name: string; readonly service: string; readonly scopes: readonly KeyScope[] }) {
  return {
    id: randomUUID(),
    name: key.name,
    service: key.service,
    scopes: [...new Set(key.scopes)],
    start: secret.slice(0, START_LENGTH),
    secret_hash: hashOf(secret),
    last_used_at: null,
    revoked_at: null,
  };
}

const scopesOf = (row: Row): KeyScope[] => KEY_SCOPES.filter((scope) => row.scopes.includes(scope));

const holderOf = (row: Row): KeyHolder => ({ keyId: row.id, service: row.service, scopes: scopesOf(row) });

const rowOf = (row: Row): ApiKeyRow => ({
  id: row.id,
  name: row.name,
  service: row.service,
  scopes: scopesOf(row),
  start: row.start,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
