import type { SignalDefinition } from "../definition.ts";
import type { Measure } from "../expression/ast.ts";
import type { StatedBucket, WatchedBucket } from "./bucket.ts";

/** Fewer events than this say too little of a value of this kind; buckets are joined until they are reached. */
const EVENTS_NEEDED = { proportion: 20, mean: 20, rate: 0, distance: 0 } as const;
/** So many events must lie beyond a quantile. */
const BEYOND_A_QUANTILE = 2.5;
const USUAL_QUANTILE = 0.95;
/** Longer than this nothing is joined: what was gathered until then is judged, if it is not next to nothing. */
const LONGEST_MS = 5 * 60_000;
const NEXT_TO_NOTHING = 8;

export interface Pool {
  /** The joined bucket once it holds enough; null while it is being filled. */
  add(bucket: WatchedBucket): StatedBucket | null;
}

/**
 * Joins neighbouring buckets where traffic is thin. Values are weighted by events: exact for proportions and means; of a quantile it
 * is the geometric mean of the buckets' quantiles, which is a measure of its own, but the same one before and during a fault.
 */
export function createPool({ kind }: Pick<SignalDefinition, "kind">, measure: Measure | null): Pool {
  const q = measure?.kind === "quantile" ? measure.q : USUAL_QUANTILE;
  const needed = kind === "quantile" ? Math.round(BEYOND_A_QUANTILE / Math.min(q, 1 - q)) : EVENTS_NEEDED[kind];
  let open: StatedBucket | null = null;
  return {
    add(bucket) {
      const late = open && bucket.at - open.at >= LONGEST_MS ? open : null;
      if (late) open = null;
      if (bucket.value !== null) {
        const stated = { ...bucket, value: bucket.value };
        open = open ? joined(kind, open, stated) : stated;
      }
      if (late && late.events >= NEXT_TO_NOTHING) return late;
      if (!open || open.events < needed) return null;
      const full = open;
      open = null;
      return full;
    },
  };
}

function joined(kind: SignalDefinition["kind"], first: StatedBucket, next: StatedBucket): StatedBucket {
  const events = first.events + next.events;
  const share = events > 0 ? next.events / events : 1;
  const isRatio = kind === "quantile" && first.value > 0 && next.value > 0;
  const value = isRatio
    ? Math.exp(Math.log(first.value) * (1 - share) + Math.log(next.value) * share)
    : first.value * (1 - share) + next.value * share;
  return { ...next, at: first.at, value, events, adapt: (first.adapt ?? false) || (next.adapt ?? false) };
}
