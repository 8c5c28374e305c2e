import { defineConfig } from "@playwright/test";
import { CHROMIUM, CHROMIUM_ARGS } from "./chromium.ts";

/** Journeys start the product themselves, each on ports and a data folder of its own; one at a time on a small machine. */
export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 420_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/report.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: CHROMIUM,
      args: [...CHROMIUM_ARGS],
    },
  },
});
