import { expect, test } from "vitest";
import type { SignalDefinition } from "./definition.ts";
import { printCondition, printValue } from "./expression/print.ts";
import { definitionOf } from "./format.ts";
import { harmOf } from "./harm.ts";

function told(text: string, more: Partial<SignalDefinition> = {}): readonly (string | number | null)[] | null {
  const harm = harmOf({ ...definitionOf("override-rate"), source: { kind: "expression", text }, ...more });
  if (harm === null) return null;
  if (harm.kind === "above-quantile") return [printValue(harm.value), harm.q];
  return [printCondition(harm.bad), harm.of && printCondition(harm.of)];
}

test("[SG20] of a share its condition is bad, or its contrary where harm lies below", () => {
  expect(told("share(overridden)")).toEqual(["overridden", null]);
  expect(told("share(documents_found > 0, of: documents_requested > 0)", { badDirection: "down" })).toEqual([
    "not documents_found > 0",
    "documents_requested > 0",
  ]);
});

test("[SG20] of a mean or a quantile what lies beyond the limit is bad, without one the worst twentieth", () => {
  expect(told("p95(latency, of: success)", { limit: { op: "≤", value: 2 } })).toEqual(["latency > 2", "success"]);
  expect(told("mean(confidence)", { limit: { op: "≥", value: 0.7 }, badDirection: "down" })).toEqual(["confidence < 0.7", null]);
  expect(told("mean(cost)")).toEqual(["cost", 0.95]);
  expect(told("mean(confidence)", { badDirection: "down" })).toEqual(["0 - confidence", 0.95]);
  expect(told("ratio(cost, output_tokens)")).toEqual(["cost / output_tokens", 0.95]);
  expect(told("mean(cost, of: success)")).toBe(null);
});

test("[SG20] of precision and recall the wrong decisions are bad", () => {
  expect(told("precision()", { badDirection: "down" })).toEqual(["truth = 0", "score >= threshold"]);
  expect(told("recall(of: success)", { badDirection: "down" })).toEqual(["not score >= threshold", "success and truth = 1"]);
});

test("[SG20] nobody is to blame for a rate, a distance, a metric, PromQL, or a shift either way", () => {
  const none = [
    "count()",
    "psi(score)",
    "ece()",
    "disparity(share(clicked), by: dimension.region)",
    'metric("queue.depth", mean)',
  ];
  expect(none.map((text) => told(text))).toEqual(none.map(() => null));
  expect(told("share(refused)", { badDirection: "both" })).toBe(null);
  expect(told("", { source: { kind: "promql", query: "up" } })).toBe(null);
});
