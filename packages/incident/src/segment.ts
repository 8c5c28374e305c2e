import type { Segment } from "./vocabulary.ts";

/** The same conditions in another order are the same segment: sorted by dimension. */
export function segmentKey(segment: Segment): string {
  return [...segment.conditions]
    .sort((a, b) => (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0))
    .map((c) => `${c.dimension}=${c.value}`)
    .join(" ∧ ");
}
