import { type Decision, refuse } from "./decision.ts";
import type { Segment } from "./vocabulary.ts";

/** The same conditions in another order are the same segment: sorted by dimension. */
export function segmentKey(segment: Segment): string {
  return [...segment.conditions]
    .sort((a, b) => (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0))
    .map((c) => `${c.dimension}=${c.value}`)
    .join(" ∧ ");
}

/** A segment that names a dimension twice selects nothing, or not what was meant. */
export function refuseDimensionTwice({ conditions }: Segment): Decision | null {
  const dimensions = conditions.map((condition) => condition.dimension);
  const twice = dimensions.find((dimension, index) => dimensions.indexOf(dimension) !== index);
  if (twice === undefined) return null;
  return refuse(
    "SEGMENT_DIMENSION_TWICE",
    `${twice} is named twice. A segment takes one value for each dimension; choose one, or take two segments.`,
  );
}
