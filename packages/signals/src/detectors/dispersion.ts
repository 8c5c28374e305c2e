import type { StatedBucket } from "./bucket.ts";

/** What was learnt fades to a third within so many buckets. */
const MEMORY = 720;

/** The noise of a mean or a quantile by the number of its events: variance ∝ 1/events, its constant learnt from residuals. */
export function createDispersion() {
  let perEvent = 0;
  let seen = 0;
  return {
    learn({ events }: StatedBucket, residual: number): void {
      seen += 1;
      perEvent += (residual ** 2 * events - perEvent) * Math.max(1 / seen, 1 / MEMORY);
    },
    /** Standard deviation, on the residuals' scale. */
    noise: ({ events }: StatedBucket): number => Math.sqrt(perEvent / Math.max(1, events)),
  };
}
