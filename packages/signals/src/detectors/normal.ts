import { ANOMALOUS_SURPRISE, type Baseline, type BaselineSample, type Judgement } from "./baseline/port.ts";
import { createExpectation } from "./expectation.ts";

type Expected = NonNullable<Judgement["expected"]>;
export interface Normal {
  /** `alarming`: the signal is known to be in a fault. `adapt`: a documented change is in force. */
  judge(sample: BaselineSample, situation: { readonly alarming: boolean; readonly adapt: boolean }): Verdict;
}
export interface Verdict {
  /** null while learning. */
  readonly expected: Expected | null;
  readonly score: number;
  /** Signed, in standard deviations; 0 while learning. */
  readonly surprise: number;
}

/** From so many standard deviations on a value is not learnt during a fault, and counts as part of it. */
export const SUSPICIOUS = 2;
/** A fault is not learnt for so long; what still is so after that is how things are. */
const FAULT_KEPT_OUT_MS = 12 * 3600_000;
/** After a documented change either normal may hold; then the one that held more often is kept. */
const SETTLING_MS = 3600_000;

/**
 * What a signal keeps to: the usual and, from the beginning of a documented change until an hour after its end, what it has become.
 * A value is expected if either expects it, and each keeps learning only what it expects, but the changed one while the change lasts.
 * During a fault nothing is learnt that was not expected before it.
 */
export function createNormal(create: () => Baseline = createExpectation): Normal {
  let usual = createKept(create());
  let changed: { readonly kept: Kept; readonly held: { usual: number; changed: number } } | null = null;
  let settledAt: number | null = null;
  let faultSince: number | null = null;

  function settle(at: number, adapt: boolean): void {
    if (adapt) {
      changed ??= { kept: createKept(create()), held: { usual: 0, changed: 0 } };
      settledAt = null;
    } else if (changed) {
      settledAt ??= at + SETTLING_MS;
      if (at < settledAt) return;
      if (changed.held.changed > changed.held.usual) usual = changed.kept;
      changed = null;
      settledAt = null;
    }
  }

  return {
    judge(sample, { alarming, adapt }) {
      settle(sample.at, adapt);
      faultSince = alarming ? (faultSince ?? sample.at) : null;
      const mayLearn = faultSince === null || sample.at - faultSince >= FAULT_KEPT_OUT_MS;
      if (!changed) return usual.judge(sample, mayLearn);
      const first = usual.judge(sample, false);
      const second = changed.kept.judge(sample, adapt);
      if (settledAt !== null) {
        if (!isStrange(first)) changed.held.usual += 1;
        if (!isStrange(second)) changed.held.changed += 1;
      }
      return !isStrange(first) || second.expected === null ? first : second;
    },
  };
}

const isStrange = ({ surprise }: Verdict) => Math.abs(surprise) >= ANOMALOUS_SURPRISE;

interface Kept {
  /** `learnAll`: also what is suspicious. */
  judge(sample: BaselineSample, learnAll: boolean): Verdict;
}
/** A baseline that can be kept from learning: then a value is judged by what was expected last, before things went wrong. */
function createKept(baseline: Baseline): Kept {
  let steady: Expected | null = null;
  let score = 0;
  return {
    judge(sample, learnAll) {
      const surprise = steady === null ? 0 : surpriseOf(sample.value, steady);
      if (!learnAll && steady && Math.abs(surprise) >= SUSPICIOUS) return { expected: steady, score, surprise };
      const judgement = baseline.observe(sample);
      score = judgement.score;
      if (Math.abs(judgement.surprise) < SUSPICIOUS || steady === null) steady = judgement.expected;
      return { expected: judgement.expected, score, surprise: judgement.surprise };
    },
  };
}
function surpriseOf(value: number, { low, middle, high }: Expected): number {
  const deviation = (value > middle ? high - middle : middle - low) / ANOMALOUS_SURPRISE;
  return deviation > 0 ? (value - middle) / deviation : 0;
}
