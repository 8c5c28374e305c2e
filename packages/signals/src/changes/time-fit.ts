/** When the harm began; epoch milliseconds. 95 times of 100 it lies between `low` and `high`. */
export interface OnsetInterval {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}
/** How a change's moment is known: of the records themselves, from another system, or an outage that somebody wrote down. */
export type Witness = "records" | "announcement" | "outage";

/** So far the moment may be off, one standard deviation: clocks, and the grain of measuring. Outages are announced minutes late. */
const CLOCK_MS: Readonly<Record<Witness, number>> = { records: 10_000, announcement: 20_000, outage: 300_000 };
/**
 * From a change to its harm, median. Changes that have nothing to do with it come at any time, so the nearer one is, the less likely
 * it is near by chance; how soon a true cause shows has a long tail (caches, rollouts by steps, batches), hence 1/(1 + d/τ).
 */
const TYPICAL_DELAY_MS = 10 * 60_000;
/**
 * Most changes that do harm do it at once, so that the measured onset lies as often before them as after them: one that is seen a
 * standard deviation after the onset is as likely its cause as not.
 */
const AT_ONCE = 1;
const Z95 = 1.959964;

export interface TimeFit {
  /** That it came before the harm or set it off at once, 0–1, by the onset's uncertainty and the clock's. */
  readonly before: number;
  /** 1 at the onset, a half ten minutes before it, a seventh an hour before it. */
  readonly nearness: number;
}

/** `moment` in epoch milliseconds. */
export function timeFit(moment: number, onset: OnsetInterval, witness: Witness): TimeFit {
  const below = Math.max(0, onset.at - onset.low);
  const above = Math.max(0, onset.high - onset.at);
  const spread = Math.hypot((moment > onset.at ? above : below) / Z95, CLOCK_MS[witness]);
  const distance = Math.max(0, onset.at - moment);
  // An onset known to ten minutes cannot tell one minute from five.
  return {
    before: normalCdf((onset.at - moment) / spread + AT_ONCE),
    nearness: 1 / (1 + distance / (TYPICAL_DELAY_MS + below)),
  };
}

/** That it came after the onset is beyond doubt (99 of 100). */
export const isAfter = (fit: TimeFit): boolean => fit.before < 0.01;

/** Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 26.2.17; error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}
