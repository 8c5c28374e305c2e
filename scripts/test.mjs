// `npm test`: set up, checks, unit and integration tests, browser journeys. The last line holds the true totals.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, runChecks } from "./check.mjs";
import { findAlertmanager, findChromium, findPrometheus } from "./debian.mjs";
import { setUp } from "./setup.mjs";

const started = Date.now();
const minutes = () => `${((Date.now() - started) / 60_000).toFixed(1)} min`;
const say = (text) => console.log(`\n── ${text} (${minutes()})`);

const { env, bin } = await setUp({ quiet: false });
const reports = mkdtempSync(join(tmpdir(), "firebreak-reports-"));
const totals = { passed: 0, failed: 0, skipped: 0 };
const add = (more) => {
  for (const key of Object.keys(totals)) totals[key] += more[key] ?? 0;
};
/** A runner that died before it wrote its report counts as one failure. */
function readReport(path, read) {
  try {
    return read(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    console.error(`The report ${path} is missing: the runner ended before it could write it.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

say("Checks: types, lint, import table, specs");
add(await runChecks({ env, bin }));

say("Unit and integration tests");
for (const [variable, { path, reason }] of Object.entries({ PROMETHEUS: findPrometheus(), ALERTMANAGER: findAlertmanager() })) {
  if (path === null) console.error(`${reason} The tests against it are skipped.`);
  else env[variable] = path;
}
const vitestReport = join(reports, "vitest.json");
const vitestOk = await run(["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`], {
  env,
  bin,
  minutes: 15,
});
const vitest = readReport(vitestReport, (r) => ({
  passed: r.numPassedTests,
  // A file that could not be loaded has no tests of its own to fail.
  failed:
    r.numFailedTests + r.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  skipped: r.numPendingTests + (r.numTodoTests ?? 0),
}));
if (!vitestOk && vitest.failed === 0) vitest.failed = 1;
add(vitest);

say("Browser journeys");
const chromium = findChromium();
if (chromium.path === null) {
  console.error(chromium.reason);
  add({ failed: 1 });
} else {
  say("Building the browser app");
  if (await run(["node", "scripts/build-web.mjs"], { env, bin, minutes: 5 })) {
    const e2eReport = join(reports, "e2e.json");
    const e2eOk = await run(["playwright", "test", "--config", "e2e/playwright.config.ts"], {
      env: { ...env, CHROMIUM: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
      bin: (name) => (name === "playwright" ? bin("playwright", "e2e") : bin(name)),
      minutes: 30,
    });
    const e2e = readReport(e2eReport, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }));
    if (!e2eOk && e2e.failed === 0) e2e.failed = 1;
    add(e2e);
  } else {
    console.error("The browser app could not be built.");
    add({ failed: 1 });
  }
}

rmSync(reports, { recursive: true, force: true });
say("Done");
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`);
process.exit(totals.failed > 0 ? 1 : 0);
