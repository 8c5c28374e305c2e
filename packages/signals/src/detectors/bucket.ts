/** One closed bucket of a signal. Times in epoch milliseconds, values in the signal's unit. */
export interface WatchedBucket {
  readonly at: number;
  /** null: it holds too little to state one. */
  readonly value: number | null;
  readonly events: number;
  /** Of a drift: what sampling alone would stay below in 999 of 1,000 cases; null where it cannot be said. */
  readonly critical?: number | null;
  /** Of a drift: what the reference held. */
  readonly referenceEvents?: number | null;
  /** A documented expected change is in force: what is seen may become the new normal. */
  readonly adapt?: boolean;
}
export type StatedBucket = WatchedBucket & { readonly value: number };
