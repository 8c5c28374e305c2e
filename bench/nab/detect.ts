import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { createBaseline } from "@firebreak/signals";

export interface Detected {
  readonly files: number;
  readonly values: number;
  /** Of the processor, spent in the detector alone. */
  readonly microsecondsPerValue: number;
}
const MOST_FILES = 10_000;

/**
 * Runs the shipped baseline, one value after the other, over every CSV below `data` that is headed timestamp and value (the layout of
 * the Numenta Anomaly Benchmark) and writes timestamp, value, anomaly_score into the same place below `out`. Every file starts with
 * an empty baseline and the same parameters; nothing is known of a file but the values up to the present one.
 */
export async function detect({ data, out }: { readonly data: string; readonly out: string }): Promise<Detected> {
  const found = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = found.map((entry) => relative(data, join(entry.parentPath, entry.name))).filter((path) => path.endsWith(".csv"));
  if (paths.length === 0) throw new Error(`There is no CSV file below ${data}.`);
  if (paths.length > MOST_FILES) throw new Error(`More than ${MOST_FILES} CSV files below ${data}: name a smaller folder.`);
  let values = 0;
  let microseconds = 0;
  for (const path of paths.sort()) {
    const rows = parse(await readFile(join(data, path), "utf8"), path);
    const from = process.cpuUsage();
    const scores = scored(rows);
    microseconds += process.cpuUsage(from).user;
    values += rows.length;
    const lines = rows.map(({ timestamp, text }, index) => `${timestamp},${text},${scores[index]?.toFixed(9)}`);
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), `timestamp,value,anomaly_score\n${lines.join("\n")}\n`);
  }
  return { files: paths.length, values, microsecondsPerValue: microseconds / values };
}

function scored(rows: readonly Measured[]): number[] {
  const baseline = createBaseline();
  return rows.map(({ at, value }) => baseline.observe({ at, value, noise: 0 }).score);
}

interface Measured {
  readonly timestamp: string;
  readonly text: string;
  readonly at: number;
  readonly value: number;
}
function parse(csv: string, path: string): readonly Measured[] {
  const [head = "", ...lines] = csv.split(/\r?\n/).filter((line) => line !== "");
  const columns = head.split(",").map((name) => name.trim());
  const [time, measure] = [columns.indexOf("timestamp"), columns.indexOf("value")];
  if (time < 0 || measure < 0) throw new Error(`${path}: its first line must name the columns timestamp and value.`);
  return lines.map((line, index) => {
    const cells = line.split(",");
    const [timestamp = "", text = ""] = [cells[time], cells[measure]];
    const at = Date.parse(`${timestamp.trim().replace(" ", "T")}Z`);
    const value = Number(text);
    if (Number.isNaN(at)) throw new Error(`${path}:${index + 2}: "${timestamp}" is not a time like 2014-04-10 07:15:00.`);
    if (text.trim() === "" || !Number.isFinite(value)) throw new Error(`${path}:${index + 2}: "${text}" is not a number.`);
    return { timestamp, text, at, value };
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: "string" }, out: { type: "string" } } });
  const { data, out } = values;
  if (!data || !out || !existsSync(data)) {
    console.error(
      "node bench/nab/detect.ts --data DIR --out DIR: DIR of --data must exist and hold CSV files headed timestamp,value.",
    );
    process.exit(2);
  }
  const { files, values: count, microsecondsPerValue } = await detect({ data, out });
  console.log(`${files} files, ${count} values, ${microsecondsPerValue.toFixed(1)} µs a value, written to ${out}`);
}
