import { readdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { type Bench, markdownTable } from "./harness/bench.ts";

/** node bench/run.ts [name …]: the named benches, or all of this folder (folders hold what they need), one after the other. */
const asked = process.argv.slice(2).filter((argument) => argument !== "--");
const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".ts") && name !== "run.ts").sort();
const benches = new Map(files.map((file) => [file.replace(/(\.bench)?\.ts$/, ""), file]));
const unknown = asked.filter((name) => !benches.has(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${[...benches.keys()].join(", ")}.`);
  process.exit(1);
}

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}\n`);
for (const name of asked.length > 0 ? asked : benches.keys()) {
  const bench = (await import(join(import.meta.dirname, benches.get(name) ?? ""))) as Bench;
  console.log(`## ${bench.title}\n`);
  try {
    console.log(`${markdownTable(await bench.run())}\n`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
process.exit();
