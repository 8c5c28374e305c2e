import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { check } from "./boundaries.mjs";

/** What the import table says of a tree with these files; the tree is removed again. */
async function violationsIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "firebreak-boundaries-")));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const rooms = [...new Set(Object.keys(files).map((path) => path.split("/")[0] as string))];
    const { read, violations } = await check(root, rooms);
    expect(read).toBe(Object.keys(files).length);
    return violations;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Each planted file imports what it must not; `value` is imported by all of them. */
const value = "export const value = 1;\nexport interface Value { readonly value: number }\n";
const importing = (from: string) => `import { value } from "${from}";\nexport const own = value;\n`;
const importingType = (from: string) => `import type { Value } from "${from}";\nexport const own: Value = { value: 1 };\n`;

test.each([
  ["incident-imports", "packages/incident/src/a.ts", "packages/signals/src/value.ts"],
  ["signals-imports", "packages/signals/src/a.ts", "packages/incident/src/value.ts"],
  ["evidence-imports", "packages/evidence/src/a.ts", "packages/incident/src/value.ts"],
  ["runbook-imports", "packages/runbook/src/a.ts", "packages/evidence/src/value.ts"],
  ["runbook-types-only", "packages/runbook/src/a.ts", "packages/signals/src/value.ts"],
  ["web-features-apart", "apps/web/src/features/log/a.ts", "apps/web/src/features/triage/value.ts"],
  ["web-features-apart", "apps/web/src/features/log/a.ts", "apps/web/src/app/value.ts"],
  ["web-foundation-below", "apps/web/src/live/a.ts", "apps/web/src/app/value.ts"],
  ["ui-knows-no-server", "apps/web/src/ui/a.ts", "apps/web/src/live/value.ts"],
  ["web-contract-is-types", "apps/web/src/live/a.ts", "apps/server/src/contract.ts"],
  ["server-knows-no-browser", "apps/server/src/api/a.ts", "apps/web/src/ui/value.ts"],
  ["only-compose-constructs", "apps/server/src/detection/a.ts", "apps/server/src/flags/value.ts"],
  ["drill-by-open-doors", "apps/drill/src/a.ts", "packages/incident/src/value.ts"],
  ["e2e-by-doors", "e2e/a.ts", "packages/incident/src/value.ts"],
])("%s: %s may not import %s", async (rule, from, to) => {
  const path = `${"../".repeat(from.split("/").length - 1)}${to}`;
  expect(await violationsIn({ [from]: importing(path), [to]: value })).toEqual([`${rule}: ${from} → ${to}`]);
});

test("a pure package may not use Node", async () => {
  const from = "packages/incident/src/a.ts";
  expect(await violationsIn({ [from]: 'import { readFileSync } from "node:fs";\nexport const own = readFileSync;\n' })).toEqual([
    `incident-imports: ${from} → fs`,
  ]);
});

test("a circle of values and an import of nothing are found", async () => {
  const [a, b] = ["apps/server/src/api/a.ts", "apps/server/src/api/b.ts"];
  const circle = {
    [a]: 'export { b } from "./b.ts";\n',
    [b]: 'import { b as other } from "./a.ts";\nexport const b = () => other;\n',
  };
  expect(await violationsIn(circle)).toContainEqual(`no-cycles: ${a} → ${b}`);
  expect(await violationsIn({ [a]: importing("./nothing.ts") })).toEqual([`resolvable: ${a} → ./nothing.ts`]);
});

test("what the table allows passes: types for the runbook and the browser, a port, and tests that reach further", async () => {
  expect(
    await violationsIn({
      "packages/incident/src/value.ts": value,
      "packages/runbook/src/a.ts": importingType("../../incident/src/value.ts"),
      "apps/server/src/contract.ts": value,
      "apps/web/src/live/a.ts": importingType("../../../server/src/contract.ts"),
      "apps/web/src/app/a.ts": importing("../features/log/value.ts"),
      "apps/web/src/features/log/value.ts": value,
      "apps/server/src/flags/port.ts": value,
      "apps/server/src/flags/flags.ts": value,
      "apps/server/src/detection/a.ts": importing("../flags/port.ts"),
      "apps/server/src/detection/a.test.ts": importing("../flags/flags.ts"),
      "apps/server/src/compose.ts": importing("./flags/flags.ts"),
    }),
  ).toEqual([]);
});
