import type { SignalDefinition } from "../definition.ts";
import { binomialTail } from "./binomial.ts";
import type { StatedBucket } from "./bucket.ts";

/** So unlikely must a bucket of a proportion be, given what is usual, before it can be bad: few events prove nothing. */
const UNLIKELY = 5e-4;
/** What was learnt fades to a third within so many buckets (six hours of half minutes). */
const MEMORY = 720;

/** The long-run rate of a proportion, and whether a bucket's counts speak against a rate. */
export interface Evidence {
  learn(bucket: StatedBucket): void;
  /** Smoothed by two bad and two good events (Agresti & Coull, The American Statistician 52 (1998), 119–126). */
  readonly rate: number;
  speaksAgainst(bucket: StatedBucket, rate: number, side: 1 | -1): boolean;
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
    speaksAgainst({ value, events }, rate, side) {
      const trials = Math.round(events);
      const successes = Math.round(value * events);
      const p = Math.min(1, Math.max(0, smoothed(rate)));
      const tail =
        side > 0 ? binomialTail({ successes, trials, p }) : binomialTail({ successes: trials - successes, trials, p: 1 - p });
      return tail < UNLIKELY;
    },
  };
}

/** Whether a value on that side of what is expected is bad news. */
export const isBadSide = ({ badDirection }: Pick<SignalDefinition, "badDirection">, side: -1 | 0 | 1): side is -1 | 1 =>
  side !== 0 && (badDirection === "both" || (badDirection === "up") === side > 0);
