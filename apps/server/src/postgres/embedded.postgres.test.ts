import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "./embedded.ts";
import { DataFolderInUse, lockDataFolder } from "./lock.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openPostgres } from "./pool.ts";
import { isPostmasterOf } from "./process.ts";
import { openTestPostgres, silent } from "./testing.ts";

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "firebreak-test-")));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test("rows outlive a stop, counts are numbers, checksums are on and the password is the owner's alone", async () => {
  await using folder = await temporaryFolder();
  const first = await startEmbeddedPostgres({ folder: folder.path, logger: silent });
  const before = openPostgres({ url: first.url, logger: silent });
  await before.pool.query("create table kept as select 7::bigint as n");
  await before.close();
  await first.close();
  expect(await isPostmasterOf(first.pid, join(folder.path, "postgres"))).toBe(false);

  const second = await startEmbeddedPostgres({ folder: folder.path, logger: silent });
  const after = openPostgres({ url: second.url, logger: silent });
  const { rows } = await after.pool.query(
    "select n, (select count(*) from kept), current_setting('data_checksums') sums from kept",
  );
  await after.close();
  await second.close();
  expect(rows).toEqual([{ n: 7, count: 1, sums: "on" }]);
  expect((await stat(join(folder.path, "postgres-password"))).mode & 0o777).toBe(0o600);
});

test("a PostgreSQL whose parent was killed is taken over by the next start", async () => {
  await using folder = await temporaryFolder();
  const script = `
    import { pino } from "pino";
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL("./embedded.ts", import.meta.url).href)};
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder.path)}, logger: pino({ level: "silent" }) });
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (line) => resolve(Number(line))));
  const gone = new Promise((resolve) => parent.once("exit", resolve));
  parent.kill("SIGKILL");
  await gone;
  expect(await isPostmasterOf(pid, join(folder.path, "postgres"))).toBe(true);

  const next = await startEmbeddedPostgres({ folder: folder.path, logger: silent });
  expect({ adopted: next.adopted, pid: next.pid }).toEqual({ adopted: true, pid });
  await next.close();
  expect(await isPostmasterOf(pid, join(folder.path, "postgres"))).toBe(false);
});

test("nodes that migrate at the same moment do it once", async () => {
  await using postgres = await openTestPostgres({ migrated: false });
  await Promise.all([1, 2, 3].map(() => migrate(postgres.pool, MIGRATIONS, silent)));
  const { rows } = await postgres.pool.query<{ id: string }>("select id from schema_migrations order by id");
  expect(rows.map((row) => row.id)).toEqual(MIGRATIONS.map((migration) => migration.id));
});

test("a failed migration leaves nothing behind", async () => {
  await using postgres = await openTestPostgres();
  const faulty = {
    id: "999-faulty",
    up: async (client: { query(sql: string): Promise<unknown> }) => {
      await client.query("create table half (n int)");
      await client.query("select * from nowhere");
    },
  };
  await expect(migrate(postgres.pool, [...MIGRATIONS, faulty], silent)).rejects.toThrow("999-faulty");
  const { rows } = await postgres.pool.query("select to_regclass('half') as half");
  expect(rows).toEqual([{ half: null }]);
});

test("a second start on the same data folder is refused with a sentence; a released lock is free again", async () => {
  await using folder = await temporaryFolder();
  const held = await lockDataFolder(folder.path);
  await expect(lockDataFolder(folder.path)).rejects.toThrow(DataFolderInUse);
  await expect(lockDataFolder(folder.path)).rejects.toThrow(`process ${process.pid}`);
  await held.release();
  await (await lockDataFolder(folder.path)).release();
});
