import type { CalibrationBin } from "@firebreak/signals";
import { expect, it } from "vitest";
import { calibrationCurve, calibrationWords } from "./calibrationCurve.ts";

const bin = (low: number, events: number, meanScore: number, truthRate: number): CalibrationBin => ({
  low,
  high: low + 0.1,
  events,
  meanScore,
  truthRate,
});

it("makes a point of each bin that holds anything, with the interval of what came true", () => {
  const curve = calibrationCurve([bin(0.5, 100, 0.55, 0.4), bin(0.2, 0, 0, 0), bin(0.1, 400, 0.15, 0.15)]);
  expect(curve.map((point) => [point.said, point.true, point.events, point.size])).toEqual([
    [0.15, 0.15, 400, 1],
    [0.55, 0.4, 100, 0.25],
  ]);
  expect(curve[1]?.label).toBe("scores 0.5–0.6: said 55.0 %, came true 40.0 % of 100");
  expect([curve[1]?.low.toFixed(3), curve[1]?.high.toFixed(3)]).toEqual(["0.309", "0.498"]);
});

it("says in words which way the scores are off", () => {
  const over = calibrationCurve([bin(0.5, 100, 0.55, 0.4)]);
  const under = calibrationCurve([bin(0.5, 100, 0.55, 0.7)]);
  const both = calibrationCurve([bin(0.1, 100, 0.15, 0.25), bin(0.8, 100, 0.85, 0.75)]);
  expect([
    calibrationWords(0.15, over),
    calibrationWords(0.15, under),
    calibrationWords(0.1, both),
    calibrationWords(null, []),
  ]).toEqual([
    "On average a score is 15.0 points off: it says more than comes true.",
    "On average a score is 15.0 points off: it says less than comes true.",
    "On average a score is 10.0 points off, in both directions.",
    "No truth is known yet for the predictions of this window.",
  ]);
});
