// Enforces boundaries.config.mjs. Fails too when few modules were read: under some TypeScript versions the reader finds none and passes.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import { forbidden } from "../boundaries.config.mjs";

const FEWEST_MODULES = 60;

/** How many modules below `root` were read, and a line `rule: from → to` for each import that the table forbids. */
export async function check(root, rooms = ["packages", "apps", "e2e"]) {
  const { output } = await cruise(rooms, {
    baseDir: root,
    ruleSet: { forbidden },
    validate: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/|/node_modules/\\.vite/|test-results" },
    tsPreCompilationDeps: "specify",
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  });
  return {
    read: output.modules.filter((module) => /^(packages|apps|e2e)\//.test(module.source)).length,
    violations: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { read, violations } = await check(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const violation of violations) console.error(violation);
  const sees = read >= FEWEST_MODULES;
  if (sees) console.log(`${read} modules, ${violations.length} violations of the import table`);
  else
    console.error(`Only ${read} modules were read; at least ${FEWEST_MODULES} are expected. The reader does not see the source.`);
  process.exit(sees && violations.length === 0 ? 0 : 1);
}
