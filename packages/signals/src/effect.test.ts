import fc from "fast-check";
import { expect, test } from "vitest";
import { effectOf } from "./effect.ts";

const p = (bad: number, total: number) => ({ bad, total });
const quiet = { restBefore: p(40, 1000), restAfter: p(42, 1000) };

test("[SG3] a segment that fell from 60 % to 5 % while the rest stood still was helped", () => {
  const effect = effectOf({ segmentBefore: p(60, 100), segmentAfter: p(3, 60), ...quiet }, "up");
  expect(effect).toMatchObject({ verdict: "effective", difference: expect.closeTo(-0.55, 9) });
  expect(effect?.high).toBeLessThan(0);
});

test("[SG3] what fell everywhere is not the containment's doing", () => {
  const everywhere = { restBefore: p(600, 1000), restAfter: p(50, 1000) };
  expect(effectOf({ segmentBefore: p(600, 1000), segmentAfter: p(50, 1000), ...everywhere }, "up")?.verdict).toBe("no-effect");
});

test("[SG3] a segment that rose is worse, and the bad direction decides which way that is", () => {
  const rise = { segmentBefore: p(10, 100), segmentAfter: p(50, 100), ...quiet };
  expect(effectOf(rise, "up")?.verdict).toBe("worse");
  expect(effectOf(rise, "down")?.verdict).toBe("effective");
});

test("[SG3] the verdict is never effective unless the interval excludes 0", () => {
  const tally = fc
    .integer({ min: 0, max: 300 })
    .chain((total) => fc.integer({ min: 0, max: total }).map((bad) => ({ bad, total })));
  fc.assert(
    fc.property(tally, tally, tally, tally, (segmentBefore, segmentAfter, restBefore, restAfter) => {
      const effect = effectOf({ segmentBefore, segmentAfter, restBefore, restAfter }, "up", { timeIsOver: true });
      expect(effect).not.toBeNull();
      if (effect?.verdict === "effective") expect(effect.high).toBeLessThan(0);
      if (effect?.verdict === "worse") expect(effect.low).toBeGreaterThan(0);
    }),
  );
});

test("[SG4] few events decide nothing until the time is over", () => {
  const few = { segmentBefore: p(6, 10), segmentAfter: p(2, 9), ...quiet };
  expect(effectOf(few, "up")).toBeNull();
  expect(effectOf(few, "up", { timeIsOver: true })?.verdict).toBe("no-effect");
});

test("[SG4] many events without a fall are an answer at once", () => {
  expect(effectOf({ segmentBefore: p(300, 500), segmentAfter: p(295, 500), ...quiet }, "up")?.verdict).toBe("no-effect");
});
