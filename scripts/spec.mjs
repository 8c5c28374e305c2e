// Every rule of a package's SPEC.md has a test whose title begins with its id, and every id in a title is a rule.
// usage: node scripts/spec.mjs [root]      exit 1 and one line for each fault
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A list item that begins with the id in bold, or a table row whose first cell is the id. */
const RULE = /^(?:[-*] \*\*|\|\s*)([A-Z]{2,3}\d+)(?:\*\*|\s*\|)/gm;
/** `test("[IL1] …`, `test.each([…])("[IM10] …`, `` it(`[IV2] … ``: an id at the beginning of a quoted text in a test file. */
const PROVED = /["'`]\[([A-Z]{2,3}\d+)\] /g;
const TITLE = /^\s*(?:test|it)(?:\.(?!each|for|todo|extend)\w+)*\(\s*(["'`])(?!\[[A-Z]{2,3}\d+\] )((?:(?!\1).){0,60})/gm;

export function faultsOf(packageFolder, root = packageFolder) {
  const specFile = join(packageFolder, "SPEC.md");
  const spec = readFileSync(specFile, "utf8");
  const here = (file) => relative(root, file);
  const rules = [...spec.matchAll(RULE)].map((match) => match[1]);
  const tests = filesIn(join(packageFolder, "src")).filter((file) => /\.test\.tsx?$/.test(file));
  const faults = [];
  const proved = new Set();
  for (const id of rules.filter((rule, index) => rules.indexOf(rule) !== index))
    faults.push(`${here(specFile)}: ${id} stands there twice`);
  for (const file of tests) {
    const source = readFileSync(file, "utf8");
    for (const [, id] of source.matchAll(PROVED)) {
      proved.add(id);
      if (!rules.includes(id)) faults.push(`${here(file)}: ${id} is not in SPEC.md`);
    }
    for (const [, , title] of source.matchAll(TITLE)) faults.push(`${here(file)}: no rule id before “${title}”`);
  }
  for (const id of rules) if (!proved.has(id)) faults.push(`${here(specFile)}: ${id} has no test`);
  if (rules.length === 0) faults.push(`${here(specFile)}: holds no rule`);
  return [...new Set(faults)];
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export function check(root) {
  const packages = readdirSync(join(root, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, "packages", entry.name));
  const missing = packages.filter((folder) => !existsSync(join(folder, "SPEC.md")));
  const faults = [
    ...missing.map((folder) => `${relative(root, folder)}: has no SPEC.md`),
    ...packages.filter((folder) => !missing.includes(folder)).flatMap((folder) => faultsOf(folder, root)),
  ];
  return { packages: packages.length, faults };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
  const { packages, faults } = check(root);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`spec: every rule of ${packages} packages has a test, and every test a rule.`);
}
