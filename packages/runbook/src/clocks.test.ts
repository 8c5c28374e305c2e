import { expect, test } from "vitest";
import { CLOCKS, type ClockFacts, clocksFor } from "./clocks.ts";

const DECLARED = "2026-01-31T14:02:00.000Z";
const FLAGGED = "2026-01-31T15:00:00.000Z";
const quiet: ClockFacts = {
  declaredAt: DECLARED,
  severity: "SEV3",
  impact: { customerHarm: "low", financialLoss: "low", regulatoryExposure: "none", systemDegradation: "low" },
  exposures: [],
};
const dueAt = (id: string, start: string) => CLOCKS.find((clock) => clock.id === id)?.dueAt(start);
const running = (facts: ClockFacts) =>
  clocksFor(facts).flatMap((row) => (row.status === "running" ? [[row.id, row.since, row.dueAt]] : []));

test.each([
  ["ai-act-73-2", DECLARED, "2026-02-15T14:02:00.000Z"],
  ["ai-act-73-3", DECLARED, "2026-02-02T14:02:00.000Z"],
  ["ai-act-73-4", DECLARED, "2026-02-10T14:02:00.000Z"],
  ["gdpr-33-1", DECLARED, "2026-02-03T14:02:00.000Z"],
  ["nis2-early-warning", DECLARED, "2026-02-01T14:02:00.000Z"],
  ["nis2-notification", DECLARED, "2026-02-03T14:02:00.000Z"],
  ["nis2-final", DECLARED, "2026-02-28T14:02:00.000Z"],
  ["nis2-final", "2026-12-15T08:00:00.000Z", "2027-01-15T08:00:00.000Z"],
  ["dora-initial", DECLARED, "2026-01-31T18:02:00.000Z"],
  // A Saturday, and a Thursday.
  ["sec-8-k-1.05", DECLARED, "2026-02-05T14:02:00.000Z"],
  ["sec-8-k-1.05", "2026-01-29T20:00:00.000Z", "2026-02-04T20:00:00.000Z"],
  ["hipaa-164.404", DECLARED, "2026-04-01T14:02:00.000Z"],
])("[RB7] %s, started %s, is due %s", (id, start, due) => {
  expect(dueAt(id, start)).toBe(due);
});

test("[RB8] each clock names its regime, article, start and the sentence it comes from", () => {
  for (const clock of CLOCKS) {
    for (const text of [clock.regime, clock.article, clock.title, clock.within, clock.source, clock.notes])
      expect(text).not.toBe("");
  }
  expect(new Set(CLOCKS.map((clock) => clock.id)).size).toBe(CLOCKS.length);
});

test("[RB9] a data exposure suggests GDPR and NIS2 from the first flag on; a policy violation does not", () => {
  const data = { kind: "data-exposure" as const, detail: "An address.", by: "Legal on call", at: FLAGGED };
  const later = { ...data, at: "2026-01-31T18:00:00.000Z" };
  const policy = { ...data, kind: "policy-violation" as const, at: DECLARED };
  expect(running({ ...quiet, exposures: [policy, data, later] })).toEqual([
    ["nis2-early-warning", FLAGGED, "2026-02-01T15:00:00.000Z"],
    ["gdpr-33-1", FLAGGED, "2026-02-03T15:00:00.000Z"],
    ["nis2-notification", FLAGGED, "2026-02-03T15:00:00.000Z"],
  ]);
  expect(running({ ...quiet, exposures: [policy] })).toEqual([]);
});

test("[RB10] SEV1 or regulatory exposure suggests the AI Act's report, from the declaration on", () => {
  const due = [["ai-act-73-2", DECLARED, "2026-02-15T14:02:00.000Z"]];
  expect(running({ ...quiet, severity: "SEV1" })).toEqual(due);
  expect(running({ ...quiet, impact: { ...quiet.impact, regulatoryExposure: "medium" } })).toEqual(due);
  expect(running({ ...quiet, impact: { ...quiet.impact, regulatoryExposure: "unknown" } })).toEqual([]);
});

test("[RB11] every clock has a row that says why it runs or does not; counsel decides", () => {
  const rows = clocksFor({ ...quiet, severity: "SEV1" });
  expect(rows.map((row) => row.id).sort()).toEqual(CLOCKS.map((clock) => clock.id).sort());
  for (const row of rows) expect(row.why).toMatch(/\.$/);
  expect(rows[0]).toMatchObject({ id: "ai-act-73-2", status: "running", why: expect.stringContaining("Counsel decides") });
  expect(rows.find((row) => row.id === "gdpr-33-1")).toMatchObject({
    status: "not-triggered",
    why: "Nobody flagged a data exposure.",
  });
});
