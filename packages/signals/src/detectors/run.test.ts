import fc from "fast-check";
import { expect, test } from "vitest";
import { createRun } from "./run.ts";

const STEP = 30_000;
/** Since when it alarms after each bucket; `x` is bad, `.` is good. */
function standings(buckets: string): readonly (number | null)[] {
  const run = createRun();
  return buckets.split("").map((each, n) => run.observe({ at: n * STEP, bad: each === "x" }));
}

test("[SG30] two bad buckets of three raise since the first of them, three good ones of four clear", () => {
  expect(standings("..x.x")).toEqual([null, null, null, null, 2 * STEP]);
  expect(standings("xx...")).toEqual([null, 0, 0, 0, null]);
  expect(standings("xx.x...")).toEqual([null, 0, 0, 0, 0, null, null]);
  expect(standings("x..x")).toEqual([null, null, null, null]);
});

test("[SG30] one bad bucket alone never raises, one good one alone never clears", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("x...", "."), { maxLength: 60 }), (parts) => {
      expect(standings(parts.join("")).every((since) => since === null)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom("xx.", "x"), { maxLength: 60 }), (parts) => {
      expect(standings(`xx${parts.join("")}`).slice(1)).toEqual(Array.from({ length: parts.join("").length + 1 }, () => 0));
    }),
  );
});

test("[SG30] what is beyond doubt over a stretch raises at once, since the start of the stretch", () => {
  const run = createRun();
  run.observe({ at: 0, bad: false });
  expect(run.observe({ at: STEP, bad: true, sustainedSince: 0 })).toBe(0);
});
