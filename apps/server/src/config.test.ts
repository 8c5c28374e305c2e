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
    practiceScoringKey: null,
    practiceUrl: null,
    signalsFile: null,
    prometheus: null,
    administratorLink: false,
    trustProxy: ["loopback"],
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

test("proxies are trusted by number or by network, never all of them", () => {
  const read = (text: string) => readConfig({ TRUST_PROXY: text }).trustProxy;
  expect(read("2")).toBe(2);
  expect(read("uniquelocal, 10.1.2.0/24,2001:db8::1")).toEqual(["uniquelocal", "10.1.2.0/24", "2001:db8::1"]);
  for (const text of ["true", "0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.org", "loopback,", "-1"])
    expect(() => read(text), text).toThrow("TRUST_PROXY");
});
