/**
 * A dynamic baseline: sees one value after the other, ascending in time, and says of each how surprising it is, given all before it.
 * Streaming: bounded memory, the cost of a value does not grow with how many came before. One set of parameters for every signal.
 */
export interface Baseline {
  observe(sample: BaselineSample): Judgement;
}
export interface BaselineSample {
  /** Epoch milliseconds. Gaps are allowed. */
  readonly at: number;
  readonly value: number;
  /** Standard deviation of `value` from sampling alone, in its unit (a share of n events: √(p(1−p)/n)); 0 where it is not known. */
  readonly noise: number;
}
export interface Judgement {
  /**
   * 0–1: how sure it is that something new begins here that does not belong to what was learnt. One fault is one alert: after a high
   * score the following values score low until they are stranger still, or the stream was quiet for a while.
   */
  readonly score: number;
  /**
   * How far the value lies from `expected.middle`, in standard deviations of a normal distribution with the same tail probability;
   * positive above, negative below; 0 while learning. Stays high for as long as a fault lasts and is not learnt: to ask "is this
   * bucket anomalous" compare it, times the bad direction, with `ANOMALOUS_SURPRISE`.
   */
  readonly surprise: number;
  /** Where the value was expected to lie, stated before it was seen; null while learning. Outside it |surprise| ≥ ANOMALOUS_SURPRISE. */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null;
}
/**
 * A bucket whose |surprise| reaches this is anomalous. On one side it is false about once in 4,300 buckets of well-behaved noise; two of
 * three neighbouring buckets are so by chance less than once in 1,000,000. Measured: docs/decisions/007-dynamic-baseline.md.
 */
export const ANOMALOUS_SURPRISE = 3.5;
