import fc from "fast-check";
import { expect, test } from "vitest";
import type { DriftMeasure } from "../expression/ast.ts";
import type { Distribution } from "../series.ts";
import { distance } from "./distance.ts";
import { randomFrom, sampleCategories, sampleNumbers } from "./testing.ts";

const MEASURES: readonly DriftMeasure[] = ["psi", "js", "wasserstein", "ks"];
const WHOLE = { referenceMissing: 0, currentMissing: 0 };
const numbers = (reference: readonly number[], current: readonly number[], edges: readonly number[]): Distribution => ({
  kind: "number",
  edges,
  labels: [],
  reference,
  current,
  ...WHOLE,
});
const categories = (reference: readonly number[], current: readonly number[]): Distribution => ({
  kind: "category",
  edges: [],
  labels: reference.map((_, i) => `value ${i}`),
  reference,
  current,
  ...WHOLE,
});
const rounded = (measure: DriftMeasure, distribution: Distribution) => {
  const found = distance(measure, distribution);
  return (
    found && { ...found, value: Number(found.value.toFixed(4)), critical: Number((found.critical ?? Number.NaN).toFixed(4)) }
  );
};

test("[SG22] the distances are those of their formulas", () => {
  // (0.6 − 0.5)·ln 1.2 + (0.4 − 0.5)·ln 0.8; √ of ½·KL(a‖m) + ½·KL(e‖m) in bits. Critical: (1/1000 + 1/1000)·10.828 and its like.
  const halves = categories([500, 500], [600, 400]);
  const thin = 1 + 2 * ((1 / 550 + 1 / 450) / 2);
  expect(rounded("psi", halves)).toEqual({
    value: 0.0405,
    critical: Number((0.002 * 10.8276 * thin).toFixed(4)),
    events: 1000,
    referenceEvents: 1000,
  });
  expect(rounded("js", halves)).toEqual({
    value: 0.0854,
    critical: Number(Math.sqrt((0.002 * 10.8276 * thin) / (8 * Math.LN2)).toFixed(4)),
    events: 1000,
    referenceEvents: 1000,
  });
  // Everything a bin up: 0.75 bins of width 1 on average, the last one has nowhere to go; the reference's deviation is √1.25.
  const moved = numbers([100, 100, 100, 100], [0, 100, 100, 200], [1, 2, 3]);
  expect(rounded("wasserstein", moved)?.value).toBe(Number((0.75 / Math.sqrt(1.25)).toFixed(4)));
  expect(rounded("ks", moved)).toEqual({ value: 0.25, critical: 0.1378, events: 400, referenceEvents: 400 });
});

test("[SG22] nothing lies between a sample and itself, and a distance ignores the unit", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(counts, fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 20, maxLength: 20 }), (reference, other) => {
      const current = other.slice(0, reference.length);
      const edges = reference.slice(1).map((_, i) => i * i + 1);
      const shifted = numbers(reference, current, edges);
      for (const measure of MEASURES) {
        const itself = distance(measure, numbers(reference, reference, edges));
        if (itself !== null) expect(itself.value).toBe(0);
        const found = distance(measure, shifted);
        if (found === null) continue;
        expect(found.value).toBeGreaterThanOrEqual(0);
        const inCents = distance(
          measure,
          numbers(
            reference,
            current,
            edges.map((edge) => edge * 100),
          ),
        );
        expect(inCents?.value).toBeCloseTo(found.value, 9);
        if (measure === "js" || measure === "ks") expect(found.value).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});

test("[SG22] a value never seen before is a distance, not an infinity", () => {
  expect(rounded("psi", categories([1000, 0], [0, 1000]))?.value).toBe(15.1942);
  expect(rounded("js", categories([1000, 0], [0, 1000]))?.value).toBe(1);
});

test("[SG23] sampling alone stays below the critical value in 999 of 1,000 cases", { timeout: 60_000 }, () => {
  const random = randomFrom(20);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const skewed = () => -Math.log(1 - random());
  const weights = Array.from({ length: 30 }, (_, i) => 1 / (i + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const zipf = weights.map((weight) => weight / sum);
  const events = { reference: 600, current: 200 };
  const shapes = [
    () => sampleNumbers({ reference: normal, current: normal }, events),
    () => sampleNumbers({ reference: skewed, current: skewed }, events),
    () => sampleCategories(zipf, events, random),
  ];
  const runs = 1500;
  const beyond = { psi: 0, js: 0, wasserstein: 0, ks: 0 };
  for (const shape of shapes) {
    for (let run = 0; run < runs; run++) {
      const distribution = shape();
      for (const measure of MEASURES) {
        const found = distance(measure, distribution);
        if (found !== null && found.value > (found.critical ?? 0)) beyond[measure] += 1;
      }
    }
  }
  // Of 4,500 (numbers alone: 3,000) so many are expected at most; twice that would be chance once in a few hundred.
  expect(Math.max(beyond.psi, beyond.js)).toBeLessThanOrEqual(9);
  expect(Math.max(beyond.wasserstein, beyond.ks)).toBeLessThanOrEqual(6);
});

test("[SG23] a shift by half a deviation in 500 values lies beyond the critical value of each measure", () => {
  const random = randomFrom(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const events = { reference: 2000, current: 500 };
  const found = MEASURES.map((measure) => {
    let seen = 0;
    for (let run = 0; run < 50; run++) {
      const one = distance(measure, sampleNumbers({ reference: normal, current: () => normal() + 0.5 }, events));
      if (one && one.value > (one.critical ?? Number.POSITIVE_INFINITY)) seen += 1;
    }
    return [measure, seen];
  });
  expect(Object.fromEntries(found)).toEqual({ psi: 50, js: 50, wasserstein: 50, ks: 50 });
});

test("[SG24] fewer than 50 values in either window say nothing", () => {
  const few = numbers([20, 20, 9], [300, 300, 300], [1, 2]);
  expect(MEASURES.map((measure) => distance(measure, few))).toEqual([null, null, null, null]);
  expect(MEASURES.map((measure) => distance(measure, { ...few, reference: few.current, current: few.reference }))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(MEASURES.map((measure) => distance(measure, { ...few, reference: [20, 20, 10] }) !== null)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("[SG24] categories have no order, and a value that never varies no deviation", () => {
  const region = categories([100, 100], [100, 100]);
  expect([distance("wasserstein", region), distance("ks", region)]).toEqual([null, null]);
  expect(distance("wasserstein", numbers([0, 100, 0], [0, 100, 0], [1, 2]))).toBe(null);
  expect(rounded("psi", categories([100], [100]))).toEqual({ value: 0, critical: 0, events: 100, referenceEvents: 100 });
});

test("[SG24] values too rare to compare are joined: they alone raise no alarm", () => {
  const rare = categories([970, ...Array.from({ length: 30 }, () => 1)], [97, 1, 1, 1, ...Array.from({ length: 27 }, () => 0)]);
  const found = rounded("psi", rare);
  expect(found).toEqual({ value: 0, critical: 0, events: 100, referenceEvents: 1000 });
});
