import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { check } from "./spec.mjs";

/** A repository with one package, removed at the end of the test. */
function repository(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), "firebreak-spec-"));
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, "packages/p", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
const faults = (files: Readonly<Record<string, string>>) => {
  using repo = repository(files);
  return check(repo.root).faults;
};

const SPEC = "# Rules\n\n- **AB1** One.\n- **AB2** Two.\n";
const TABLE = "| rule | holds |\n| --- | --- |\n| AB1 | One. |\n| AB2 | Two. |\n";
const BOTH = 'test("[AB1] one", () => {});\ntest.each([\n  ["x", 1],\n])("[AB2] two %s", () => {});\n';

test("rules as a list or as a table, each with a test, are in order", () => {
  expect(faults({ "SPEC.md": SPEC, "src/deep/a.test.ts": BOTH })).toEqual([]);
  expect(faults({ "SPEC.md": TABLE, "src/a.test.ts": BOTH })).toEqual([]);
});

test("a rule without a test, a test without a rule, and a title without an id are named", () => {
  const source = 'test("[AB1] one", () => {});\ntest("[AB3] three", () => {});\ntest("four", () => {});\n';
  expect(faults({ "SPEC.md": SPEC, "src/a.test.ts": source })).toEqual([
    "packages/p/src/a.test.ts: AB3 is not in SPEC.md",
    "packages/p/src/a.test.ts: no rule id before “four”",
    "packages/p/SPEC.md: AB2 has no test",
  ]);
});

test("a package without rules, and a rule that stands there twice, are faults", () => {
  expect(faults({ "src/a.test.ts": BOTH })).toEqual(["packages/p: has no SPEC.md"]);
  expect(faults({ "SPEC.md": "# Nothing\n" })).toEqual(["packages/p/SPEC.md: holds no rule"]);
  expect(faults({ "SPEC.md": `${SPEC}- **AB1** Again.\n`, "src/a.test.ts": BOTH })).toEqual([
    "packages/p/SPEC.md: AB1 stands there twice",
  ]);
});
