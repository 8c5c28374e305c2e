import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SIGNALS } from "../catalogue.ts";
import type { SignalDefinition } from "../definition.ts";
import { BOOLEAN_FIELDS, NUMBER_FIELDS, TEXT_FIELDS } from "../expression/ast.ts";
import { parseExpression } from "../expression/parse.ts";
import { formatValue } from "../format.ts";
import { expandTemplates } from "./templates.ts";

const PAGE = join(import.meta.dirname, "..", "..", "..", "..", "docs", "signals.md");
const page = (): string => readFileSync(PAGE, "utf8");

const TEMPLATES = expandTemplates({
  service: "any",
  records: 1,
  fields: ["score", "threshold", "success", "clicked", "evaluation.scored-name.score"],
  features: [{ name: "name", kind: "number" }],
  evaluations: ["name", "scored-name"],
  dimensions: ["name"],
  metrics: [{ name: "name", kind: "gauge" }],
});
const HARM = { up: "up", down: "down", both: "either way" } as const;

function alarmsBy({ limit, objective, baseline, unit, source }: SignalDefinition): string {
  const ways = [
    ...(limit === null ? [] : [`limit ${limit.op} ${formatValue(unit, limit.value)}`]),
    ...(objective === null ? [] : [`objective ${formatValue("share", objective.target)} in ${objective.days} days`]),
    ...(source.kind === "expression" && source.text.startsWith("psi(") ? ["drift"] : []),
    ...(baseline ? ["band"] : []),
  ];
  return ways.length === 0 ? "shown" : ways.join(", ");
}

function row(definition: SignalDefinition): string {
  const { id, title, source, badDirection, owner, timing, urgency, origin } = definition;
  const text = source.kind === "expression" ? source.text : source.query;
  const alarms = alarmsBy(definition);
  const cells = [
    `\`${id}\``,
    title,
    `\`${text}\``,
    HARM[badDirection],
    owner,
    timing,
    alarms,
    alarms === "shown" ? "–" : urgency,
    origin,
  ];
  return `| ${cells.join(" | ")} |`;
}

const TABLE = [
  "| id | signal | expression | harm | owner | timing | alarms by | as | from |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ...[...SIGNALS, ...TEMPLATES].map(row),
].join("\n");

test("[SG28] docs/signals.md shows the catalogue as it is", async () => {
  const [before = "", rest = ""] = page().split(/(?<=<!-- catalogue: .* -->)\n/);
  const after = rest.slice(rest.indexOf("<!-- end of catalogue -->"));
  await expect(`${before}\n\n${TABLE}\n\n${after}`).toMatchFileSnapshot(PAGE);
});

test("[SG16] every expression that docs/signals.md shows is understood", () => {
  const section = page().split("## Expressions")[1]?.split("**Fields.**")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  const shown = rows.flatMap((line) => [...(line.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.map((text) => [text, parseExpression(text).ok])).toEqual(shown.map((text) => [text, true]));
});

test("[SG16] docs/signals.md names every field", () => {
  const section = page().split("**Fields.**")[1]?.split("**Conditions.**")[0] ?? "";
  const named = new Set([...section.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]));
  expect([...NUMBER_FIELDS, ...BOOLEAN_FIELDS, ...TEXT_FIELDS].filter((name) => !named.has(name))).toEqual([]);
});
