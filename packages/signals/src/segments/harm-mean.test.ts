import { expect, test } from "vitest";
import { randomFrom } from "../drift/testing.ts";
import { upperTail } from "./comparison.ts";
import { harmMean, MEAN } from "./harm-mean.ts";
import { type HarmCells, scanForCauses } from "./scan.ts";

const CARDS = [4, 5, 3];

/** Values of mean 2 and deviation 1, moved by `shift` now and by `always` at both times; the value 0 of an attribute is missing. */
function measured(options: {
  readonly seed: number;
  readonly shift: (values: readonly number[]) => number;
  readonly always?: (values: readonly number[]) => number;
  readonly reference: boolean;
}): HarmCells {
  const random = randomFrom(options.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const cells = Array.from({ length: 3 * 4 * 2 }, (_, cell) => [
    1 + Math.floor(cell / 8),
    1 + (Math.floor(cell / 2) % 4),
    1 + (cell % 2),
  ]);
  const values = new Float64Array(cells.length * MEAN.width);
  for (const [leaf, cell] of cells.entries()) {
    const add = (at: number, mean: number, n: number): void => {
      for (let i = 0; i < n; i++) {
        const value = mean + normal();
        for (const [offset, more] of [1, value, value ** 2].entries()) {
          const index = leaf * MEAN.width + at + offset;
          values[index] = (values[index] ?? 0) + more;
        }
      }
      values[leaf * MEAN.width] = (values[leaf * MEAN.width] ?? 0) + n;
    };
    const usual = 2 + (options.always?.(cell) ?? 0);
    add(MEAN.n, usual + options.shift(cell), 60);
    if (options.reference) add(MEAN.nBefore, usual, 120);
  }
  return { columns: CARDS.map((_, attribute) => Int32Array.from(cells, (cell) => cell[attribute] ?? 0)), cards: CARDS, values };
}

test.each([true, false])("[SX10] the mean that rose is found where it rose (with a reference: %s)", (reference) => {
  const shift = ([a, b]: readonly number[]): number => (a === 2 && b === 3 ? 0.9 : 0);
  const { causes } = scanForCauses(measured({ seed: 2, shift, reference }), harmMean);
  expect(causes.map(({ combination }) => [...combination])).toEqual([[2, 3, -1]]);
  expect(causes[0]?.excess).toBeCloseTo(0.9 * 120, -2);
});

test("[SX10] a mean that was always higher, or that rose everywhere, is no segment's", () => {
  const always = ([a]: readonly number[]): number => (a === 1 ? 3 : 0);
  for (const shift of [() => 0, () => 1.5])
    expect(scanForCauses(measured({ seed: 5, shift, always, reference: true }), harmMean).causes).toEqual([]);
});

test("[SX11] the upper tail of the normal distribution reproduces published values, far out too", () => {
  expect(upperTail(0)).toBeCloseTo(0.5, 7);
  expect(upperTail(1.959964)).toBeCloseTo(0.025, 7);
  expect(upperTail(6) / 9.865876e-10).toBeCloseTo(1, 5);
  expect(upperTail(10) / 7.619853e-24).toBeCloseTo(1, 5);
});
