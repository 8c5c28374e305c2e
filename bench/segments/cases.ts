import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { HarmCell, HarmInput, MeasuredLeaves } from "@firebreak/signals";

/** A case of an additive measure: leaf cells with what was measured and what was expected. */
export interface AdditiveCase {
  readonly kind: "additive";
  readonly attributes: readonly string[];
  readonly names: readonly (readonly string[])[];
  readonly leaves: MeasuredLeaves;
}
/** A case of a rate: bad and total of every cell and minute, with the minute that is to be explained. */
export interface RateCase {
  readonly kind: "rate";
  readonly input: HarmInput;
}
export type Case = AdditiveCase | RateCase;

const MOST_FILES = 20_000;
/** Rows of a rate that are listed at most. */
const LIMIT = 10;

/** Every CSV below the folder, as paths from there, without the ending. */
export async function casesBelow(folder: string): Promise<readonly string[]> {
  const found = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = found
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path.endsWith(".csv"));
  if (paths.length === 0)
    throw new Error(`There is no CSV file below ${folder}: name the folder that the archives were unpacked to.`);
  if (paths.length > MOST_FILES) throw new Error(`More than ${MOST_FILES} CSV files below ${folder}: name a smaller folder.`);
  return paths.map((path) => path.slice(0, -".csv".length)).sort();
}

/**
 * A CSV headed by attributes, `real` and `predict` is additive; one headed by attributes, `min` (epoch seconds), `value` (bad) and
 * `cnt` (all) is a rate, its minute stands in the `anomaly.yaml` beside it. Nothing but the minute is read from there. Null: another
 * file, such as the list of truths that generators leave beside their cases.
 */
export async function readCase(path: string): Promise<Case | null> {
  const [head = "", ...lines] = (await readFile(path, "utf8")).split(/\r?\n/).filter((line) => line !== "");
  const columns = head.split(",").map((name) => name.trim());
  const table = { columns, rows: lines.map((line) => line.split(",")) };
  if (columns.includes("real") && columns.includes("predict")) return additive(table, path);
  if (["min", "value", "cnt"].every((name) => columns.includes(name))) return rate(table, await minuteOf(path), path);
  return null;
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
function attributesOf({ columns }: Table, measures: readonly string[]) {
  return columns.map((name, index) => ({ name, index })).filter(({ name }) => !measures.includes(name));
}
function numbersOf({ columns, rows }: Table, name: string, path: string): Float64Array {
  const index = columns.indexOf(name);
  return Float64Array.from(rows, (row, line) => {
    const value = Number(row[index]);
    if (row[index]?.trim() === "" || !Number.isFinite(value))
      throw new Error(`${path}:${line + 2}: "${row[index]}" is not a number.`);
    return value;
  });
}

function additive(table: Table, path: string): AdditiveCase {
  const attributes = attributesOf(table, ["real", "predict"]);
  const names = attributes.map(({ index }) => [...new Set(table.rows.map((row) => row[index] ?? ""))]);
  const columns = attributes.map(({ index }, at) => {
    const codes = new Map(names[at]?.map((name, code) => [name, code]));
    return Int32Array.from(table.rows, (row) => codes.get(row[index] ?? "") ?? 0);
  });
  return {
    kind: "additive",
    attributes: attributes.map(({ name }) => name),
    names,
    leaves: {
      columns,
      cards: names.map((list) => list.length),
      real: numbersOf(table, "real", path),
      predict: numbersOf(table, "predict", path),
    },
  };
}

/** The minute against all minutes before it in the file. */
function rate(table: Table, minute: number | null, path: string): RateCase {
  const attributes = attributesOf(table, ["min", "value", "cnt"]);
  const [minutes, bad, total] = ["min", "value", "cnt"].map((name) => numbersOf(table, name, path));
  const asked = minute ?? minutes?.reduce((last, one) => Math.max(last, one), 0) ?? 0;
  const cells = (of: (minute: number) => boolean): readonly HarmCell[] =>
    table.rows.flatMap((row, line) => {
      if (!of(minutes?.[line] ?? 0)) return [];
      const events = total?.[line] ?? 0;
      return [
        { values: attributes.map(({ index }) => row[index] ?? ""), requests: events, bad: bad?.[line] ?? 0, total: events },
      ];
    });
  const dimensions = attributes.map(({ name }) => name);
  const input = {
    dimensions,
    now: cells((one) => one === asked),
    reference: cells((one) => one < asked),
    minutes: 1,
    limit: LIMIT,
  };
  return { kind: "rate", input };
}

/** Null, and said so, where nothing tells the minute: then the last one of the file is explained. */
async function minuteOf(path: string): Promise<number | null> {
  const beside = join(dirname(path), "anomaly.yaml");
  const name = path.slice(dirname(path).length + 1, -".csv".length);
  const text = existsSync(beside) ? await readFile(beside, "utf8") : "";
  const entry = text.split(/^- /m).find((part) => /^data: '?(.*?)'?\s*$/m.exec(part)?.[1] === name);
  const timestamp = entry && /^\s*timestamp: (\d+)/m.exec(entry)?.[1];
  if (timestamp) return Number(timestamp);
  console.error(`${path}: ${beside} has no timestamp for it; its last minute is explained.`);
  return null;
}
