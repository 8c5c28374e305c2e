/** Leaf cells: of each attribute the index of its value, one array for each attribute, all of one length. */
export interface Leaves {
  readonly columns: readonly Int32Array[];
  /** How many values each attribute has. */
  readonly cards: readonly number[];
}
/**
 * What is added up over leaves: `width` numbers for each leaf, one leaf after the other. The first is above 0 for every leaf that is
 * there; where its sum is 0 a combination does not occur.
 */
export interface Channels {
  readonly width: number;
  readonly values: Float64Array;
}

/** All combinations of values of one set of attributes, with the sums of their leaves. */
export interface Cuboid {
  /** Ascending. */
  readonly attributes: readonly number[];
  readonly slots: number;
  /** `width` numbers for each slot. */
  readonly sums: Float64Array;
  /** Slots that hold a combination that occurs. */
  readonly combinations: number;
  /** Of each slot, the mixed-radix number of its values; null where slot and number are the same. */
  readonly codes: Float64Array | null;
  readonly slotOf: ReadonlyMap<number, number> | null;
}
/** One index of a value for each attribute; −1 where the combination leaves it open. */
export type Combination = Int32Array;

/** A cuboid is held whole up to so many slots for each leaf; beyond, only the combinations that occur. */
const SLOTS_PER_LEAF = 4;
/** Of all cuboids together. What is beyond is not looked at; the coarse ones come first. */
const MOST_SLOTS = 2_000_000;

/** Sets of attributes up to `depth` of them, the coarse ones first. */
export function attributeSets(attributes: number, depth: number): readonly (readonly number[])[] {
  let layer: readonly (readonly number[])[] = [[]];
  const sets: (readonly number[])[] = [];
  for (let size = 1; size <= Math.min(depth, attributes); size++) {
    layer = layer.flatMap((set) =>
      Array.from({ length: attributes }, (_, attribute) => attribute)
        .filter((attribute) => attribute > (set.at(-1) ?? -1))
        .map((attribute) => [...set, attribute]),
    );
    sets.push(...layer);
  }
  return sets;
}

/**
 * The sums of every combination of each set of attributes. A coarse cuboid is added up from a finer one wherever that is less work.
 * Cuboids that are `known` already are taken as they are.
 */
export function cuboidsOf(
  leaves: Leaves,
  channels: Channels,
  sets: readonly (readonly number[])[],
  known: readonly Cuboid[] = [],
): readonly Cuboid[] {
  const count = leaves.columns[0]?.length ?? 0;
  const sizeOf = (set: readonly number[]): number => set.reduce((size, attribute) => size * (leaves.cards[attribute] ?? 0), 1);
  let slots = 0;
  const kept = sets.filter((set) => {
    slots += Math.min(sizeOf(set), SLOTS_PER_LEAF * count);
    return slots <= MOST_SLOTS;
  });
  const built = new Map(known.map((cuboid) => [cuboid.attributes.join(), cuboid]));
  for (const set of kept.toReversed()) {
    if (built.has(set.join())) continue;
    const dense = sizeOf(set) <= SLOTS_PER_LEAF * count;
    const finer = dense ? smallestFiner(set, built, count) : null;
    const cuboid = finer
      ? fromFiner(finer, set, leaves.cards, channels.width)
      : fromLeaves(leaves, channels, set, dense ? sizeOf(set) : null);
    built.set(set.join(), cuboid);
  }
  return kept.flatMap((set) => built.get(set.join()) ?? []);
}

/** The slot of a combination in a cuboid whose attributes it all names; −1 where it has none. */
export function slotOf(cuboid: Cuboid, cards: readonly number[], combination: Combination): number {
  let code = 0;
  for (const attribute of cuboid.attributes) code = code * (cards[attribute] ?? 0) + (combination[attribute] ?? 0);
  return cuboid.slotOf ? (cuboid.slotOf.get(code) ?? -1) : code;
}
export function combinationOf(cuboid: Cuboid, cards: readonly number[], slot: number): Combination {
  const combination = new Int32Array(cards.length).fill(-1);
  let code = cuboid.codes ? (cuboid.codes[slot] ?? 0) : slot;
  for (const attribute of cuboid.attributes.toReversed()) {
    const card = cards[attribute] ?? 1;
    combination[attribute] = code % card;
    code = Math.floor(code / card);
  }
  return combination;
}
/** Indices of the leaves that a combination holds. */
export function leavesIn({ columns }: Leaves, combination: Combination): Int32Array {
  const inside = new Int32Array(columns[0]?.length ?? 0);
  let count = inside.length;
  for (let leaf = 0; leaf < count; leaf++) inside[leaf] = leaf;
  for (const [attribute, column] of columns.entries()) {
    const value = combination[attribute] ?? -1;
    if (value < 0) continue;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const leaf = inside[index] ?? 0;
      if (column[leaf] === value) inside[kept++] = leaf;
    }
    count = kept;
  }
  return inside.subarray(0, count);
}

