import type { Alert, Suspicion } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { isPaging, mostUrgentFirst } from "./urgency.ts";
import { withoutStart } from "./withoutStart.ts";

const suspicion = (suspicionId: string, over: Partial<Suspicion> = {}, status: Alert["status"] = "firing") =>
  ({ suspicionId, urgency: "page", end: null, alerts: [{ status }], ...over }) as Suspicion;

test("somebody is paged by what is open, urgent and firing", () => {
  expect([
    isPaging(suspicion("SUS-1")),
    isPaging(suspicion("SUS-2", { urgency: "ticket" })),
    isPaging(suspicion("SUS-3", {}, "resolved")),
    isPaging(suspicion("SUS-4", {}, "held")),
    isPaging(suspicion("SUS-5", { end: { kind: "faded", at: 0, by: "Firebreak" } })),
  ]).toEqual([true, false, false, false, false]);
});

test("what pages comes first, each part newest first as it was given", () => {
  const rows = [
    suspicion("SUS-4", { urgency: "ticket" }),
    suspicion("SUS-3"),
    suspicion("SUS-2", {}, "resolved"),
    suspicion("SUS-1"),
  ];
  expect(mostUrgentFirst(rows).map(({ suspicionId }) => suspicionId)).toEqual(["SUS-3", "SUS-1", "SUS-4", "SUS-2"]);
});

test("a detector's sentence loses its start, any other sentence nothing", () => {
  expect([withoutStart("Errors 9.1 %; ≤ 5.0 % is the limit, since 14:02 UTC."), withoutStart("High5xx, since noon.")]).toEqual([
    "Errors 9.1 %; ≤ 5.0 % is the limit",
    "High5xx, since noon.",
  ]);
});
