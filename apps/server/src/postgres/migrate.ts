import type pg from "pg";
import type { Logger } from "pino";

export interface Migration {
  /** "001-incident-log": its place in the order, and its name. Never changed once released. */
  readonly id: string;
  /** Runs inside a transaction of its own. */
  up(client: pg.PoolClient): Promise<void>;
}
export const sqlMigration = (id: string, sql: string): Migration => ({
  id,
  up: async (client) => {
    await client.query(sql);
  },
});

/** Two nodes that start at once: the second one waits for the first. */
const ADVISORY_LOCK = 4600_0001;

/** Applies what is missing, in the order of the list. */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[], logger: Logger): Promise<void> {
  refuseDisorder(migrations);
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query(
      "create table if not exists schema_migrations (id text primary key, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ id: string }>("select id from schema_migrations");
    const applied = new Set(rows.map((row) => row.id));
    for (const migration of migrations) {
      if (applied.has(migration.id)) continue;
      await apply(client, migration);
      logger.info({ migration: migration.id }, "schema migrated");
    }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [ADVISORY_LOCK]).catch(() => undefined);
    client.release();
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await migration.up(client);
    await client.query("insert into schema_migrations (id) values ($1)", [migration.id]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new Error(`The migration ${migration.id} failed: nothing of it was kept.`, { cause: error });
  }
}

function refuseDisorder(migrations: readonly Migration[]): void {
  const ids = migrations.map((migration) => migration.id);
  const ordered = [...new Set(ids)].sort();
  if (ordered.join() !== ids.join()) throw new Error(`Migrations must be unique and in order: ${ids.join(", ")}`);
}
