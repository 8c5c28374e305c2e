import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { locate, type MeasuredLeaves } from "./locate.ts";

const SEGMENTS = fileURLToPath(new URL("../../../../../shared/benchmarks/segments/", import.meta.url));
const missing = !existsSync(SEGMENTS);
const GROUPS = ["B0/B_cuboid_layer_2_n_ele_2", "B0/B_cuboid_layer_3_n_ele_1"];
/** Reached 1 when written; RiskLoc has 1. */
const FLOOR = 0.95;
const title = "[SX12] on twenty published cases the pooled F1 stays near what is reported";

interface Scorer {
  scoreAll(
    labels: Readonly<Record<string, readonly string[]>>,
    predictions: ReadonlyMap<string, { readonly root_causes: readonly string[] }>,
  ): Readonly<Record<string, { readonly f1: number; readonly cases: number }>>;
}

async function causesOf(path: string): Promise<readonly string[]> {
  const [head = "", ...lines] = (await readFile(path, "utf8")).trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  const names = head.split(",");
  const number = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[names.indexOf(name)]));
  const attributes = names.filter((name) => name !== "real" && name !== "predict");
  const values = attributes.map((name) => [...new Set(rows.map((row) => row[names.indexOf(name)] ?? ""))]);
  const leaves: MeasuredLeaves = {
    columns: attributes.map((name, at) =>
      Int32Array.from(rows, (row) => values[at]?.indexOf(row[names.indexOf(name)] ?? "") ?? 0),
    ),
    cards: values.map((list) => list.length),
    real: number("real"),
    predict: number("predict"),
  };
  return locate(leaves).map((cause) =>
    cause.values.flatMap((value, at) => (value === null ? [] : [`${attributes[at]}=${values[at]?.[value]}`])).join("&"),
  );
}

test.skipIf(missing)(
  missing ? `${title} (skipped: ../shared/benchmarks/segments is absent)` : title,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "firebreak-segments-"));
    try {
      const wanted = GROUPS.map((group) => `dev/${group}`);
      await promisify(execFile)("tar", ["-xJf", join(SEGMENTS, "cases-ext-dev.tar.xz"), "-C", folder, ...wanted], {
        timeout: 60_000,
      });
      const { scoreAll } = (await import(pathToFileURL(join(SEGMENTS, "loc-score.mjs")).href)) as Scorer;
      const all = Object.entries(
        JSON.parse(await readFile(join(SEGMENTS, "labels-dev.json"), "utf8")) as Record<string, string[]>,
      );
      const labels = all.filter(([name]) => GROUPS.some((group) => name.startsWith(`${group}/`)));
      const found = new Map<string, { readonly root_causes: readonly string[] }>();
      for (const [name] of labels) found.set(name, { root_causes: await causesOf(join(folder, "dev", `${name}.csv`)) });
      expect(scoreAll(Object.fromEntries(labels), found).ALL).toMatchObject({
        cases: 20,
        f1: expect.toSatisfy((f1) => f1 > FLOOR),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
