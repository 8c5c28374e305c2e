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
  /** 0–1: how sure it is that this value does not belong to what was learnt. */
  readonly score: number;
  /** Where the value was expected to lie, stated before it was seen; null while learning. */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null;
}
