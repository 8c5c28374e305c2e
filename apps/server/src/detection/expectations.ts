/** What was expected of a signal, bucket by bucket. Bounded: the oldest is forgotten. */
export interface Expectations {
  note(at: number, expected: { readonly low: number; readonly high: number } | null): void;
  /** The mean of what was expected in [from, to); null where nothing was. */
  within(from: number, to: number): { readonly low: number; readonly high: number } | null;
}

export function createExpectations(size: { readonly stepSeconds: number; readonly rememberedMs: number }): Expectations {
  const step = size.stepSeconds * 1000;
  const slots = Math.max(64, Math.ceil(size.rememberedMs / step));
  let low = new Float32Array(64);
  let high = new Float32Array(64);
  let newest: number | null = null;
  let first: number | null = null;
  const slot = (bucket: number) => bucket % low.length;

  function grow(): void {
    const wider = {
      low: new Float32Array(Math.min(slots, low.length * 2)),
      high: new Float32Array(Math.min(slots, low.length * 2)),
    };
    const [from, to] = [Math.max(first ?? 0, (newest ?? 0) - low.length + 1), newest ?? 0];
    for (let bucket = from; bucket <= to; bucket += 1) {
      wider.low[bucket % wider.low.length] = low[slot(bucket)] ?? Number.NaN;
      wider.high[bucket % wider.high.length] = high[slot(bucket)] ?? Number.NaN;
    }
    ({ low, high } = wider);
  }

  return {
    note(at, expected) {
      const bucket = Math.floor(at / step);
      if (newest !== null && bucket <= newest) return;
      first ??= bucket;
      while (low.length < slots && bucket - first >= low.length) grow();
      const from = newest === null ? bucket : Math.max(newest + 1, bucket - low.length + 1);
      for (let each = from; each < bucket; each += 1) low[slot(each)] = Number.NaN;
      low[slot(bucket)] = expected?.low ?? Number.NaN;
      high[slot(bucket)] = expected?.high ?? Number.NaN;
      newest = bucket;
    },
    within(from, to) {
      if (newest === null || first === null) return null;
      const start = Math.max(first, newest - low.length + 1, Math.floor(from / step));
      const end = Math.min(newest + 1, Math.ceil(to / step));
      const sum = { low: 0, high: 0, count: 0 };
      for (let bucket = start; bucket < end; bucket += 1) {
        const value = low[slot(bucket)] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        sum.low += value;
        sum.high += high[slot(bucket)] ?? 0;
        sum.count += 1;
      }
      return sum.count === 0 ? null : { low: sum.low / sum.count, high: sum.high / sum.count };
    },
  };
}
