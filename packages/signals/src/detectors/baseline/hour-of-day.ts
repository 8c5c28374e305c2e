const HOUR = 3_600_000;
const HOURS = 24;
/** Values after which an hour's mean has faded to a third: a week of five-minute values. */
const HOUR_MEMORY = 84;
const LEVEL_MEMORY = 300;
const ERROR_MEMORY = 333;

export interface HourOfDay {
  /** The value less what its hour of the day (UTC) was on the days before, or less the plain level where that forecast better. */
  residual(value: number, at: number): number;
}

/** Learns a daily rhythm from the time stamps; a stream that has none is measured against its level. */
export function createHourOfDay(): HourOfDay {
  const means = new Float64Array(HOURS);
  const counts = new Float64Array(HOURS);
  let level = 0;
  let seen = 0;
  let errorOfHour = 0;
  let errorOfLevel = 0;
  return {
    residual(value, at) {
      const hour = (((Math.floor(at / HOUR) % HOURS) + HOURS) % HOURS) | 0;
      const count = (counts[hour] ?? 0) + 1;
      const ofLevel = seen === 0 ? value : level;
      const ofHour = count > 1 ? (means[hour] ?? 0) : ofLevel;
      const answer = value - (errorOfHour < errorOfLevel ? ofHour : ofLevel);
      if (count > 1) {
        errorOfHour += (Math.abs(value - ofHour) - errorOfHour) / ERROR_MEMORY;
        errorOfLevel += (Math.abs(value - ofLevel) - errorOfLevel) / ERROR_MEMORY;
      }
      seen += 1;
      level += (value - level) * Math.max(1 / seen, 1 / LEVEL_MEMORY);
      counts[hour] = count;
      means[hour] = (means[hour] ?? 0) + (value - (means[hour] ?? 0)) * Math.max(1 / count, 1 / HOUR_MEMORY);
      return answer;
    },
  };
}
