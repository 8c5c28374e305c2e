import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { explainHarm, locate } from "@firebreak/signals";
import { type Case, casesBelow, readCase } from "./cases.ts";

export interface Located {
  readonly case: string;
  /** attribute=value&attribute=value, best first. */
  readonly root_causes: readonly string[];
  /** Of processor time, spent in locating alone. */
  readonly seconds: number;
}
/** Of a rate, rows that are surely worse and hold at least a tenth of the harm are its causes. */
const SURE = 0.95;
const LEAST_EXPLAINED = 0.1;

/**
 * Runs the shipped segment scan over every CSV below `cases`, with the same parameters for all. With `wanted`, only over those whose
 * path ends with one of these names, and under that name.
 */
export async function locateAll({ cases, wanted }: { readonly cases: string; readonly wanted: readonly string[] | null }) {
  const located: Located[] = [];
  const names = wanted && new Set(wanted);
  for (const path of await casesBelow(cases)) {
    const name = names ? wantedName(path, names) : path;
    if (name === null) continue;
    const read = await readCase(join(cases, `${path}.csv`));
    if (!read) continue;
    const from = process.cpuUsage();
    const root_causes = causesOf(read);
    const { user, system } = process.cpuUsage(from);
    located.push({ case: name, root_causes, seconds: (user + system) / 1e6 });
  }
  return located;
}

function causesOf(read: Case): readonly string[] {
  if (read.kind === "rate")
    return explainHarm(read.input)
      .filter((row) => row.confidence >= SURE && row.explained >= LEAST_EXPLAINED)
      .map((row) => row.segment.conditions.map(({ dimension, value }) => `${dimension}=${value}`).join("&"));
  const { attributes, names, leaves } = read;
  return locate(leaves).map(({ values }) =>
    values.flatMap((value, index) => (value === null ? [] : [`${attributes[index]}=${names[index]?.[value]}`])).join("&"),
  );
}

/** `dev/S/126372` is `S/126372` where that is wanted. */
function wantedName(path: string, names: ReadonlySet<string>): string | null {
  const parts = path.split("/");
  const ends = parts.map((_, index) => parts.slice(index).join("/"));
  return ends.find((end) => names.has(end)) ?? null;
}

export const linesOf = (located: readonly Located[]): string => located.map((one) => `${JSON.stringify(one)}\n`).join("");

if (import.meta.main) {
  const options = { cases: { type: "string" }, labels: { type: "string" }, out: { type: "string" } } as const;
  const { cases, labels, out } = parseArgs({ options }).values;
  if (!cases || !out || !existsSync(cases) || (labels && !existsSync(labels))) {
    console.error(
      "node bench/segments/locate.ts --cases DIR [--labels FILE] --out FILE: DIR must hold CSV files headed by attributes, real and predict (or min, value and cnt); of the JSON in --labels only the names of the cases are read.",
    );
    process.exit(2);
  }
  const wanted = labels ? Object.keys(JSON.parse(await readFile(labels, "utf8")) as Record<string, unknown>) : null;
  const located = await locateAll({ cases, wanted });
  if (located.length === 0) {
    console.error(
      `No case below ${cases}: its CSV files must be headed by attributes, real and predict (or min, value and cnt).`,
    );
    process.exit(1);
  }
  await writeFile(out, linesOf(located));
  const seconds = located.reduce((sum, one) => sum + one.seconds, 0) / Math.max(1, located.length);
  console.log(`${located.length} cases, ${(1000 * seconds).toFixed(1)} ms of processor time a case, written to ${out}`);
}
