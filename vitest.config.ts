import { defineConfig } from "vitest/config";

/** The suffix names what a test needs: nothing, an embedded PostgreSQL, a chDB, a Prometheus, or a browser (Playwright, not here). */
const room = ["packages/*/src", "apps/*/src", "scripts"];
const files = (suffix: string) => room.map((folder) => `${folder}/**/*${suffix}.test.{ts,tsx}`);
const NEEDS = [".postgres", ".clickhouse", ".prometheus", ".browser"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: files(""),
          exclude: NEEDS.flatMap((need) => files(need)),
          testTimeout: 20_000,
        },
      },
      // Each file starts engines of its own in a temporary folder: few at once on a small machine.
      {
        test: {
          name: "postgres",
          include: files(".postgres"),
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "clickhouse",
          include: files(".clickhouse"),
          pool: "forks",
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      // Debian's Prometheus and Alertmanager, started by each file.
      {
        test: {
          name: "prometheus",
          include: files(".prometheus"),
          pool: "forks",
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
