// `pnpm e2e [NAME …]`: builds the browser app where it changed, then runs the browser journeys, all or those named.
import { spawn } from "node:child_process";
import { buildWeb } from "./build-web.mjs";
import { findChromium } from "./debian.mjs";
import { root, SetupFault, setUpOrExit } from "./setup.mjs";

const { env, bin, node } = await setUpOrExit({ quiet: true });
const chromium = findChromium();
if (chromium.path === null) {
  console.error(chromium.reason);
  process.exit(1);
}
try {
  await buildWeb({ env, bin, node });
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  console.error(error.message);
  process.exit(1);
}
const args = ["test", "--config", "e2e/playwright.config.ts", ...process.argv.slice(2)];
spawn(bin("playwright", "e2e"), args, { cwd: root, env: { ...env, CHROMIUM: chromium.path }, stdio: "inherit" }).on(
  "exit",
  (code) => process.exit(code ?? 1),
);
