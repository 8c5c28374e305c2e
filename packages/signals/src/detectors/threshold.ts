import type { SignalDefinition } from "../definition.ts";
import type { StatedBucket } from "./bucket.ts";

/**
 * A limit is crossed when a bucket lies beyond it by three standard deviations of its own noise: what hovers at the limit is for the
 * burn rate to judge. Where the noise is not known (0) the value alone counts.
 */
const BEYOND = 3;

/** `noise`: standard deviation of the bucket's value, in the signal's unit. */
export function isOverLimit(
  bucket: Pick<StatedBucket, "value">,
  limit: NonNullable<SignalDefinition["limit"]>,
  noise: number,
): boolean {
  return limit.op === "≤" ? bucket.value - BEYOND * noise > limit.value : bucket.value + BEYOND * noise < limit.value;
}
