import type { Distribution } from "../series.ts";

/** mulberry32: the same numbers in every run. Uniform on [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Two samples of numbers on 20 bins between the reference's quantiles, as the telemetry store makes them. */
export function sampleNumbers(
  draw: { readonly reference: () => number; readonly current: () => number },
  events: { readonly reference: number; readonly current: number },
): Distribution {
  const reference = Float64Array.from({ length: events.reference }, draw.reference).sort();
  const edges = [...new Set(Array.from({ length: 19 }, (_, i) => reference[Math.floor(((i + 1) * reference.length) / 20)] ?? 0))];
  const counted = (values: Iterable<number>): readonly number[] => {
    const counts = Array.from({ length: edges.length + 1 }, () => 0);
    for (const value of values) {
      const bin = edges.filter((edge) => value >= edge).length;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  const current = counted(Array.from({ length: events.current }, draw.current));
  return { kind: "number", edges, labels: [], reference: counted(reference), current, referenceMissing: 0, currentMissing: 0 };
}

/** Two samples of one category, whose values have these probabilities. */
export function sampleCategories(
  probabilities: readonly number[],
  events: { readonly reference: number; readonly current: number },
  random: () => number,
): Distribution {
  const counted = (draws: number): readonly number[] => {
    const counts = probabilities.map(() => 0);
    for (let i = 0; i < draws; i++) {
      const value = valueAt(probabilities, random());
      counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };
  return {
    kind: "category",
    edges: [],
    labels: probabilities.map((_, i) => `value ${i}`),
    reference: counted(events.reference),
    current: counted(events.current),
    referenceMissing: 0,
    currentMissing: 0,
  };
}

function valueAt(probabilities: readonly number[], uniform: number): number {
  let below = 0;
  const found = probabilities.findIndex((probability) => {
    below += probability;
    return uniform < below;
  });
  return found < 0 ? probabilities.length - 1 : found;
}
