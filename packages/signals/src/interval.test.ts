import fc from "fast-check";
import { expect, test } from "vitest";
import { newcombe, wilson } from "./interval.ts";

const proportion = fc
  .integer({ min: 1, max: 10_000 })
  .chain((total) => fc.integer({ min: 0, max: total }).map((bad) => ({ bad, total })));

test("[SG1] the interval of 81 of 263 is the one Newcombe's 1998 paper on single proportions prints", () => {
  // Statistics in Medicine 17, 857–872, table I, method 3: 0.2553 to 0.3662; 0 of 20: 0 to 0.1611.
  const seen = wilson({ bad: 81, total: 263 });
  expect([seen.low.toFixed(4), seen.high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
  const none = wilson({ bad: 0, total: 20 });
  expect([none.low, none.high.toFixed(4)]).toEqual([0, "0.1611"]);
});

test("[SG1] an interval holds its rate, lies within 0–1 and narrows with ten times the events", () => {
  fc.assert(
    fc.property(proportion, (p) => {
      const one = wilson(p);
      const ten = wilson({ bad: p.bad * 10, total: p.total * 10 });
      expect(one.low >= 0 && one.low <= one.value && one.value <= one.high && one.high <= 1).toBe(true);
      expect(ten.high - ten.low).toBeLessThan(one.high - one.low);
    }),
  );
  expect(wilson({ bad: 0, total: 0 })).toEqual({ value: 0, low: 0, high: 1 });
});

test("[SG2] 56 of 70 against 48 of 80 is the paper's 0.0524 to 0.3339, and 9/10 against 3/10 its 0.1705 to 0.8090", () => {
  const rounded = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];
  expect(rounded(newcombe({ bad: 56, total: 70 }, { bad: 48, total: 80 }))).toEqual(["0.0524", "0.3339"]);
  expect(rounded(newcombe({ bad: 9, total: 10 }, { bad: 3, total: 10 }))).toEqual(["0.1705", "0.8090"]);
});

test("[SG2] the interval holds the difference, and swapping the sides mirrors it", () => {
  fc.assert(
    fc.property(proportion, proportion, (a, b) => {
      const forth = newcombe(a, b);
      const back = newcombe(b, a);
      expect(forth.low <= forth.value && forth.value <= forth.high).toBe(true);
      expect(forth.low).toBeCloseTo(-back.high, 12);
      expect(forth.high).toBeCloseTo(-back.low, 12);
    }),
  );
});
