const SLOT = 300_000;
const SLOTS = 288;
/** When nothing came at this time yesterday, what came up to so many slots before does as well. */
const SLOTS_BACK = 12;

export interface Yesterday {
  /** What was kept at this time of the day before (to five minutes; UTC); null when there was nothing within an hour before. */
  at(at: number): number | null;
  /** Keeps the value for tomorrow. */
  keep(at: number, value: number): void;
}

/** Remembers one value for each five minutes of this day and of the day before. */
export function createYesterday(): Yesterday {
  const days = [0, 1].map(() => ({ values: new Float64Array(SLOTS), keptOn: new Float64Array(SLOTS).fill(Number.NaN) }));
  const placeOf = (number: number) => {
    const day = Math.floor(number / SLOTS);
    return { day, slot: number - day * SLOTS, half: days[Math.abs(day % 2)] };
  };
  return {
    at(at) {
      const now = Math.floor(at / SLOT) - SLOTS;
      for (let back = 0; back <= SLOTS_BACK; back += 1) {
        const { day, slot, half } = placeOf(now - back);
        if (half?.keptOn[slot] === day) return half.values[slot] ?? null;
      }
      return null;
    },
    keep(at, value) {
      const { day, slot, half } = placeOf(Math.floor(at / SLOT));
      if (!half) return;
      half.values[slot] = value;
      half.keptOn[slot] = day;
    },
  };
}
