import { ANOMALOUS_SURPRISE, type BaselineSample, type Judgement } from "./port.ts";

export interface BandOptions {
  /** Values before a band is stated. */
  readonly learning: number;
  /** Values after which what was learnt has faded to a third. */
  readonly memory: number;
  /** So many values in a row outside on the same side are the new normal. */
  readonly patience: number;
}
export interface Band {
  /** Judges the value by what was learnt before it, then learns it. */
  observe(sample: BaselineSample): { readonly surprise: number; readonly expected: Judgement["expected"] };
}

/** A value moves the band as if it lay at most so many standard deviations away (Huber, Ann. Math. Stat. 35 (1964), 73–101). */
const CLIP = 2.5;
/** The variance of a normal distribution clipped at ±CLIP is smaller by this factor. */
const CLIPPED_VARIANCE = 0.9752;
const MAD_TO_SIGMA = 1.4826;
/** A band is never narrower than this share of its middle, so that a constant may breathe. */
const LEAST_RELATIVE_DEVIATION = 0.002;
/** And never so narrow that a value lies further out than this; a constant 0 has no scale of its own. */
const MOST_DEVIATIONS = 100;
/** The deviation is never known better than from so many values. */
const MOST_FREEDOM = 30;

/**
 * Exponentially weighted level and deviation, learnt from clipped residuals. The band is that of Student's t with as many degrees of
 * freedom as values were learnt; sampling noise widens it to at least the mean of the noise learnt and of the value's own, which is
 * the variance-stabilised difference of two counts (Anscombe, Biometrika 35 (1948), 246–254).
 */
export function createBand({ learning, memory, patience }: BandOptions): Band {
  const first: number[] = [];
  let seen = 0;
  let level = 0;
  let variance = 0;
  let noiseLearnt = 0;
  let outside = 0;
  const recent: number[] = [];

  const restart = (values: readonly number[]): void => {
    level = median(values);
    variance = (MAD_TO_SIGMA * median(values.map((value) => Math.abs(value - level)))) ** 2;
    seen = values.length;
    outside = 0;
  };
  const learn = (value: number, noise: number, deviation: number): void => {
    seen += 1;
    const weight = Math.max(1 / seen, 1 / memory);
    const residual = Math.max(-CLIP * deviation, Math.min(CLIP * deviation, value - level));
    level += weight * residual;
    variance += weight * (residual ** 2 / CLIPPED_VARIANCE - variance);
    noiseLearnt += weight * (noise - noiseLearnt);
  };

  return {
    observe({ value, noise }) {
      if (first.length < learning) {
        first.push(value);
        noiseLearnt += (noise - noiseLearnt) / first.length;
        if (first.length === learning) restart(first);
        return { surprise: 0, expected: null };
      }
      const freedom = Math.min(seen - 1, MOST_FREEDOM);
      const residual = value - level;
      const deviation = Math.max(
        Math.sqrt(variance * (1 + 1 / seen)),
        (noise + noiseLearnt) / 2,
        LEAST_RELATIVE_DEVIATION * Math.abs(level),
        Math.abs(residual) / MOST_DEVIATIONS,
      );
      const surprise = deviation === 0 ? 0 : normalOf(residual / deviation, freedom);
      const reach = studentOf(ANOMALOUS_SURPRISE, freedom) * deviation;
      const expected = { low: level - reach, middle: level, high: level + reach };
      const side = Math.abs(surprise) >= ANOMALOUS_SURPRISE ? Math.sign(surprise) : 0;
      outside = side === 0 ? 0 : Math.sign(outside) === side ? outside + side : side;
      recent.push(value);
      if (recent.length > patience) recent.shift();
      if (Math.abs(outside) >= patience) restart(recent);
      else if (deviation > 0) learn(value, noise, deviation);
      return { surprise, expected };
    },
  };
}

/** The normal deviate with the tail probability of Student's t (Wallace, Ann. Math. Stat. 30 (1959), 1121–1130). */
function normalOf(t: number, freedom: number): number {
  const scale = (8 * freedom + 1) / (8 * freedom + 3);
  return Math.sign(t) * scale * Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
}
/** The inverse of `normalOf`. */
function studentOf(normal: number, freedom: number): number {
  const scale = (8 * freedom + 1) / (8 * freedom + 3);
  return Math.sign(normal) * Math.sqrt(freedom * Math.expm1((normal / scale) ** 2 / freedom));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
