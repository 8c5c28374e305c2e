import fc from "fast-check";
import { expect, test } from "vitest";
import type { SignalPoint } from "../series.ts";
import { seeded, seededNormal } from "./baseline/testing.ts";
import { type ChangePointOptions, changePoint } from "./change-point.ts";

const START = Date.UTC(2026, 0, 5);
const STEP_SECONDS = 5;
const STEP = STEP_SECONDS * 1000;
const SHARE: ChangePointOptions = { kind: "proportion", unit: "share", badDirection: "up", stepSeconds: STEP_SECONDS };
const LATENCY: ChangePointOptions = { ...SHARE, kind: "quantile", unit: "seconds" };
/** An hour. */
const BUCKETS = 720;

/** Single requests, each at its own time: so the change may lie anywhere within a bucket. */
function shares(seed: number, given: { readonly perSecond: number; readonly rate: (at: number) => number; buckets?: number }) {
  const uniform = seeded(seed * 7919 + 1);
  return Array.from({ length: given.buckets ?? BUCKETS }, (_, n): SignalPoint => {
    let [events, bad] = [0, 0];
    const pause = () => -Math.log(uniform()) / given.perSecond;
    for (let at = pause(); at < STEP_SECONDS; at += pause()) {
      events += 1;
      bad += Number(uniform() < given.rate(START + n * STEP + at * 1000));
    }
    return { at: START + n * STEP, value: events > 0 ? bad / events : null, events };
  });
}
function latencies(seed: number, level: (n: number) => number, noise = 0.15): readonly SignalPoint[] {
  const normal = seededNormal(seed * 104_729 + 3);
  return Array.from({ length: BUCKETS }, (_, n) => ({
    at: START + n * STEP,
    value: level(n) * Math.exp(noise * normal()),
    events: 100,
  }));
}
const seeds = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
/** Anywhere in the last two thirds. */
const momentOf = (seed: number) => START + Math.round((0.33 + 0.62 * seeded(seed + 99)()) * BUCKETS * STEP);
const stepUp = (seed: number, low: number, high: number) => (at: number) => (at < momentOf(seed) ? low : high);

/** How often the interval held the moment, and how wide it was in the middle, in seconds. */
function covering(runs: readonly { readonly found: ReturnType<typeof changePoint>; readonly moment: number }[]) {
  const stated = runs.flatMap(({ found, moment }) => (found ? [{ found, moment }] : []));
  const widths = stated.map(({ found }) => (found.high - found.low) / 1000).toSorted((a, b) => a - b);
  return {
    found: stated.length / runs.length,
    covered: stated.filter(({ found, moment }) => found.low <= moment && moment <= found.high).length / stated.length,
    width: widths[Math.floor(widths.length / 2)] ?? 0,
  };
}

test("[CP1] the interval holds the moment of the change in 95 of 100 series of proportions, and is seconds wide for a plain one", () => {
  const runs = (perSecond: number, low: number, high: number) =>
    covering(
      seeds(300).map((seed) => ({
        found: changePoint(shares(seed, { perSecond, rate: stepUp(seed, low, high) }), SHARE),
        moment: momentOf(seed),
      })),
    );
  const plain = runs(8, 0.02, 0.4);
  expect(plain.found).toBe(1);
  expect(plain.covered).toBeGreaterThanOrEqual(0.95);
  expect(plain.width).toBeLessThanOrEqual(15);
  const faint = runs(8, 0.02, 0.055);
  expect(faint.found).toBeGreaterThan(0.9);
  expect(faint.covered).toBeGreaterThanOrEqual(0.93);
  expect(faint.width).toBeLessThan(300);
  const thin = runs(0.2, 0.02, 0.5);
  expect(thin.found).toBeGreaterThan(0.9);
  expect(thin.covered).toBeGreaterThanOrEqual(0.93);
});

test("[CP1] so it does of quantiles", () => {
  const runs = covering(
    seeds(300).map((seed) => {
      const first = Math.ceil((momentOf(seed) - START) / STEP);
      return {
        found: changePoint(
          latencies(seed, (n) => (n < first ? 1 : 1.3)),
          LATENCY,
        ),
        moment: START + first * STEP,
      };
    }),
  );
  expect(runs.found).toBe(1);
  expect(runs.covered).toBeGreaterThanOrEqual(0.95);
  expect(runs.width).toBeLessThanOrEqual(40);
});

