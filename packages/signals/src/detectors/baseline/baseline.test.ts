import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createBaseline } from "./baseline.ts";
import { ANOMALOUS_SURPRISE, type BaselineSample, type Judgement } from "./port.ts";
import { seededNormal } from "./testing.ts";

const FIVE_MINUTES = 300_000;
const series = (values: readonly number[], step = FIVE_MINUTES): BaselineSample[] =>
  values.map((value, index) => ({ at: index * step, value, noise: 0 }));
const judge = (samples: readonly BaselineSample[], memory?: number): Judgement[] => {
  const baseline = createBaseline(memory === undefined ? {} : { memory });
  return samples.map((sample) => baseline.observe(sample));
};
const noisy = (length: number, middle = 100, deviation = 5, seed = 1): number[] => {
  const normal = seededNormal(seed);
  return Array.from({ length }, () => middle + deviation * normal());
};
const outside = ({ surprise }: Judgement): boolean => Math.abs(surprise) >= ANOMALOUS_SURPRISE;
const ALERT = 0.5;

test("[SG40] whatever finite values come, with gaps and at doubled times, the score is 0–1 and the band holds its middle", () => {
  const sample = fc.record({
    gap: fc.constantFrom(0, 1, 30_000, 30_000, 30_000, 90_000_000),
    value: fc.oneof(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.constantFrom(0, 0, 0, 1, -1)),
    noise: fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 0, max: 1e6 })),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 150 }), (steps) => {
      let at = 0;
      const judged = judge(
        steps.map(({ gap, value, noise }) => {
          at += gap;
          return { at, value, noise };
        }),
      );
      const broken = judged.filter(
        ({ score, surprise, expected }) =>
          !(score >= 0 && score <= 1 && Number.isFinite(surprise)) ||
          (expected !== null && !(expected.low <= expected.middle && expected.middle <= expected.high)),
      );
      expect(broken).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("[SG40] a value that is not finite is refused, and so is a memory too short to learn from", () => {
  expect(() => createBaseline().observe({ at: 0, value: Number.NaN, noise: 0 })).toThrow("a baseline learns finite values");
  expect(() => createBaseline({ memory: 3 })).toThrow("memory is 3: give a whole number of values, at least 32");
});

test("[SG41] score and surprise do not depend on unit or zero of the values", () => {
  const values = noisy(900).map((value, index) => (index === 600 ? value + 60 : index > 750 ? value + 30 : value));
  const judged = judge(series(values));
  for (const { factor, shift } of [
    { factor: 1 / 1024, shift: 0 },
    { factor: 4096, shift: 0 },
    { factor: 1, shift: 400 },
    { factor: 8, shift: -5000 },
  ]) {
    const other = judge(series(values.map((value) => value * factor + shift)));
    const apart = judged.map(({ score, surprise }, index) =>
      Math.max(Math.abs(score - (other[index]?.score ?? 9)), Math.abs(surprise - (other[index]?.surprise ?? 9))),
    );
    expect(Math.max(...apart)).toBeLessThan(1e-6);
  }
});

test("[SG42] what was said of a value does not change with what comes later", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 200 }), fc.nat(200), (values, cut) => {
      expect(judge(series(values.slice(0, cut)))).toEqual(judge(series(values)).slice(0, cut));
    }),
    { numRuns: 50 },
  );
});

test("[SG42] memory does not grow with the stream", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const baseline = createBaseline();
  const normal = seededNormal(3);
  let at = 0;
  const run = (count: number): number => {
    for (let n = 0; n < count; n += 1) {
      at += 30_000;
      baseline.observe({ at, value: normal() * 10, noise: 0 });
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = run(20_000);
  expect(run(100_000) - before).toBeLessThan(200_000);
  expect(baseline.observe({ at, value: 0, noise: 0 }).expected).not.toBeNull();
});

test("[SG43] a constant surprises nobody; a change of a thousandth does not either, a tenth does", () => {
  const constant = Array.from({ length: 300 }, () => 45);
  expect(judge(series(constant)).filter(({ score, surprise }) => score > 0 || surprise !== 0)).toEqual([]);
  const after = (value: number): boolean => judge(series([...constant, value])).some(outside);
  expect([45.045, 44.955, 50, 0].map(after)).toEqual([false, false, true, true]);
});

test("[SG44] a level shift is one alert, is outside for as long as it is not learnt, and is then the new normal", () => {
  const values = [...noisy(600), ...noisy(600, 160, 5, 2)];
  const judged = judge(series(values, 30_000), 120);
  const alerts = judged.flatMap(({ score }, index) => (score >= ALERT && index >= 600 ? [index] : []));
  expect(alerts).toEqual([600]);
  expect(judged.slice(600, 715).every(outside)).toBe(true);
  expect(judged.slice(730).filter(outside)).toEqual([]);
  expect(judged.at(-1)?.expected?.middle).toBeGreaterThan(150);
});

test("[SG45] a single spike is flagged and neither widens nor moves the band", () => {
  const values = noisy(500).map((value, index) => (index === 400 ? 1000 : value));
  const plain = judge(series(noisy(500), 30_000));
  const spiked = judge(series(values, 30_000));
  expect(spiked[400]?.score).toBeGreaterThan(ALERT);
  expect(spiked[400]?.surprise).toBeGreaterThan(2 * ANOMALOUS_SURPRISE);
  const band = (judged: readonly Judgement[], index: number) => judged[index]?.expected ?? { low: 0, middle: 0, high: 0 };
  const [before, after] = [band(plain, 401), band(spiked, 401)];
  expect(Math.abs(after.middle - before.middle)).toBeLessThan(0.1);
  expect((after.high - after.low) / (before.high - before.low)).toBeLessThan(1.02);
  expect(spiked.slice(401).filter(outside)).toEqual([]);
});

test("[SG46] a daily rhythm is learnt from the time stamps: its jumps are expected, the day it fails to jump is not", () => {
  const normal = seededNormal(5);
  const day = (jumps: boolean) =>
    Array.from({ length: 288 }, (_, index) => (jumps && index >= 96 && index < 216 ? 80 : 20) + normal());
  const days = 10;
  const ordinary = Array.from({ length: days }, () => day(true)).flat();
  const judged = judge(series([...ordinary, ...day(false)]));
  const outsideOn = (from: number, to: number): number => judged.slice(from * 288, to * 288).filter(outside).length;
  expect(outsideOn(7, days)).toBe(0);
  expect(judged.slice(days * 288 + 96, days * 288 + 216).filter(outside).length).toBeGreaterThan(110);
  expect(Math.max(...judged.slice(7 * 288, days * 288).map(({ score }) => score))).toBeLessThan(ALERT);
  expect(Math.max(...judged.slice(days * 288 + 96).map(({ score }) => score))).toBeGreaterThan(ALERT);
});

test("[SG47] the band is never narrower than sampling explains, and a distance sampling explains is not new", () => {
  const noise = 3;
  const values = noisy(400, 50, 0.1);
  const told = judge(values.map((value, index) => ({ at: index * 30_000, value: index === 350 ? 55 : value, noise })));
  const reaches = told.flatMap(({ expected }) =>
    expected ? [expected.high - expected.middle, expected.middle - expected.low] : [],
  );
  expect(Math.min(...reaches)).toBeGreaterThan(ANOMALOUS_SURPRISE * noise);
  expect(told[350]).toMatchObject({ score: 0 });
  expect(told.filter(outside)).toEqual([]);
  expect(judge(series(values.map((value, index) => (index === 350 ? 55 : value)))).filter(outside)).toHaveLength(1);
});
