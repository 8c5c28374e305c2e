import { resolve } from "node:path";
import { expect, test } from "vitest";
import { BadEnvironment, readConfig } from "./config.ts";

test("an empty environment is a working one", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" })).toEqual({
    host: "127.0.0.1",
    port: 4600,
    publicUrl: null,
    dataFolder: resolve("./data"),
    databaseUrl: null,
    clickhouseUrl: null,
    secret: null,
    practiceKey: null,
    practiceUrl: null,
    retentionDays: 30,
    logLevel: "info",
  });
});

test("every faulty variable is reported at once", () => {
  const read = () =>
    readConfig({ PORT: "many", DATABASE_URL: "mysql://x/y", FIREBREAK_SECRET: "short", RETENTION_DAYS: "0", LOG_LEVEL: "loud" });
  expect(read).toThrow(BadEnvironment);
  for (const name of ["PORT", "DATABASE_URL", "FIREBREAK_SECRET", "RETENTION_DAYS", "LOG_LEVEL"]) expect(read).toThrow(name);
});
