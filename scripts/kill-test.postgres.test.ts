import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("kill-test.mjs", import.meta.url));

/** The whole of it is `pnpm kill-test -- --rounds 100`. */
test("kill -9 under a stream of commands: nothing acknowledged is lost or doubled, chains verify, followers converge", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--rounds", "4"], { timeout: 150_000 });
  expect(stdout).toMatch(/4 kills, [1-9]\d* commands acknowledged/);
  expect(stdout.trimEnd().endsWith("PASSED")).toBe(true);
}, 180_000);
