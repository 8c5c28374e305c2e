import type { BaselineSample } from "./port.ts";
import { createRhythm, type Rhythm } from "./rhythm.ts";
import { createSpread, median, type Spread } from "./spread.ts";

export interface Forecasts {
  /** The most trusted expectation for this moment: where its middle is and how far values lie from it. */
  at(at: number): { readonly middle: number; readonly spread: Spread };
  /** Sampling noise of a difference between this value and what was learnt. */
  samplingOf(noise: number): number;
  /** Learns with `share` (0–1) of the usual weight. */
  learn(sample: BaselineSample, share: number): void;
  /** For the rhythms alone, before there is a level. */
  learnTime(at: number, value: number): void;
  /** Takes these values for all that is known of level, spread and noise. */
  restart(samples: readonly Pick<BaselineSample, "value" | "noise">[]): void;
}

const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** A rhythm is believed where its mean error is less than this share of the level's. */
const CLEARLY_BETTER = 0.8;

interface Forecast {
  /** Null: the plain level. */
  readonly rhythm: Rhythm | null;
  readonly spread: Spread;
  error: number;
  errors: number;
}

/**
 * The level is an exponentially weighted mean of clipped values; where the hour of the day or of the week foretells values clearly
 * better, its middle is taken instead. `memory`: values after which what was learnt has faded to a third.
 */
export function createForecasts(memory: number): Forecasts {
  const forecast = (rhythm: Rhythm | null): Forecast => ({ rhythm, spread: createSpread(memory), error: 0, errors: 0 });
  const plain = forecast(null);
  const rhythms = [forecast(createRhythm(DAY_HOURS)), forecast(createRhythm(WEEK_HOURS))];
  const all = [plain, ...rhythms];
  let learnt = 0;
  let level = 0;
  let noiseLearnt = 0;

  const middleOf = ({ rhythm }: Forecast, at: number): number | null => (rhythm === null ? level : rhythm.expected(at));
  // Of two normal counts the variance-stabilised difference (Anscombe, Biometrika 35 (1948), 246–254) is in units of the mean deviation.
  const samplingOf = (noise: number): number => (noise + noiseLearnt) / 2;
  const learnInto = (each: Forecast, { at, value, noise }: BaselineSample, share: number): void => {
    const middle = middleOf(each, at);
    const residual = value - (middle ?? level);
    const { deviation } = each.spread.around(middle ?? level, residual, samplingOf(noise));
    const clipped = each.spread.learn(residual, { deviation, share });
    if (middle !== null) {
      each.errors += 1;
      each.error += (Math.abs(clipped) - each.error) * Math.max(1 / each.errors, 1 / memory);
    }
    if (each.rhythm) each.rhythm.learn(at, middle === null ? value : middle + clipped);
    else level += share * clipped * Math.max(1 / (learnt + 1), 1 / memory);
  };

  return {
    at(at) {
      let chosen = plain;
      for (const each of rhythms) {
        if (middleOf(each, at) === null || each.errors < memory) continue;
        if (each.error < (chosen === plain ? CLEARLY_BETTER * plain.error : chosen.error)) chosen = each;
      }
      return { middle: middleOf(chosen, at) ?? level, spread: chosen.spread };
    },
    samplingOf,
    learn(sample, share) {
      for (const each of all) learnInto(each, sample, share);
      learnt += share;
      noiseLearnt += share * (sample.noise - noiseLearnt) * Math.max(1 / learnt, 1 / memory);
    },
    learnTime(at, value) {
      for (const { rhythm } of rhythms) rhythm?.learn(at, value);
    },
    restart(samples) {
      const values = samples.map(({ value }) => value);
      level = median(values);
      noiseLearnt = samples.reduce((sum, { noise }) => sum + noise, 0) / samples.length;
      learnt = samples.length;
      for (const { spread } of all) spread.restart(values.map((value) => value - level));
    },
  };
}
