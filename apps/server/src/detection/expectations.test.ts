import fc from "fast-check";
import { expect, test } from "vitest";
import { createExpectations } from "./expectations.ts";

const STEP = 30_000;
const band = (n: number) => ({ low: n, high: n + 1 });

test("what was expected in a span is its buckets' mean; where nothing was, nothing is said", () => {
  const expectations = createExpectations({ stepSeconds: 30, rememberedMs: 100 * STEP });
  expect(expectations.within(0, STEP)).toBeNull();
  expectations.note(0, band(1));
  expectations.note(STEP, null);
  expectations.note(3 * STEP, band(5));
  expect(expectations.within(0, STEP)).toEqual(band(1));
  expect(expectations.within(STEP, 3 * STEP)).toBeNull();
  expect(expectations.within(0, 4 * STEP)).toEqual(band(3));
  expect(expectations.within(3 * STEP + 5_000, 3 * STEP + 10_000)).toEqual(band(5));
});

test("however many buckets and gaps there were, the last ones are known and the older ones forgotten", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 200 }), (gaps) => {
      const expectations = createExpectations({ stepSeconds: 30, rememberedMs: 100 * STEP });
      const noted = new Map<number, number>();
      let bucket = 0;
      for (const gap of gaps) {
        bucket += gap;
        noted.set(bucket, bucket);
        expectations.note(bucket * STEP, band(bucket));
      }
      for (let each = Math.max(0, bucket - 99); each <= bucket; each += 1) {
        const known = noted.get(each);
        expect(expectations.within(each * STEP, (each + 1) * STEP)).toEqual(known === undefined ? null : band(known));
      }
      expect(expectations.within(0, (bucket - 100) * STEP)).toBeNull();
    }),
  );
});
