const HOUR = 3_600_000;
/** Rounds seen at this hour before it is believed. */
const ROUNDS_NEEDED = 2;
/** Rounds after which an hour's middle has faded to a third. */
const ROUNDS_REMEMBERED = 5;

export interface Rhythm {
  /** What this hour of the round usually is; null until it was seen in two rounds. */
  expected(at: number): number | null;
  /** `value` as far as it may be learnt. */
  learn(at: number, value: number): void;
}

/** A round of so many hours (24: a day, 168: a week, in UTC) learnt from time stamps. An hour is learnt when it is over. */
export function createRhythm(hours: number): Rhythm {
  const middles = new Float64Array(hours);
  const rounds = new Uint16Array(hours);
  let current = Number.NaN;
  let sum = 0;
  let count = 0;
  const slot = (hour: number): number => ((hour % hours) + hours) % hours;
  const close = (): void => {
    if (count === 0) return;
    const index = slot(current);
    const seen = Math.min((rounds[index] ?? 0) + 1, ROUNDS_REMEMBERED);
    rounds[index] = seen;
    middles[index] = (middles[index] ?? 0) + (sum / count - (middles[index] ?? 0)) / seen;
  };
  return {
    expected(at) {
      const index = slot(Math.floor(at / HOUR));
      return (rounds[index] ?? 0) < ROUNDS_NEEDED ? null : (middles[index] ?? 0);
    },
    learn(at, value) {
      const hour = Math.floor(at / HOUR);
      if (hour !== current) {
        close();
        [current, sum, count] = [hour, 0, 0];
      }
      sum += value;
      count += 1;
    },
  };
}
