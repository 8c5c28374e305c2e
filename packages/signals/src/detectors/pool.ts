import type { SignalDefinition } from "../definition.ts";
import type { StatedBucket, WatchedBucket } from "./bucket.ts";

/** Fewer events than this say too little of a value of this kind; buckets are joined until they are reached. */
const EVENTS_NEEDED = { proportion: 20, mean: 20, quantile: 50, rate: 0, distance: 0 } as const;
/** Longer than this nothing is joined: what is not known by then is judged as it is, or dropped if it is next to nothing. */
const LONGEST_MS = 5 * 60_000;
const NEXT_TO_NOTHING = 8;

export interface Pool {
  /** The joined bucket once it holds enough; null while it is being filled. */
  add(bucket: WatchedBucket): StatedBucket | null;
}

/**
 * Joins neighbouring buckets where traffic is thin. Values are weighted by events: exact for proportions and means; of a quantile it
 * is the mean of the buckets' quantiles, which is a measure of its own, but the same one before and during a fault.
 */
export function createPool({ kind }: Pick<SignalDefinition, "kind">): Pool {
  const needed = EVENTS_NEEDED[kind];
  let open: StatedBucket | null = null;
  return {
    add(bucket) {
      if (open && bucket.at - open.at >= LONGEST_MS) open = null;
      if (bucket.value === null) return null;
      open = open ? joined(open, { ...bucket, value: bucket.value }) : { ...bucket, value: bucket.value };
      const old = bucket.at - open.at >= LONGEST_MS - 30_000;
      if (open.events < needed && !(old && open.events >= NEXT_TO_NOTHING)) return null;
      const full = open;
      open = null;
      return full;
    },
  };
}

function joined(first: StatedBucket, next: StatedBucket): StatedBucket {
  const events = first.events + next.events;
  const value = events > 0 ? (first.value * first.events + next.value * next.events) / events : next.value;
  return { ...next, at: first.at, value, events, adapt: (first.adapt ?? false) || (next.adapt ?? false) };
}
