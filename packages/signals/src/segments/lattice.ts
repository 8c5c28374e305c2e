/** Leaf cells: of each attribute the index of its value, one array for each attribute, all of one length. */
export interface Leaves {
  readonly columns: readonly Int32Array[];
  /** How many values each attribute has. */
  readonly cards: readonly number[];
}
/** What is added up over leaves: `width` numbers for each leaf, one leaf after the other. */
export interface Channels {
  readonly width: number;
  readonly values: Float64Array;
}

/** All combinations of values of one set of attributes, with the sums of their leaves. A slot without leaves is no combination. */
export interface Cuboid {
  /** Ascending. */
  readonly attributes: readonly number[];
  readonly slots: number;
  /** `width` numbers for each slot. */
  readonly sums: Float64Array;
  readonly leaves: Int32Array;
  /** Combinations that have leaves. */
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
const MOST_SLOTS = 4_000_000;

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

/** The sums of every combination of each set of attributes. A coarse cuboid is added up from a finer one wherever that is less work. */
export function cuboidsOf(leaves: Leaves, channels: Channels, sets: readonly (readonly number[])[]): readonly Cuboid[] {
  const count = leaves.columns[0]?.length ?? 0;
  const sizeOf = (set: readonly number[]): number => set.reduce((size, attribute) => size * (leaves.cards[attribute] ?? 0), 1);
  let slots = 0;
  const kept = sets.filter((set) => {
    slots += Math.min(sizeOf(set), SLOTS_PER_LEAF * count);
    return slots <= MOST_SLOTS;
  });
  const built = new Map<string, Cuboid>();
  for (const set of kept.toReversed()) {
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
export function leavesIn({ columns }: Leaves, combination: Combination): readonly number[] {
  const named = columns.flatMap((column, attribute) => {
    const value = combination[attribute] ?? -1;
    return value < 0 ? [] : [{ column, value }];
  });
  const count = columns[0]?.length ?? 0;
  const inside: number[] = [];
  for (let leaf = 0; leaf < count; leaf++) if (named.every(({ column, value }) => column[leaf] === value)) inside.push(leaf);
  return inside;
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
  const leaves = new Int32Array(slots);
  let from = 0;
  for (let outer = 0; outer < slots; outer += inner) {
    for (let value = 0; value < values; value++) {
      for (let slot = outer; slot < outer + inner; slot++, from++) {
        const inSlot = finer.leaves[from] ?? 0;
        if (inSlot === 0) continue;
        leaves[slot] = (leaves[slot] ?? 0) + inSlot;
        add(sums, slot * width, finer.sums, from * width, width);
      }
    }
  }
  return { attributes, slots, sums, leaves, combinations: occupied(leaves), codes: null, slotOf: null };
}

function fromLeaves({ columns, cards }: Leaves, channels: Channels, attributes: readonly number[], whole: number | null): Cuboid {
  const { width, values } = channels;
  const count = columns[0]?.length ?? 0;
  const code = new Float64Array(count);
  for (const attribute of attributes) {
    const [column, card] = [columns[attribute], cards[attribute] ?? 1];
    for (let leaf = 0; leaf < count; leaf++) code[leaf] = (code[leaf] ?? 0) * card + (column?.[leaf] ?? 0);
  }
  const found = whole === null ? slotsOf(code) : null;
  const slots = whole ?? found?.size ?? 0;
  const sums = new Float64Array(slots * width);
  const leaves = new Int32Array(slots);
  for (let leaf = 0; leaf < count; leaf++) {
    const slot = found ? (found.get(code[leaf] ?? 0) ?? 0) : (code[leaf] ?? 0);
    leaves[slot] = (leaves[slot] ?? 0) + 1;
    add(sums, slot * width, values, leaf * width, width);
  }
  const codes = found && Float64Array.from(found.keys());
  return { attributes, slots, sums, leaves, combinations: occupied(leaves), codes, slotOf: found };
}
function slotsOf(codes: Float64Array): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const code of codes) if (!found.has(code)) found.set(code, found.size);
  return found;
}
function add(to: Float64Array, at: number, from: Float64Array, start: number, width: number): void {
  for (let channel = 0; channel < width; channel++) to[at + channel] = (to[at + channel] ?? 0) + (from[start + channel] ?? 0);
}
function occupied(leaves: Int32Array): number {
  let count = 0;
  for (const inSlot of leaves) if (inSlot > 0) count++;
  return count;
}
