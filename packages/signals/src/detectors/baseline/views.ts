import { createHourOfDay } from "./hour-of-day.ts";
import { createRecentValues } from "./recent-values.ts";
import { createYesterday } from "./yesterday.ts";

/** One way to look at a stream: a number per value, from it and those before it; null until there are enough. */
export type View = (value: number, at: number) => number | null;

/** Around the last hour, the last day and longer, when values come every five minutes. */
const SHORT_MEMORY = 10;
const LONG_MEMORY = 200;
const YESTERDAY_VALUES = 8;
const FLOOR_VALUES = 24;
const RANGE_VALUES = 64;
const MEAN_VALUES = 64;
const BUSY_VALUES = 192;
/** Values above this quantile of the newest 2,000 are high, below its complement low. */
const HIGH = 0.9;
const QUANTILE_VALUES = 2000;
const QUANTILES_FROM = 100;

/**
 * The views that together found most of what people marked in the Numenta benchmark; docs/decisions/007-dynamic-baseline.md says what
 * each alternative brought.
 */
export function createViews(): readonly View[] {
  return [
    (value) => value,
    residual(SHORT_MEMORY),
    residual(LONG_MEMORY),
    createHourOfDay().residual,
    sinceYesterday(),
    ofWindow(FLOOR_VALUES, lowest),
    ofWindow(RANGE_VALUES, range),
    ofWindow(MEAN_VALUES, mean),
    busyness(),
  ];
}

/** Against the exponentially weighted mean of the values before. */
function residual(memory: number): View {
  let level = 0;
  let seen = 0;
  return (value) => {
    const answer = seen === 0 ? null : value - level;
    seen += 1;
    level += (value - level) * Math.max(1 / seen, 1 / memory);
    return answer;
  };
}

function ofWindow(size: number, summary: (values: Float64Array) => number): View {
  const values = new Float64Array(size);
  let seen = 0;
  return (value) => {
    values[seen % size] = value;
    seen += 1;
    return seen < size ? null : summary(values);
  };
}
/** The mean of the newest, less what it was at this time yesterday. */
function sinceYesterday(): View {
  const yesterday = createYesterday();
  const newest = ofWindow(YESTERDAY_VALUES, mean);
  return (value, at) => {
    const now = newest(value, at);
    if (now === null) return null;
    const then = yesterday.at(at);
    yesterday.keep(at, now);
    return then === null ? null : now - then;
  };
}
function lowest(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < low) low = value;
  return low;
}
function range(values: Float64Array): number {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  return high - lowest(values);
}
function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** High values less low values among the newest: a burst of ordinary peaks is news even if no peak is. */
function busyness(): View {
  const quantiles = createRecentValues(QUANTILE_VALUES);
  const sides = new Int8Array(BUSY_VALUES);
  let seen = 0;
  let sum = 0;
  return (value) => {
    const known = quantiles.size() > QUANTILES_FROM;
    const side = !known ? 0 : value > quantiles.quantile(HIGH) ? 1 : value < quantiles.quantile(1 - HIGH) ? -1 : 0;
    quantiles.add(value);
    sum += side - (sides[seen % BUSY_VALUES] ?? 0);
    sides[seen % BUSY_VALUES] = side;
    seen += 1;
    return seen < BUSY_VALUES ? null : sum;
  };
}
