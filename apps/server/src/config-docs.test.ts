import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const byName = (a: string, b: string) => a.localeCompare(b);
const here = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

test("docs/configuration.md names every variable that the server reads, in its chapter, and no other", () => {
  const read = [...here("config.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] ?? "");
  // The practice service reads variables of its own, in the section after.
  const [, server = ""] = here("../../../docs/configuration.md").split(/^## .*$/m);
  const documented = [...server.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1] ?? "");
  expect(read.length).toBeGreaterThan(10);
  expect(documented.toSorted(byName)).toEqual(read.toSorted(byName));
});