test("[CP2] without a change none is found: in at most one of 300 series, however thin the traffic, however long", () => {
  const proportions = seeds(300).filter((seed) => changePoint(shares(seed, { perSecond: 4, rate: () => 0.03 }), SHARE));
  const thin = seeds(300).filter((seed) => changePoint(shares(seed, { perSecond: 0.05, rate: () => 0.2 }), SHARE));
  const quantiles = seeds(300).filter((seed) =>
    changePoint(
      latencies(seed, () => 1),
      LATENCY,
    ),
  );
  expect([proportions.length, thin.length, quantiles.length].filter((falsely) => falsely > 1)).toEqual([]);
});

test("[CP2] too little says nothing", () => {
  const of = (...values: readonly (number | null)[]) =>
    changePoint(
      values.map((value, n) => ({ at: START + n * STEP, value, events: value === null ? 0 : 100 })),
      SHARE,
    );
  expect([of(), of(0, 0, 1), of(null, null, null, null, null)]).toEqual([null, null, null]);
  expect(of(0, 0, 1, 1)).toMatchObject({ at: START + 2 * STEP, before: 0, after: 1 });
});

test("[CP3] a change for the better is none; where any shift is news both are", () => {
  const falls = shares(5, { perSecond: 8, rate: (at) => (at < momentOf(5) ? 0.4 : 0.02) });
  const at = (badDirection: ChangePointOptions["badDirection"]) => changePoint(falls, { ...SHARE, badDirection })?.at ?? null;
  const near = expect.toSatisfy((moment: number) => Math.abs(moment - momentOf(5)) <= 2 * STEP);
  expect([at("up"), at("down"), at("both")]).toEqual([null, near, near]);
});

test("[CP4] what breathes by itself is no change: proportions that vary from minute to minute, values that follow their neighbours", () => {
  const falsely = seeds(200).filter((seed) => {
    const normal = seededNormal(seed + 5);
    const levels = Array.from({ length: 60 }, () => 0.05 * Math.exp(0.5 * normal()));
    return changePoint(shares(seed, { perSecond: 8, rate: (at) => levels[Math.floor((at - START) / 60_000)] ?? 0.05 }), SHARE);
  });
  const following = seeds(200).filter((seed) => {
    const normal = seededNormal(seed + 17);
    let state = 0;
    const wander = () => {
      state = 0.9 * state + 0.1 * normal();
      return Math.exp(state);
    };
    return changePoint(latencies(seed, wander, 0.02), LATENCY);
  });
  expect([falsely.length <= 4, following.length <= 4]).toEqual([true, true]);
});

test("[CP4] a single spike is no change, and hides none", () => {
  expect(
    changePoint(
      latencies(1, (n) => (n === 500 ? 400 : 1)),
      LATENCY,
    ),
  ).toBe(null);
  const both = changePoint(
    latencies(1, (n) => (n === 100 ? 400 : n < 500 ? 1 : 1.4)),
    LATENCY,
  );
  expect(Math.abs((both?.at ?? 0) - START - 500 * STEP)).toBeLessThanOrEqual(2 * STEP);
});

test("[CP5] before and after are the levels on both sides, in the signal's unit", () => {
  const share = changePoint(shares(3, { perSecond: 20, rate: stepUp(3, 0.02, 0.4) }), SHARE);
  expect([share?.before, share?.after]).toEqual([expect.closeTo(0.02, 2), expect.closeTo(0.4, 1)]);
  const latency = changePoint(
    latencies(3, (n) => (n < 400 ? 1 : 2)),
    LATENCY,
  );
  expect([latency?.before, latency?.after]).toEqual([expect.closeTo(1, 1), expect.closeTo(2, 1)]);
});

test("[CP6] whatever comes: the moment lies in its interval and in the series; another clock or unit, and empty buckets, do not matter", () => {
  const point = fc.record({
    value: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    events: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 120 }),
      fc.constantFrom<ChangePointOptions>(SHARE, { ...SHARE, badDirection: "both" }, { ...SHARE, kind: "mean", unit: "score" }),
      (given, options) => {
        const points = given.map((one, n) => ({ ...one, at: START + n * STEP }));
        const found = changePoint(points, options);
        const later = changePoint(
          points.flatMap((one) => [
            { ...one, at: one.at + STEP },
            { at: one.at + STEP + 1, value: null, events: 0 },
          ]),
          options,
        );
        if (!found) {
          expect(later).toBe(null);
          return;
        }
        expect(later).toEqual({ ...found, at: found.at + STEP, low: found.low + STEP, high: found.high + STEP });
        expect(found.low < found.at && found.at < found.high).toBe(true);
        expect(found.low >= START && found.high <= START + points.length * STEP).toBe(true);
        expect(Number.isFinite(found.evidence) && found.before !== found.after).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
