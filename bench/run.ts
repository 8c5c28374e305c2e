import { readdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { type Bench, markdownTable } from "./harness/bench.ts";

/** node bench/run.ts [name …]: the named benches, or every *.bench.ts in this folder, one after the other. */
const asked = process.argv.slice(2).filter((argument) => argument !== "--");
const known = (await readdir(import.meta.dirname))
  .filter((name) => name.endsWith(".bench.ts"))
  .map((name) => name.slice(0, -".bench.ts".length));
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(1);
}

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}\n`);
for (const name of asked.length > 0 ? asked : known.sort()) {
  const bench = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as Bench;
  console.log(`## ${bench.title}\n`);
  try {
    console.log(`${markdownTable(await bench.run())}\n`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
process.exit();
