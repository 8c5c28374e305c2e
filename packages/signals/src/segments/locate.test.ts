import { expect, test } from "vitest";
import { randomFrom } from "../drift/testing.ts";
import { locate, type MeasuredLeaves, type RootCause } from "./locate.ts";

const CARDS = [6, 8, 5, 4];
type Fault = { readonly at: readonly (number | null)[]; readonly severity: number };

/** Every leaf there is: heavy-tailed sizes, a tenth of them empty, relative noise; faults take away their severity of what was expected. */
function traffic(options: { readonly seed: number; readonly noise: number; readonly faults: readonly Fault[] }): MeasuredLeaves {
  const random = randomFrom(options.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const count = CARDS.reduce((product, card) => product * card, 1);
  const columns = CARDS.map((card, attribute) => {
    const inner = CARDS.slice(attribute + 1).reduce((product, size) => product * size, 1);
    return Int32Array.from({ length: count }, (_, leaf) => Math.floor(leaf / inner) % card);
  });
  const predict = new Float64Array(count);
  const real = new Float64Array(count);
  for (let leaf = 0; leaf < count; leaf++) {
    const size = random() < 0.1 ? 0 : 100 * (-Math.log(1 - random())) ** 1.5;
    const fault = options.faults.find(({ at }) =>
      at.every((value, attribute) => value === null || columns[attribute]?.[leaf] === value),
    );
    predict[leaf] = size;
    real[leaf] = size * (fault ? 1 - fault.severity + 0.03 * normal() : Math.exp(options.noise * normal()));
  }
  return { columns, cards: CARDS, real, predict };
}
const named = (causes: readonly RootCause[]): readonly string[] => causes.map(({ values }) => JSON.stringify(values)).sort();
const planted = (faults: readonly Fault[]): readonly string[] => faults.map(({ at }) => JSON.stringify(at)).sort();

const CASES: readonly (readonly Fault[])[] = [
  [{ at: [2, null, null, null], severity: 0.5 }],
  [{ at: [null, 3, null, 1], severity: 0.6 }],
  [
    { at: [1, null, null, null], severity: 0.4 },
    { at: [4, null, null, null], severity: 0.4 },
    { at: [null, 2, 3, null], severity: 0.8 },
  ],
  [
    { at: [0, 1, null, 2], severity: 0.7 },
    { at: [5, null, 4, null], severity: 0.5 },
  ],
  [{ at: [3, 3, 3, 3], severity: 0.9 }],
  [{ at: [null, null, null, 0], severity: 1 }],
];

test.each(CASES.map((faults, index) => ({ faults, index })))(
  "[SX2] planted causes are found exactly, case $index",
  ({ faults, index }) => {
    const cells = traffic({ seed: 11 + index, noise: 0.1, faults });
    expect(named(locate(cells))).toEqual(planted(faults));
  },
);

test("[SX2] what rises is found as what falls is, with its severity", () => {
  const faults = [{ at: [null, 3, null, 1], severity: 0.6 }];
  const { real, predict, ...cells } = traffic({ seed: 5, noise: 0.1, faults });
  const causes = locate({ ...cells, real: predict, predict: real });
  expect(named(causes)).toEqual(planted(faults));
  expect(causes[0]?.severity).toBeCloseTo(0.6, 1);
});

test("[SX3] neither the unit nor the order of the leaves matters", () => {
  const faults = CASES[3] ?? [];
  const { columns, cards, real, predict } = traffic({ seed: 21, noise: 0.08, faults });
  const scaled = (values: Float64Array): Float64Array => values.map((value) => value * 1024).toReversed();
  const turned = { columns: columns.map((column) => column.toReversed()), cards, real: scaled(real), predict: scaled(predict) };
  expect(named(locate(turned))).toEqual(named(locate({ columns, cards, real, predict })));
});

test("[SX4] nothing but noise has no cause, in twenty of twenty draws", () => {
  for (let seed = 1; seed <= 20; seed++) expect(locate(traffic({ seed, noise: 0.2, faults: [] }))).toEqual([]);
});

test("[SX4] leaves without anything measured or expected, or no leaves at all, have no cause", () => {
  const none = new Float64Array(3);
  expect(locate({ columns: [Int32Array.of(0, 1, 2)], cards: [3], real: none, predict: none })).toEqual([]);
  expect(locate({ columns: [new Int32Array(0)], cards: [0], real: none.subarray(0, 0), predict: none.subarray(0, 0) })).toEqual(
    [],
  );
});