function smallestFiner(set: readonly number[], built: ReadonlyMap<string, Cuboid>, leaves: number): Cuboid | null {
  let smallest: Cuboid | null = null;
  for (const cuboid of built.values()) {
    if (cuboid.codes || cuboid.attributes.length !== set.length + 1 || cuboid.slots > leaves) continue;
    if (cuboid.slots < (smallest?.slots ?? Number.POSITIVE_INFINITY) && set.every((one) => cuboid.attributes.includes(one)))
      smallest = cuboid;
  }
  return smallest;
}

/** A whole cuboid is an array over its attributes; the one that goes has `inner` slots within each of its values. */
function fromFiner(finer: Cuboid, attributes: readonly number[], cards: readonly number[], width: number): Cuboid {
  const gone = finer.attributes.findIndex((attribute) => !attributes.includes(attribute));
  const values = cards[finer.attributes[gone] ?? 0] ?? 1;
  const inner = finer.attributes.slice(gone + 1).reduce((size, attribute) => size * (cards[attribute] ?? 1), 1);
  const slots = finer.slots / values;
  const sums = new Float64Array(slots * width);
  const row = inner * width;
  let from = 0;
  for (let outer = 0; outer < sums.length; outer += row) {
    for (let value = 0; value < values; value++) {
      for (let to = outer; to < outer + row; to++, from++) sums[to] = (sums[to] ?? 0) + (finer.sums[from] ?? 0);
    }
  }
  return { attributes, slots, sums, combinations: occupied(sums, width), codes: null, slotOf: null };
}

function fromLeaves(leaves: Leaves, { width, values }: Channels, attributes: readonly number[], whole: number | null): Cuboid {
  const found = whole === null ? numbered(codesOf(leaves, attributes)) : null;
  const slotOfLeaf = found ? found.slotOfLeaf : slotsOf(leaves, attributes);
  const slots = whole ?? found?.slotOf.size ?? 0;
  const sums = new Float64Array(slots * width);
  for (let leaf = 0, from = 0; leaf < slotOfLeaf.length; leaf++) {
    const start = (slotOfLeaf[leaf] ?? 0) * width;
    for (let to = start; to < start + width; to++, from++) sums[to] = (sums[to] ?? 0) + (values[from] ?? 0);
  }
  const codes = found && Float64Array.from(found.slotOf.keys());
  return { attributes, slots, sums, combinations: occupied(sums, width), codes, slotOf: found?.slotOf ?? null };
}
/** Of each leaf. Whole numbers of 32 bits, for cuboids held whole. */
function slotsOf({ columns, cards }: Leaves, attributes: readonly number[]): Int32Array {
  const slots = new Int32Array(columns[0]?.length ?? 0);
  for (const attribute of attributes) {
    const [column, card] = [columns[attribute] ?? slots, cards[attribute] ?? 1];
    for (let leaf = 0; leaf < slots.length; leaf++) slots[leaf] = (slots[leaf] ?? 0) * card + (column[leaf] ?? 0);
  }
  return slots;
}
function codesOf({ columns, cards }: Leaves, attributes: readonly number[]): Float64Array {
  const codes = new Float64Array(columns[0]?.length ?? 0);
  for (const attribute of attributes) {
    const [column, card] = [columns[attribute], cards[attribute] ?? 1];
    for (let leaf = 0; leaf < codes.length; leaf++) codes[leaf] = (codes[leaf] ?? 0) * card + (column?.[leaf] ?? 0);
  }
  return codes;
}
function numbered(codes: Float64Array) {
  const slotOf = new Map<number, number>();
  const slotOfLeaf = new Int32Array(codes.length);
  for (const [leaf, code] of codes.entries()) {
    const slot = slotOf.get(code) ?? slotOf.size;
    if (slot === slotOf.size) slotOf.set(code, slot);
    slotOfLeaf[leaf] = slot;
  }
  return { slotOf, slotOfLeaf };
}
function occupied(sums: Float64Array, width: number): number {
  let count = 0;
  for (let at = 0; at < sums.length; at += width) if ((sums[at] ?? 0) > 0) count++;
  return count;
}
