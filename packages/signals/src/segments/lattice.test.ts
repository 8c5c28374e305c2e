import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeSets, combinationOf, cuboidsOf, type Leaves, leavesIn, slotOf } from "./lattice.ts";

const anyLeaves = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 60 }))
  .chain(([cards, count]) =>
    fc.record({
      cards: fc.constant(cards),
      columns: fc.tuple(
        ...cards.map((card) =>
          fc
            .array(fc.integer({ min: 0, max: card - 1 }), { minLength: count, maxLength: count })
            .map((values) => Int32Array.from(values)),
        ),
      ),
    }),
  );

test("[SX1] the sums of every combination are those of its leaves, whichever way they were added up", () => {
  fc.assert(
    fc.property(anyLeaves, (leaves: Leaves) => {
      const count = leaves.columns[0]?.length ?? 0;
      const values = Float64Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 1 : at * at));
      for (const cuboid of cuboidsOf(leaves, { width: 2, values }, attributeSets(leaves.cards.length, 4))) {
        let occurring = 0;
        for (let slot = 0; slot < cuboid.slots; slot++) {
          const combination = combinationOf(cuboid, leaves.cards, slot);
          const inside = [...leavesIn(leaves, combination)];
          if (inside.length > 0) occurring++;
          expect(slotOf(cuboid, leaves.cards, combination)).toBe(slot);
          expect([...cuboid.sums.subarray(2 * slot, 2 * slot + 2)]).toEqual([
            inside.length,
            inside.reduce((sum, leaf) => sum + (2 * leaf + 1) ** 2, 0),
          ]);
        }
        expect(cuboid.combinations).toBe(occurring);
      }
    }),
    { numRuns: 60 },
  );
});

test("[SX1] attributes with very many values are held by the combinations that occur", () => {
  const column = Int32Array.from({ length: 300 }, (_, leaf) => leaf);
  const leaves = { columns: [column, column, column], cards: [300, 300, 300] };
  const cuboids = cuboidsOf(leaves, { width: 1, values: new Float64Array(300).fill(1) }, attributeSets(3, 3));
  expect(cuboids.map(({ attributes, slots, combinations }) => [attributes.length, slots, combinations])).toEqual([
    [1, 300, 300],
    [1, 300, 300],
    [1, 300, 300],
    [2, 300, 300],
    [2, 300, 300],
    [2, 300, 300],
    [3, 300, 300],
  ]);
  const last = cuboids.at(-1);
  if (!last) throw new Error("there is a cuboid of three attributes");
  expect(slotOf(last, leaves.cards, Int32Array.of(7, 7, 7))).toBe(7);
  expect(slotOf(last, leaves.cards, Int32Array.of(7, 8, 7))).toBe(-1);
});
