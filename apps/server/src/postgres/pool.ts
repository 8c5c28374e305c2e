import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Logger } from "pino";
import { unavailable } from "../unavailable.ts";

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
const FIRST_ANSWER_MS = 5_000;

/** Asks once before anything leans on it: a wrong URL is told in a sentence, within seconds. */
export async function checkPostgres(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: FIRST_ANSWER_MS,
    query_timeout: FIRST_ANSWER_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
  } catch (error) {
    throw unavailable("the PostgreSQL of DATABASE_URL", url, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Counts and bigint arrive as numbers; a query may take 30 s, a connection 10 s to come. */
export function openPostgres({ url, max = 16, logger }: { url: string; max?: number; logger: Logger }): Postgres {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    // A server that vanished without a word cannot time out by itself; the connection is thrown away.
    query_timeout: 35_000,
    keepAlive: true,
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
