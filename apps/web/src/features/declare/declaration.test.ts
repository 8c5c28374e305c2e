import type { SignalSeries } from "@firebreak/signals";
import { expect, test } from "vitest";
import { checkDraft, type Draft, emptyDraft, prefill, type Surroundings, scenarioOf, suspicionOf } from "./declaration.ts";
import { fromLocalInput, toLocalInput } from "./localTime.ts";

const NOW = Date.parse("2026-01-31T14:30:00.000Z");
const around: Surroundings = {
  people: [{ id: "p1", name: "Commander" }],
  suspicion: null,
  practiceService: "support-assistant",
  now: NOW,
  actor: { kind: "person", id: "p1", name: "Commander", role: "commander" },
};
const good: Draft = { ...emptyDraft("p1"), title: "Invented refunds", service: "support-assistant" };
const series = (signal: SignalSeries["signal"], outsideSince: number | null): SignalSeries => ({
  signal,
  stepSeconds: 15,
  points: [],
  current: null,
  envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 20 },
  outsideSince,
});

test("the signal that left its envelope first is the one that gave it away", () => {
  expect(
    suspicionOf([series("task-success", NOW - 10), series("ungrounded-rate", NOW - 90), series("latency-p95", null)]),
  ).toEqual({
    at: NOW - 90,
    title: "Ungrounded answers",
    proof: { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
  });
  expect(suspicionOf([series("latency-p95", null)])).toBeNull();
});
test("an empty form points to every field that is missing, at once", () => {
  const checked = checkDraft({ ...emptyDraft("nobody") }, around);
  expect(checked.ok ? [] : Object.keys(checked.faults)).toEqual(["title", "service", "commanderId", "technicalLeadId"]);
});
test("the practice service makes it a drill, unless somebody says otherwise", () => {
  const drill = (draft: Draft) => {
    const checked = checkDraft(draft, around);
    return checked.ok && checked.command.drill;
  };
  expect([drill(good), drill({ ...good, drill: false }), drill({ ...good, service: "other" })]).toEqual([true, false, false]);
});
test("another severity than the proposed one asks for a reason, at that field", () => {
  const checked = checkDraft({ ...good, severity: "SEV4" }, around);
  expect(checked.ok ? null : Object.keys(checked.faults)).toEqual(["severityReason"]);
  expect(checkDraft({ ...good, severity: "SEV4", severityReason: "An internal test only." }, around).ok).toBe(true);
});
test("impact in the future is refused at its field; without a time the suspicion's or now is taken", () => {
  const future = checkDraft({ ...good, impactStartedAt: NOW + 60_000 }, around);
  expect(future.ok ? null : Object.keys(future.faults)).toEqual(["impactStartedAt"]);
  const checked = checkDraft(good, { ...around, suspicion: suspicionOf([series("ungrounded-rate", NOW - 90_000)]) });
  expect(checked.ok && checked.command.impactStartedAt).toBe(new Date(NOW - 90_000).toISOString());
});
test("the runbook fills only what nobody touched", () => {
  expect(scenarioOf(suspicionOf([series("ungrounded-rate", NOW)]))).toBe("I1");
  expect(scenarioOf(null)).toBeNull();
  const filled = { ...emptyDraft("p1"), ...prefill(emptyDraft("p1"), "I1") };
  expect(checkDraft({ ...filled, service: "support-assistant" }, around).ok).toBe(true);
  const typed: Draft = { ...good, impact: { ...good.impact, customerHarm: "low" } };
  expect(prefill(typed, "I1")).toMatchObject({ scenario: "I1", incidentClass: "model" });
  expect(Object.keys(prefill(typed, "I1"))).not.toEqual(expect.arrayContaining(["title", "impact"]));
});
test("a local time goes to the input and back", () => {
  expect(fromLocalInput(toLocalInput(NOW))).toBe(NOW);
  expect(fromLocalInput("")).toBeNull();
});
