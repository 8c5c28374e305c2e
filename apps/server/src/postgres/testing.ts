import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { startEmbeddedPostgres } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openPostgres, type Postgres } from "./pool.ts";

export const silent = pino({ level: "silent" });

/** A migrated PostgreSQL of the test file's own, gone with its folder afterwards. Without fsync: only for tests. */
export async function openTestPostgres(options: { readonly migrated?: boolean } = {}): Promise<Postgres & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-test-"));
  const server = await startEmbeddedPostgres({ folder, logger: silent, unsafeFast: true });
  const postgres = openPostgres({ url: server.url, logger: silent });
  if (options.migrated !== false) await migrate(postgres.pool, MIGRATIONS, silent);
  return {
    ...postgres,
    async [Symbol.asyncDispose]() {
      await postgres.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
