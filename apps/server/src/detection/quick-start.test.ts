import fc from "fast-check";
import { expect, test } from "vitest";
import { quickStart } from "./quick-start.ts";

const share = { kind: "proportion", baseline: true } as const;
const point = (n: number, value: number, events = 100) => ({ at: n * 10_000, value, events });

test("ten-second buckets become as many half minutes, three times as full, that sway as much less", () => {
  const made = quickStart(
    share,
    Array.from({ length: 14 }, (_, n) => point(n, n % 2 === 0 ? 0.1 : 0.2)),
  );
  expect(made).toHaveLength(14);
  expect(made?.[0]).toEqual({ at: 0, value: expect.closeTo(0.15 - 0.05 / Math.sqrt(3), 12), events: 300 });
});

test("too few buckets, or too thin ones, and what needs no past start as ever", () => {
  const points = Array.from({ length: 13 }, (_, n) => point(n, 0.1));
  expect(quickStart(share, points.slice(1))).toBeNull();
  expect(
    quickStart(
      share,
      points.map((each) => ({ ...each, events: 19 })),
    ),
  ).toBeNull();
  expect(quickStart({ kind: "distance", baseline: true }, points)).toBeNull();
  expect(quickStart({ kind: "mean", baseline: false }, points)).toBeNull();
});

test("the mean by events stays what it was, and a share a share", () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.integer({ min: 260, max: 500 })), { minLength: 13, maxLength: 20 }), (pairs) => {
      const points = pairs.map(([each, events], n) => point(n, each, events));
      const made = quickStart(share, points) ?? [];
      const meanOf = (some: readonly { readonly value: number | null; readonly events: number }[]) =>
        some.reduce((sum, each) => sum + (each.value ?? 0) * each.events, 0) / some.reduce((sum, each) => sum + each.events, 0);
      expect(meanOf(made)).toBeCloseTo(meanOf(points), 9);
      for (const each of made) expect(each.value).toSatisfy((one: number) => one >= 0 && one <= 1);
    }),
  );
});

test("what a service sends while it is still starting is left out", () => {
  const starting = [point(0, 0.9, 22), point(1, 0.5, 40)];
  const full = Array.from({ length: 13 }, (_, n) => point(n + 2, 0.1));
  expect(quickStart(share, [...starting, ...full])?.map(({ at }) => at)).toEqual(full.map(({ at }) => at));
});
