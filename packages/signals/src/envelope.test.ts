import fc from "fast-check";
import { expect, test } from "vitest";
import { baseline, envelope, outsideSince } from "./envelope.ts";
import { definitionOf } from "./format.ts";

const ungrounded = definitionOf("ungrounded-rate");
const success = definitionOf("task-success");
const latency = definitionOf("latency-p95");
const series = (values: readonly (number | null)[], events = 100) =>
  values.map((value, index) => ({ at: index * 10_000, value, events: value === null ? 0 : events }));
/** Hovers around the value, without chance. */
const hover = (value: number, spread: number, count = 30) =>
  Array.from({ length: count }, (_, index) => value + spread * Math.sin(index * 2.4));
const bandOf = (...input: Parameters<typeof envelope>) => {
  const found = envelope(...input);
  if (found.kind !== "band") throw new Error("still learning");
  return found;
};

test("[SG5] it learns until twelve buckets with a value were seen", () => {
  const points = series([...hover(0.04, 0.01, 11), null, null, null]);
  expect(envelope(points, ungrounded)).toEqual({ kind: "learning", bucketsSeen: 11, bucketsNeeded: 12 });
  expect(envelope(series(hover(0.04, 0.01, 12)), ungrounded).kind).toBe("band");
  expect(outsideSince(series(hover(1, 0)), envelope(points, ungrounded), ungrounded)).toBeNull();
});

test("[SG6] one wild bucket hardly moves the band", () => {
  const calm = bandOf(series(hover(1.4, 0.1)), latency);
  const wild = bandOf(series([...hover(1.4, 0.1), 60]), latency);
  expect(wild.high).toBeCloseTo(calm.high, 1);
  expect(bandOf(series([...hover(0.04, 0.005), 1]), ungrounded).high).toBeLessThan(0.12);
});

test("[SG6] a proportion's band is at least the binomial noise of its buckets, also with no bad event at all", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5000 }), (rate, events) => {
      const { low, high } = bandOf(series(hover(rate, 0), events), ungrounded);
      const noise = 3 * Math.sqrt((rate * (1 - rate)) / events);
      expect(high).toBeGreaterThanOrEqual(Math.min(1, rate + noise) - 1e-3);
      expect(low).toBeLessThanOrEqual(Math.max(0, rate - noise) + 1e-3);
    }),
  );
  expect(bandOf(series(hover(0, 0), 50), ungrounded).high).toBeGreaterThan(0);
});

test("[SG7] three bad buckets of four alarm since the first; three good of four clear it", () => {
  const band = bandOf(series(hover(0.04, 0.01)), ungrounded);
  const run = (...values: number[]) => outsideSince(series([0.04, 0.04, 0.04, 0.04, ...values]), band, ungrounded);
  expect(run(0.4)).toBeNull();
  expect(run(0.4, 0.04, 0.4)).toBeNull();
  expect(run(0.4, 0.04, 0.4, 0.4)).toBe(40_000);
  expect(run(0.4, 0.4, 0.4, 0.04, 0.04)).toBe(40_000);
  expect(run(0.4, 0.4, 0.4, 0.04, 0.04, 0.04)).toBeNull();
});

test("[SG8] buckets of two events with two bad ones are not outside", () => {
  const band = bandOf(series(hover(0.3, 0.01)), ungrounded);
  expect(outsideSince(series([1, 1, 1, 1], 1), band, ungrounded)).toBeNull();
  expect(outsideSince(series([1, 1, 1, 1], 50), band, ungrounded)).toBe(0);
  const slow = bandOf(series(hover(1.4, 0.1)), latency);
  const thin = [...series(hover(1.4, 0.1)), ...series([9, 9, 9, 9], 3).map((point) => ({ ...point, at: point.at + 1e6 }))];
  expect(outsideSince(thin, slow, latency)).toBeNull();
});

test("[SG9] the good side never alarms", () => {
  const band = bandOf(series(hover(0.5, 0.01)), ungrounded);
  expect(outsideSince(series([0, 0, 0, 0]), band, ungrounded)).toBeNull();
  expect(outsideSince(series([1, 1, 1, 1]), bandOf(series(hover(0.5, 0.01)), success), success)).toBeNull();
  expect(outsideSince(series([0, 0, 0, 0]), bandOf(series(hover(0.5, 0.01)), success), success)).toBe(0);
});

test("[SG14] a fault that lasts longer than health did is not learnt", () => {
  const points = series([...hover(0.04, 0.01, 25), ...hover(0.4, 0.02, 200)]);
  const band = bandOf(baseline(points, ungrounded), ungrounded);
  expect(band.high).toBeLessThan(0.15);
  expect(outsideSince(points, band, ungrounded)).toBe(250_000);
  const learnt = baseline(series([...hover(0.04, 0.01, 25), ...hover(0.06, 0.01, 200)]), ungrounded);
  expect(learnt).toHaveLength(225);
});
