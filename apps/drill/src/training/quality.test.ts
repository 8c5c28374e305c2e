import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { plattScaling } from "./platt.ts";
import { qualityOf } from "./quality.ts";

test("a small case by hand: one of four pairs is a tie, one is wrong", () => {
  const quality = qualityOf([0.1, 0.4, 0.4, 0.3], [false, false, true, true]);
  expect(quality).toEqual({
    rows: 4,
    positiveRate: 0.5,
    // Pairs of a positive and a negative: 0.4>0.1, 0.4=0.4, 0.3>0.1, 0.3<0.4.
    auc: (1 + 0.5 + 1 + 0) / 4,
    logLoss: -(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.3)) / 4,
    brier: expect.closeTo((0.01 + 0.16 + 0.36 + 0.49) / 4, 12),
    // Bin 0.1: |0.1 − 0|; bin 0.3: |0.3 − 1|; bin 0.4: |0.8 − 1|; over four.
    ece: expect.closeTo((0.1 + 0.7 + 0.2) / 4, 12),
  });
});

test("Platt scaling recovers how far log odds were off", () => {
  const random = seededRandom(5);
  const logOdds = Array.from({ length: 60_000 }, () => (random() - 0.5) * 8);
  const truths = logOdds.map((x) => random() < 1 / (1 + Math.exp(-(0.5 * x - 1))));
  const { slope, offset } = plattScaling(logOdds, truths);
  expect(slope).toBeCloseTo(0.5, 1);
  expect(offset).toBeCloseTo(-1, 1);
});
