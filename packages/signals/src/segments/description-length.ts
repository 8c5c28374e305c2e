import type { Cuboid } from "./lattice.ts";

/** In nats: how many attributes, which ones, and which of their combinations. What is worth less than its own description is noise. */
export function descriptionLength(cuboid: Cuboid, attributes: number): number {
  const named = cuboid.attributes.length;
  let sets = 1;
  for (let k = 1; k <= named; k++) sets = (sets * (attributes - named + k)) / k;
  return Math.log(attributes) + Math.log(sets) + Math.log(Math.max(1, cuboid.combinations));
}
