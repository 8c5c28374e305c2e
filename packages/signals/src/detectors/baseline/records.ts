export interface Records {
  /**
   * How rare so large a value is among those seen: the logarithm (base 10) of `KEPT` by its rank from the top, a little more in a long
   * stream than in a short one, and more the further it lies above the largest. 0 below the `KEPT` largest and while learning.
   */
  rarity(value: number): number;
}

const KEPT = 64;
/** The rank is among the newest so many values. */
const HORIZON = 16_000;
const LEARNING = 50;
/** A tenfold longer stream adds so much; a rank in a usual stream of 1,000 values adds nothing. */
const FOR_LENGTH = 0.2;
const USUAL_LENGTH = 1000;
/** Per decade beyond the largest, in units of the distance from the median of the largest to it. */
const FOR_EXCESS = 0.5;
const MOST_EXCESS = 30;

export function createRecords(): Records {
  /** Descending. */
  const largest: { readonly value: number; readonly number: number }[] = [];
  let seen = 0;

  const rarityOf = (value: number): number => {
    const length = Math.min(seen, HORIZON);
    if (length < LEARNING) return 0;
    let above = 0;
    let equal = 0;
    for (const record of largest) {
      if (record.value > value) above += 1;
      else if (record.value === value) equal += 1;
      else break;
    }
    if (above >= KEPT - 1 || above + equal >= KEPT) return 0;
    const rank = above + equal / 2 + 1;
    const excess = above + equal === 0 ? FOR_EXCESS * Math.log10(1 + excessOf(value)) : 0;
    return Math.max(0, Math.log10(KEPT / rank) + FOR_LENGTH * Math.log10((length + 1) / USUAL_LENGTH) + excess);
  };
  const excessOf = (value: number): number => {
    const top = largest[0]?.value ?? 0;
    const spread = top - (largest[largest.length >> 1]?.value ?? 0);
    return spread > 0 ? Math.min(MOST_EXCESS, (value - top) / spread) : MOST_EXCESS;
  };
  const keep = (value: number): void => {
    seen += 1;
    if (seen % KEPT === 0) {
      for (let index = largest.length - 1; index >= 0; index -= 1) {
        if ((largest[index]?.number ?? 0) <= seen - HORIZON) largest.splice(index, 1);
      }
    }
    if (largest.length === KEPT && value <= (largest[KEPT - 1]?.value ?? 0)) return;
    let index = 0;
    while (index < largest.length && (largest[index]?.value ?? 0) >= value) index += 1;
    largest.splice(index, 0, { value, number: seen });
    if (largest.length > KEPT) largest.pop();
  };
  return {
    rarity(value) {
      const rarity = rarityOf(value);
      keep(value);
      return rarity;
    },
  };
}
