import fc from "fast-check";
import { expect, test } from "vitest";
import { rolling } from "./rolling.ts";
import type { SignalPoint } from "./series.ts";

const at = (n: number) => n * 5_000;

test("[SG15] a bucket of five seconds says what the last twelve say together, weighted by events", () => {
  const points: SignalPoint[] = Array.from({ length: 24 }, (_, n) => ({
    at: at(n),
    value: n < 12 ? 0 : 1,
    events: n < 12 ? 30 : 10,
  }));
  const rolled = rolling(points, { kind: "proportion" }, 5);
  expect(rolled[11]).toEqual({ at: at(11), value: 0, events: 360 });
  expect(rolled[12]).toEqual({ at: at(12), value: 10 / 340, events: 340 });
  expect(rolled[23]).toEqual({ at: at(23), value: 1, events: 120 });
});

test("[SG15] a gap stays a gap, and what lies further back than a minute is forgotten", () => {
  const points: SignalPoint[] = [
    { at: at(0), value: 0.5, events: 10 },
    { at: at(1), value: null, events: 0 },
    { at: at(13), value: 0.1, events: 10 },
  ];
  expect(rolling(points, { kind: "mean" }, 5).map((point) => point.value)).toEqual([0.5, null, 0.1]);
});

test("[SG15] quantiles and buckets of a minute or more are left as they are", () => {
  const points: SignalPoint[] = [
    { at: 0, value: 0.5, events: 10 },
    { at: 60_000, value: 1, events: 10 },
  ];
  expect(rolling(points, { kind: "quantile" }, 5)).toBe(points);
  expect(rolling(points, { kind: "proportion" }, 60)).toBe(points);
});

test("[SG15] a rate is the mean of its buckets, however many events they hold, and a distance stays as it is", () => {
  const points: SignalPoint[] = [
    { at: at(0), value: 0, events: 0 },
    { at: at(1), value: 120, events: 10 },
  ];
  expect(rolling(points, { kind: "rate" }, 5)[1]).toEqual({ at: at(1), value: 60, events: 10 });
  expect(rolling(points, { kind: "distance" }, 5)).toBe(points);
});

test("[SG15] a rolled value lies between the least and the greatest it is made of", () => {
  const point = fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), events: fc.integer({ min: 1, max: 500 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (raw) => {
      const points = raw.map((one, n) => ({ at: at(n), ...one }));
      for (const [n, rolled] of rolling(points, { kind: "proportion" }, 5).entries()) {
        const window = points.slice(Math.max(0, n - 11), n + 1).map((one) => one.value);
        expect(rolled.value).toBeGreaterThanOrEqual(Math.min(...window) - 1e-9);
        expect(rolled.value).toBeLessThanOrEqual(Math.max(...window) + 1e-9);
      }
    }),
  );
});
