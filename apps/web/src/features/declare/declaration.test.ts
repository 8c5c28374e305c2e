import type { Alert, Suspicion } from "@firebreak/server/contract";
import type { SignalSeries, SignalStanding } from "@firebreak/signals";
import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "../../ui/localTime.ts";
import { checkDraft, type Draft, draftOf, emptyDraft, hypothesesFor, prefill, type Surroundings } from "./declaration.ts";
import { firstSignOf, firstSignOfSuspicion, scenarioOf } from "./firstSign.ts";

const NOW = Date.parse("2026-01-31T14:30:00.000Z");
const around: Surroundings = {
  people: [{ id: "p1", name: "Commander" }],
  firstSign: null,
  practiceServices: ["support-assistant", "refund-risk"],
  now: NOW,
  actor: { kind: "person", id: "p1", name: "Commander", role: "commander" },
};
const good: Draft = { ...emptyDraft("p1"), title: "Invented refunds", service: "support-assistant" };
const series = (signal: SignalSeries["signal"], outsideSince: number | null): SignalSeries => ({
  signal,
  split: null,
  stepSeconds: 15,
  points: [],
  compared: null,
  current: null,
  envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 20 },
  outsideSince,
  standing: null,
});
const alarming = (signal: string, since: number): SignalStanding => ({
  service: "support-assistant",
  signal,
  owner: "ML",
  standing: { kind: "alarming", since, urgency: "page", reasons: [] },
});
const TITLES: Readonly<Record<string, string>> = { "ungrounded-rate": "Ungrounded answers" };
const signOf = (all: readonly SignalSeries[], standings: readonly SignalStanding[] = []) =>
  firstSignOf(all, standings, (signal) => TITLES[signal] ?? signal);
const alert = (over: Partial<Alert>): Alert => ({
  alertId: "a1",
  key: "detection/support-assistant/ungrounded-rate",
  source: "detection",
  service: "support-assistant",
  signal: "ungrounded-rate",
  title: "Ungrounded answers",
  owner: "ML",
  urgency: "page",
  faultClass: "model",
  scenarios: ["I1"],
  since: NOW - 60_000,
  reasons: [],
  sentence: "Ungrounded answers are 11.8 %, expected 1.2–3.0 %.",
  labels: {},
  url: "",
  status: "firing",
  heldBy: null,
  raisedAt: NOW,
  lastSeenAt: NOW,
  resolvedAt: null,
  returns: 0,
  ...over,
});
const suspicion = (alerts: readonly Alert[], over: Partial<Suspicion> = {}): Suspicion => ({
  suspicionId: "SUS-7",
  service: "support-assistant",
  title: "Ungrounded answers of support-assistant",
  owner: "ML",
  urgency: "page",
  faultClass: "model",
  scenario: null,
  since: NOW - 90_000,
  openedAt: NOW,
  lastChangeAt: NOW,
  segment: null,
  alerts,
  alertCount: alerts.length,
  fault: null,
  end: null,
  ...over,
});

