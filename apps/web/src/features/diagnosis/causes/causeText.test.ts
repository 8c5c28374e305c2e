import type { LayerFinding } from "@firebreak/runbook";
import { expect, test } from "vitest";
import {
  changeTitle,
  distanceText,
  excessText,
  isSurelyWorse,
  rankedLayers,
  ratioText,
  sourceText,
  sureText,
  uncertaintyText,
} from "./causeText.ts";

test("a change is called by its version where the records can show it, else by its announcement", () => {
  const named = { title: "Deploy refunds", kind: "deployment" as const, artefact: null, version: null };
  expect(changeTitle(named)).toBe("Deploy refunds");
  expect(changeTitle({ ...named, artefact: "prompt", version: "refunds@41" })).toBe("prompt refunds@41");
  expect(changeTitle({ ...named, title: "" })).toBe("deployment");
});

test("where a change is known from", () => {
  expect(sourceText({ source: "lineage", firstServedAt: 5 })).toBe("announced by nobody · seen in the records");
  expect(sourceText({ source: "github", firstServedAt: null })).toBe("announced by GitHub · not seen in the records");
});

test("distances and uncertainty are said in one unit", () => {
  expect([41_000, 240_000, 7_200_000, 259_200_000, -60_000].map(distanceText)).toEqual([
    "41 s before",
    "4 min before",
    "2 h before",
    "3 days before",
    "1 min after",
  ]);
  const onset = { at: 100_000, from: "change-point" as const };
  expect(uncertaintyText({ ...onset, low: 85_000, high: 120_000 })).toBe("± 20 s");
  expect(uncertaintyText({ ...onset, low: 95_000, high: 400_000 })).toBe("− 5 s + 5 min");
  expect(uncertaintyText({ ...onset, low: 100_000, high: 100_000 })).toBe("± 0 s");
  expect(uncertaintyText({ ...onset, from: "entered", low: 0, high: 0 })).toBe("");
});

test("ratios hold where there is nothing to divide by", () => {
  expect([
    ratioText({ rate: 0.38, restRate: 0.018 }),
    ratioText({ rate: 0.09, restRate: 0.05 }),
    ratioText({ rate: 0.1, restRate: 0 }),
    ratioText({ rate: 0, restRate: 0 }),
  ]).toEqual(["× 21", "× 1.8", "only here", "none here"]);
});

test("a segment is red only where neither noise nor the number of combinations explains it", () => {
  const row = { low: 0.3, restRate: 0.02, confidence: 0.99 };
  expect([row, { ...row, low: 0.02 }, { ...row, confidence: 0.9 }].map(isSurelyWorse)).toEqual([true, false, false]);
});

test("confidence is rounded down, excess never below none", () => {
  expect([sureText(0.9999), sureText(0.9789), sureText(0)]).toEqual(["> 99.9 %", "97.8 %", "0 %"]);
  expect(excessText({ value: 1412.4, low: 1300.2, high: 1500 })).toEqual({ value: "1,412", interval: "1,300 to 1,500" });
  expect(excessText({ value: -3, low: -20, high: 4 })).toEqual({ value: "0", interval: "0 to 4" });
});

test("layers come by suspicion, then as the runbook inspects them", () => {
  const layer = (name: LayerFinding["layer"], finding: LayerFinding["finding"], score: number): LayerFinding => ({
    layer: name,
    finding,
    score,
    sentence: "",
    looked: [],
    changeIds: [],
  });
  const layers = [
    layer("input-quality", "nothing-found", 0),
    layer("feature-freshness", "suspicious", 0.2),
    layer("model-version", "suspicious", 0.9),
    layer("inference-runtime", "not-measured", 0),
    layer("post-processing", "nothing-found", 0),
  ];
  expect(rankedLayers(layers).map((one) => one.layer)).toEqual([
    "model-version",
    "feature-freshness",
    "input-quality",
    "post-processing",
    "inference-runtime",
  ]);
});
