import type { Alert } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { alertsText, endText, signalAddress, signalsAddress, whyText } from "./inboxText.ts";

const at = Date.UTC(2026, 0, 31, 14, 2);
const alert = (more: Partial<Alert>): Alert => ({
  alertId: "a",
  key: "k",
  source: "detection",
  service: "assistant",
  signal: "latency-p95",
  title: "Latency p95",
  owner: "SRE",
  urgency: "page",
  faultClass: "infra",
  scenarios: [],
  since: at,
  reasons: [],
  sentence: "2.41 s; 0.80–1.20 s was expected.",
  labels: {},
  url: "",
  status: "firing",
  heldBy: null,
  raisedAt: at,
  returns: 0,
  lastSeenAt: at,
  resolvedAt: null,
  ...more,
});

test("how many alerts fire is said in words", () => {
  const resolved = alert({ status: "resolved", resolvedAt: at });
  expect([
    alertsText({ alerts: [alert({})], alertCount: 1 }),
    alertsText({ alerts: [alert({}), alert({})], alertCount: 2 }),
    alertsText({ alerts: [alert({}), resolved], alertCount: 2 }),
    alertsText({ alerts: [resolved], alertCount: 1 }),
    alertsText({ alerts: [resolved, resolved], alertCount: 2 }),
  ]).toEqual(["1 alert firing", "2 alerts firing", "1 of 2 alerts firing", "1 alert, resolved", "2 alerts, all resolved"]);
});

test("every way to end has its words", () => {
  expect([
    endText({ kind: "dismissed", reason: "a load test" }),
    endText({ kind: "merged", incidentId: "INC-7" }),
    endText({ kind: "declared", incidentId: "INC-8" }),
    endText({ kind: "faded" }),
  ]).toEqual(["Dismissed: a load test", "Merged into INC-7", "Declared as INC-8", "Its alerts resolved by themselves"]);
});

test("an alert leads to its signal at its time: live while it is young, else the hour around it", () => {
  expect(signalAddress(alert({}), "assistant", at + 60_000)).toBe("/signals?service=assistant&open=latency-p95&window=30m");
  expect(signalAddress(alert({}), "assistant", at + 30 * 60_000)).toBe("/signals?service=assistant&open=latency-p95&window=2h");
  expect(signalAddress(alert({ resolvedAt: at + 600_000 }), "assistant", at + 86_400_000)).toBe(
    "/signals?service=assistant&open=latency-p95&from=2026-01-31T13%3A42%3A00.000Z&to=2026-01-31T14%3A52%3A00.000Z",
  );
  expect(signalAddress(alert({ signal: null }), "assistant", at)).toBe(null);
});

test("a suspected incident leads to all its signals beside each other, each once", () => {
  const alerts = [alert({}), alert({ signal: "error-rate" }), alert({}), alert({ signal: null })];
  expect(signalsAddress({ service: "assistant", alerts })).toBe("/signals?service=assistant&signals=latency-p95%2Cerror-rate");
});

test("beside its title and its start, a detector's sentence says only what is wrong; another system's is left as it is", () => {
  const sentence = "Latency p95 2.41 s; 0.80–1.20 s was expected, since 14:02 UTC.";
  expect(whyText(alert({ sentence }))).toBe("2.41 s; 0.80–1.20 s was expected");
  expect(whyText(alert({ sentence, source: "grafana" }))).toBe(sentence);
});
