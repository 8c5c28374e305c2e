// Enforces boundaries.config.mjs. Fails too when no module was read: under some TypeScript versions the reader finds none and passes.
import { cruise } from "dependency-cruiser";
import { forbidden } from "../boundaries.config.mjs";

const FEWEST_MODULES = 60;
const { output } = await cruise(["packages", "apps", "e2e"], {
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
const read = output.modules.filter((module) => /^(packages|apps|e2e)\//.test(module.source)).length;
for (const violation of output.summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
if (read < FEWEST_MODULES) {
  console.error(`Only ${read} modules were read; at least ${FEWEST_MODULES} are expected. The reader does not see the source.`);
  process.exit(1);
}
console.log(`${read} modules, ${output.summary.violations.length} violations of the import table`);
process.exit(output.summary.violations.length > 0 ? 1 : 0);