test("the signal that left its envelope first is the one that gave it away", () => {
  expect(signOf([series("task-success", NOW - 10), series("ungrounded-rate", NOW - 90), series("latency-p95", null)])).toEqual({
    at: NOW - 90,
    title: "Ungrounded answers",
    proof: { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
  });
  expect(signOf([series("latency-p95", null)])).toBeNull();
  expect(signOf([series("task-success", NOW - 10)], [alarming("drift.income", NOW - 20)])).toMatchObject({
    at: NOW - 20,
    title: "drift.income",
  });
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
test("impact in the future is refused at its field; without a time the first sign's or now is taken", () => {
  const future = checkDraft({ ...good, impactStartedAt: NOW + 60_000 }, around);
  expect(future.ok ? null : Object.keys(future.faults)).toEqual(["impactStartedAt"]);
  const checked = checkDraft(good, { ...around, firstSign: signOf([series("ungrounded-rate", NOW - 90_000)]) });
  expect(checked.ok && checked.command.impactStartedAt).toBe(new Date(NOW - 90_000).toISOString());
});
test("the runbook fills only what nobody touched", () => {
  expect(scenarioOf(signOf([series("ungrounded-rate", NOW)]))).toBe("I1");
  expect(scenarioOf(null)).toBeNull();
  const filled = { ...emptyDraft("p1"), ...prefill(emptyDraft("p1"), "I1") };
  expect(checkDraft({ ...filled, service: "support-assistant" }, around).ok).toBe(true);
  const typed: Draft = { ...good, impact: { ...good.impact, customerHarm: "low" } };
  expect(prefill(typed, "I1")).toMatchObject({ scenario: "I1", incidentClass: "model" });
  expect(Object.keys(prefill(typed, "I1"))).not.toEqual(expect.arrayContaining(["title", "impact"]));
});
test("a suspected incident fills the whole form, and says what each of its alerts said, once", () => {
  const late = alert({
    alertId: "a2",
    signal: "task-success",
    since: NOW,
    sentence: "Task success is 81 %.",
    title: "Task success",
  });
  const twice = alert({ alertId: "a3", since: NOW });
  const over = alert({ alertId: "a4", since: NOW - 90_000, status: "resolved", sentence: "Requests 0.0 /min." });
  const filled = draftOf(suspicion([alert({}), late, twice, over], { faultClass: "data" }), "p1");
  expect(filled).toEqual({
    ...emptyDraft("p1"),
    suspicionId: "SUS-7",
    title: "Ungrounded answers of support-assistant",
    summary: "Ungrounded answers are 11.8 %, expected 1.2–3.0 %.\nTask success is 81 %.",
    service: "support-assistant",
    incidentClass: "data",
    impactStartedAt: NOW - 60_000,
  });
  expect(checkDraft(filled, around).ok).toBe(true);
  const segment = { conditions: [{ dimension: "language", value: "de" }] };
  expect(draftOf(suspicion([alert({})], { segment }), "p1").summary).toBe(
    "It stands out where language=de.\nUngrounded answers are 11.8 %, expected 1.2–3.0 %.",
  );
  expect(draftOf(suspicion([alert({})], { scenario: "I1" }), "p1")).toMatchObject({
    scenario: "I1",
    impact: { customerHarm: "high" },
  });
});
test("a suspected incident was detected by its most urgent alert that names a signal, else by what can be looked at elsewhere", () => {
  const foreign = alert({ signal: null, since: NOW - 80_000, url: "http://alerts.example/1", title: "High5xx" });
  expect([
    firstSignOfSuspicion(suspicion([foreign, alert({})])),
    firstSignOfSuspicion(suspicion([foreign])),
    firstSignOfSuspicion(suspicion([{ ...foreign, url: "" }])),
  ]).toEqual([
    {
      at: NOW - 80_000,
      title: "Ungrounded answers",
      proof: { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
    },
    { at: NOW - 80_000, title: "High5xx", proof: { kind: "url", label: "High5xx", ref: "http://alerts.example/1" } },
    { at: NOW - 80_000, title: "Ungrounded answers of support-assistant", proof: null },
  ]);
});
test("every declaration lays out the tree of its symptom", () => {
  const first = (incidentClass: Draft["incidentClass"], scenario: Draft["scenario"]) => {
    const plans = hypothesesFor({ incidentClass, scenario });
    return [plans[0]?.hypothesisId, plans.length > 5];
  };
  expect([first("model", "I1"), first("infra", ""), first("security", "I4"), first("data", "")]).toEqual([
    ["input-quality", true],
    ["queue-depth", false],
    ["prompt-changes", true],
    ["input-quality", false],
  ]);
});
test("a local time goes to the input and back", () => {
  expect(fromLocalInput(toLocalInput(NOW))).toBe(NOW);
  expect(fromLocalInput("")).toBeNull();
});
