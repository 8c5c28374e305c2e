import { binomialTail } from "./binomial.ts";
import type { StatedBucket } from "./bucket.ts";

/** Fewer events than this beyond what is usual decide nothing, however unusual they are. */
const FEWEST_BEYOND = 4;
/** What was learnt fades to a third within so many buckets (six hours of half minutes). */
const MEMORY = 720;

/** The long-run rate of a proportion, and whether a bucket's counts speak against a rate. */
export interface Evidence {
  learn(bucket: StatedBucket): void;
  /** Smoothed by two bad and two good events (Agresti & Coull, The American Statistician 52 (1998), 119–126). */
  readonly rate: number;
  /** How likely the bucket, or one further out on that side, would be if `rate` were still so; 1 where hardly an event is out of place. */
  chance(bucket: Pick<StatedBucket, "value" | "events">, rate: number, side: 1 | -1): number;
}

export function createEvidence(): Evidence {
  let bad = 0;
  let total = 0;
  const smoothed = (rate: number) => (rate * total + 2) / (total + 4);
  return {
    learn({ value, events }) {
      bad += value * events - bad / MEMORY;
      total += events - total / MEMORY;
    },
    get rate() {
      return smoothed(total > 0 ? bad / total : 0);
    },
    chance({ value, events }, rate, side) {
      const trials = Math.round(events);
      const successes = Math.round(value * events);
      const p = Math.min(1, Math.max(0, smoothed(rate)));
      if ((successes - trials * p) * side < FEWEST_BEYOND) return 1;
      return side > 0
        ? binomialTail({ successes, trials, p })
        : binomialTail({ successes: trials - successes, trials, p: 1 - p });
    },
  };
}
