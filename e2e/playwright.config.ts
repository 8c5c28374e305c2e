import { defineConfig } from "@playwright/test";
import { CHROMIUM, CHROMIUM_ARGS } from "./chromium.ts";

/** Journeys start the product themselves, each on ports and a data folder of its own; two at a time, for they mostly wait. */
export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  timeout: 15 * 60_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/report.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    trace: "retain-on-failure",
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: CHROMIUM,
      args: [...CHROMIUM_ARGS],
    },
  },
});
