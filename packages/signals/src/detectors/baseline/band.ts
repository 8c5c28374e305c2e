import { createForecasts } from "./forecasts.ts";
import { ANOMALOUS_SURPRISE, type BaselineSample, type Judgement } from "./port.ts";
import { normalOf, studentOf } from "./student.ts";

export interface BandOptions {
  /** Values before a band is stated. */
  readonly learning: number;
  /** Values after which what was learnt has faded to a third. */
  readonly memory: number;
  /** Values outside, less values inside, until what is outside is the new normal; at least `learning`. */
  readonly patience: number;
}
export interface Band {
  /** Judges the value by what was learnt before it, then learns it. */
  observe(sample: BaselineSample): Pick<Judgement, "surprise" | "expected">;
}

/** What is outside is learnt with this share of the usual weight: a fault must not widen the band that shows it. */
const OUTSIDE_SHARE = 0.1;

/**
 * What is expected next, as a band of Student's t around the best forecast; never narrower than sampling noise explains. A change that
 * outlasts `patience` is learnt from the values since.
 */
export function createBand({ learning, memory, patience }: BandOptions): Band {
  const forecasts = createForecasts(memory);
  /** A ring. */
  const recent: { value: number; noise: number }[] = [];
  let seen = 0;
  let outside = 0;

  const judge = ({
    at,
    value,
    noise,
  }: BaselineSample): Pick<Judgement, "surprise"> & { expected: NonNullable<Judgement["expected"]> } => {
    const { middle, spread } = forecasts.at(at);
    const sampling = forecasts.samplingOf(noise);
    const residual = value - middle;
    const { deviation, freedom } = spread.around(middle, residual, sampling);
    const reach = (side: 1 | -1): number => {
      const edge =
        Math.sign(residual) === side ? { deviation, freedom } : spread.around(middle, side * Number.MIN_VALUE, sampling);
      return studentOf(ANOMALOUS_SURPRISE, edge.freedom) * edge.deviation;
    };
    return {
      surprise: deviation === 0 ? 0 : normalOf(residual / deviation, freedom),
      expected: { low: middle - reach(-1), middle, high: middle + reach(1) },
    };
  };

  return {
    observe(sample) {
      const { at, value, noise } = sample;
      recent[seen % patience] = { value, noise };
      seen += 1;
      if (seen <= learning) {
        forecasts.learnTime(at, value);
        if (seen === learning) forecasts.restart(recent);
        return { surprise: 0, expected: null };
      }
      const judged = judge(sample);
      const isOutside = Math.abs(judged.surprise) >= ANOMALOUS_SURPRISE;
      outside = Math.max(0, outside + (isOutside ? 1 : -1));
      if (outside < patience) forecasts.learn(sample, isOutside ? OUTSIDE_SHARE : 1);
      else {
        forecasts.restart(recent);
        outside = 0;
      }
      return judged;
    },
  };
}
