import { expect, test } from "vitest";
import { acceptedReports } from "./accepted-reports.ts";
import { alarm } from "./testing.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const one = (change: Parameters<typeof alarm>[1]) => acceptedReports([alarm("ece", change)], NOW)[0];

test("a report that fits is taken as it is", () => {
  const report = alarm("ece", { since: NOW - 1_000, labels: { team: "ml" } });
  expect(acceptedReports([report], NOW)).toEqual([report]);
  const more = { ...report, alertId: "ALT-1", status: "resolved", suspicion: 7, raisedAt: 1 };
  expect(acceptedReports([more], NOW)).toEqual([report]);
});

test("what another system sent too long, or no database can hold, is cut or left out, and never refused", () => {
  const found = one({
    title: "\u0000 ",
    sentence: "",
    service: "s".repeat(500),
    url: "u".repeat(5_000),
    labels: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`l${i}`, `${"x".repeat(199)}😀`])),
    scenarios: Array.from({ length: 9 }, () => "I1"),
    since: NOW + 60_000,
  });
  expect(found).toMatchObject({ title: "Alert without a title", sentence: "Alert without a title", since: NOW });
  expect([found?.service.length, found?.url.length, Object.keys(found?.labels ?? {}).length, found?.scenarios.length]).toEqual([
    120, 2_000, 30, 5,
  ]);
  expect(Object.values(found?.labels ?? {}).every((label) => label.isWellFormed() && label.length === 200)).toBe(true);
  expect([one({ since: Number.NaN })?.since, one({ since: -62_135_596_800_000 })?.since]).toEqual([NOW, NOW]);
});

test("a key that cannot tell alerts apart is a mistake of the sender, in a sentence", () => {
  expect(() => one({ key: "" })).toThrow("An alert's key has 1 to 600 characters");
  expect(() => one({ key: "k".repeat(601) })).toThrow("An alert's key has 1 to 600 characters");
});
