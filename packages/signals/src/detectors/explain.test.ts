import { expect, test } from "vitest";
import type { AlertReason } from "../alert.ts";
import { explain } from "./explain.ts";

const since = Date.UTC(2026, 4, 3, 14, 2);
const formatTime = (at: number) => `${new Date(at).toISOString().slice(11, 16)} UTC`;
const latency = { title: "Latency p95", unit: "seconds" } as const;
const say = (reason: AlertReason, definition: Parameters<typeof explain>[0] = latency) =>
  explain(definition, { reason, since, formatTime });

test("[SG39] one sentence says what is seen, what was expected and since when", () => {
  const expected = { low: 0.8, middle: 1, high: 1.2 };
  expect(say({ kind: "baseline", value: 2.41, expected, score: 1 })).toBe(
    "Latency p95 2.41 s; 0.80–1.20 s was expected, since 14:02 UTC.",
  );
  expect(
    say(
      { kind: "baseline", value: 0.31, expected: { low: 0, middle: 0.01, high: 0.04 }, score: 1 },
      { title: "Errors", unit: "share" },
    ),
  ).toBe("Errors 31.0 %; 0.0–4.0 % was expected, since 14:02 UTC.");
  expect(say({ kind: "baseline", value: 1.15, expected, score: 0.2 })).toBe(
    "Latency p95 1.15 s, several times in a row; around 1.00 s was expected, since 14:02 UTC.",
  );
  expect(say({ kind: "threshold", limit: { op: "≤", value: 2 }, value: 3 })).toBe(
    "Latency p95 3.00 s; ≤ 2.00 s is the limit, since 14:02 UTC.",
  );
});

test("[SG39] a drift names its distance and what chance allows, a burn rate its budget", () => {
  const drift: AlertReason = { kind: "drift", measure: "psi", value: 0.412, critical: 0.09, events: 480, referenceEvents: 5200 };
  expect(say(drift, { title: "Drift of income", unit: "index" })).toBe(
    "Drift of income has shifted: population stability index 0.412 from the reference, by chance at most 0.090 (480 against 5200 events), since 14:02 UTC.",
  );
  const burn: AlertReason = {
    kind: "burn-rate",
    factor: 16.2,
    longSeconds: 3600,
    shortSeconds: 300,
    budgetSpent: 0.0225,
    target: 0.95,
  };
  expect(say(burn)).toBe(
    "Latency p95 burns its error budget 16.2 times too fast (objective 95.0 %): 2.3 % of it within an hour, since 14:02 UTC.",
  );
  expect(say({ ...burn, longSeconds: 259_200, factor: 1.1, budgetSpent: 0.11 })).toContain("11.0 % of it within 3 days");
});
