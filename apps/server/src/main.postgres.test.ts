import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { openTestPostgres } from "./postgres/testing.ts";

/** The program as it is started, in a data folder of its own. */
async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-main-"));
  const children: ChildProcess[] = [];
  return {
    start(settings: Record<string, string>) {
      const env = { PATH: process.env.PATH ?? "", PORT: "0", FIREBREAK_DATA: folder, ...settings };
      const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
        env,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      children.push(child);
      const { stdout, stderr } = child;
      if (!stdout || !stderr) throw new Error("no pipes");
      const said: string[] = [];
      const heard = new Set<() => void>();
      for (const stream of [stdout, stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
          said.push(line);
          for (const listener of heard) listener();
        });
      }
      // Not "close": it does not come after a disconnect.
      const exit = once(child, "exit");
      const ends = Promise.all([exit, once(stdout, "close"), once(stderr, "close")]);
      const ended = ends.then(([[code]]) => ({ code, said: said.join("\n") }));
      const line = (pattern: RegExp) => {
        const { promise, resolve, reject } = Promise.withResolvers<string>();
        const look = () => {
          const found = said.find((one) => pattern.test(one));
          if (found !== undefined) resolve(found);
        };
        heard.add(look);
        look();
        void ended.then((end) => reject(new Error(`ended before ${pattern}:\n${end.said}`)));
        return promise;
      };
      return { child, ended, line };
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test("a DATABASE_URL where nobody answers, or with a wrong password, is told in a sentence", async () => {
  await using postgres = await openTestPostgres({ migrated: false });
  await using folder = await openFolder();
  const wrong = new URL(postgres.url);
  wrong.password = "not-the-password";
  for (const url of ["postgres://user:not-the-password@127.0.0.1:1/firebreak", wrong.href]) {
    const { code, said } = await folder.start({ DATABASE_URL: url }).ended;
    expect(code).toBe(1);
    expect(said).toMatch(/^Firebreak cannot use the PostgreSQL of DATABASE_URL at 127\.0\.0\.1:\d+\/\w+: .+Check the address/m);
    expect(said).not.toMatch(/not-the-password|^\s+at /m);
  }
});

test("a CLICKHOUSE_URL behind which there is silence is told in a sentence, not waited for", async () => {
  await using postgres = await openTestPostgres({ migrated: false });
  await using folder = await openFolder();
  await using silence = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  await once(silence, "listening");
  const { port } = silence.address() as { port: number };
  for (const url of [`http://u:not-the-password@127.0.0.1:${port}/`, "http://127.0.0.1:1/"]) {
    const { code, said } = await folder.start({ DATABASE_URL: postgres.url, CLICKHOUSE_URL: url }).ended;
    expect([code, said]).toEqual([
      1,
      expect.stringContaining("Firebreak cannot use the ClickHouse of CLICKHOUSE_URL at 127.0.0.1:"),
    ]);
    expect(said).not.toMatch(/not-the-password|\s+at .+:\d+:\d+/m);
  }
});

test("a launcher that dies while the server starts takes it along", async () => {
  await using postgres = await openTestPostgres({ migrated: false });
  await using folder = await openFolder();
  const early = folder.start({ DATABASE_URL: postgres.url });
  await early.line(/schema migrated/);
  early.child.disconnect();
  const ended = await early.ended;
  expect([ended.code, ended.said]).toEqual([0, expect.not.stringContaining("is ready at")]);
});

test("on a PostgreSQL that is not its own it starts, hands out the links, and ends with its launcher", async () => {
  await using postgres = await openTestPostgres({ migrated: false });
  await using folder = await openFolder();
  const first = folder.start({ DATABASE_URL: postgres.url });
  const link = new URL((await first.line(/welcome\?token=/)).trim());
  await first.line(/is ready at/);
  const entry = {
    token: link.searchParams.get("token"),
    name: "Ada",
    email: "ada@example.org",
    password: "correct horse battery",
  };
  const entered = await fetch(new URL("/api/welcome", link), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(entry),
  });
  expect(entered.status).toBe(200);
  first.child.disconnect();
  expect((await first.ended).code).toBe(0);

  const again = folder.start({ DATABASE_URL: postgres.url, FIREBREAK_ADMINISTRATOR_LINK: "1" });
  await again.line(/makes an administrator/);
  await again.line(/welcome\?token=/);
  await again.line(/is ready at/);
  again.child.kill("SIGTERM");
  expect((await again.ended).code).toBe(0);
});
