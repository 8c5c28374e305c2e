import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Logger } from "pino";

/** Rooms name their own tables: `db.withTables<{…}>()`, or plain SQL through the pool. */
// biome-ignore lint/complexity/noBannedTypes: no table belongs to everybody
export type Tables = {};

export interface Postgres {
  readonly pool: pg.Pool;
  readonly db: Kysely<Tables>;
  readonly url: string;
  close(): Promise<void>;
}

const INT8 = 20;

/** Counts and bigint arrive as numbers; a query may take 30 s, a connection 10 s to come. */
export function openPostgres({ url, max = 16, logger }: { url: string; max?: number; logger: Logger }): Postgres {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    application_name: "firebreak",
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        oid === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => logger.warn({ err: error }, "an idle PostgreSQL connection broke"));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { pool, db, url, close: () => db.destroy() };
}
