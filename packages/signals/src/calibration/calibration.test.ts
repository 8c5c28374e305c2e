import fc from "fast-check";
import { expect, test } from "vitest";
import { disparityOf } from "./disparity.ts";
import { expectedCalibrationError } from "./expected-calibration-error.ts";
import { estimatedPrevalence, predictiveValue } from "./prevalence.ts";

const bin = (low: number, events: number, meanScore: number, truthRate: number) => ({
  low,
  high: low + 0.1,
  events,
  meanScore,
  truthRate,
});

test("[SG25] the calibration error weighs each bin's gap by its events", () => {
  expect(expectedCalibrationError([bin(0.2, 300, 0.25, 0.2), bin(0.5, 0, 0, 0), bin(0.8, 100, 0.85, 0.6)])).toBeCloseTo(
    0.75 * 0.05 + 0.25 * 0.25,
    12,
  );
  expect(expectedCalibrationError([bin(0.1, 50, 0.12, 0.12)])).toBe(0);
  expect(expectedCalibrationError([])).toBe(null);
  expect(expectedCalibrationError([bin(0, 0, 0, 0)])).toBe(null);
});

test("[SG26] the predictive value is that of the published examples", () => {
  // Altman & Bland, BMJ 309 (1994), 102: liver scan, sensitivity 0.90, specificity 0.63; PPV 0.88 at 0.75, 0.45 at 0.25.
  const scan = { sensitivity: 231 / 258, specificity: 54 / 86 };
  expect([0.75, 0.25].map((prevalence) => Number(predictiveValue({ ...scan, prevalence }).toFixed(2)))).toEqual([0.88, 0.45]);
  // A test that is right 99 times in 100, of what one in a thousand has.
  expect(predictiveValue({ sensitivity: 0.99, specificity: 0.99, prevalence: 0.001 })).toBeCloseTo(0.0902, 4);
  expect(predictiveValue({ sensitivity: 0, specificity: 1, prevalence: 0.1 })).toBeNaN();
});

test("[SG26] the prevalence is found again from the share of positive decisions", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (prevalence, one, other) => {
      const [falsePositiveRate, truePositiveRate] = [Math.min(one, other), Math.max(one, other)];
      fc.pre(truePositiveRate - falsePositiveRate > 0.01);
      const positiveShare = truePositiveRate * prevalence + falsePositiveRate * (1 - prevalence);
      expect(estimatedPrevalence({ positiveShare, truePositiveRate, falsePositiveRate })).toBeCloseTo(prevalence, 6);
    }),
  );
  // Rogan & Gladen's formula: a fifth positive, of which a test with sensitivity 0.9 and specificity 0.9 finds 12.5 % true.
  expect(estimatedPrevalence({ positiveShare: 0.2, truePositiveRate: 0.9, falsePositiveRate: 0.1 })).toBeCloseTo(0.125, 12);
  expect(estimatedPrevalence({ positiveShare: 0.05, truePositiveRate: 0.9, falsePositiveRate: 0.1 })).toBe(0);
  expect(estimatedPrevalence({ positiveShare: 0.95, truePositiveRate: 0.9, falsePositiveRate: 0.1 })).toBe(1);
  expect(estimatedPrevalence({ positiveShare: 0.3, truePositiveRate: 0.4, falsePositiveRate: 0.4 })).toBe(null);
});

test("[SG27] the gap is that between the highest and the lowest group with enough events, with Newcombe's interval", () => {
  // Newcombe, Statistics in Medicine 17 (1998), table II, example (a): 56/70 − 48/80, method 10.
  const found = disparityOf([
    { group: "north", bad: 56, total: 70 },
    { group: "south", bad: 48, total: 80 },
    { group: "west", bad: 35, total: 50 },
    { group: "tiny", bad: 29, total: 29 },
  ]);
  expect(found && { ...found, value: found.value.toFixed(4), low: found.low.toFixed(4), high: found.high.toFixed(4) }).toEqual({
    value: "0.2000",
    low: "0.0524",
    high: "0.3339",
    highest: "north",
    lowest: "south",
    groups: 3,
  });
  expect(disparityOf([{ group: "north", bad: 56, total: 70 }])).toBe(null);
  expect(disparityOf([])).toBe(null);
});
