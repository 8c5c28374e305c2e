import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** On plain http under another name than localhost a browser has no crypto.randomUUID: isolating a segment must work there, too. */
test("an id is made by newCommandId, which needs no https", () => {
  const source = join(import.meta.dirname, "..");
  const files = globSync("**/*.{ts,tsx}", { cwd: source }).filter((file) => !/\.test\.tsx?$/.test(file));
  const leaning = files.filter((file) => readFileSync(join(source, file), "utf8").includes("crypto.randomUUID()"));
  expect(leaning).toEqual([join("live", "rooms.ts")]);
});
