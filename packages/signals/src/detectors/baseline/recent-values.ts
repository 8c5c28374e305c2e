export interface RecentValues {
  add(value: number): void;
  size(): number;
  /** `share` between 0 and 1; 0 while empty. */
  quantile(share: number): number;
}

/** The newest `capacity` values, kept sorted. */
export function createRecentValues(capacity: number): RecentValues {
  const sorted = new Float64Array(capacity + 1);
  const inOrder = new Float64Array(capacity);
  let size = 0;
  let added = 0;
  const place = (value: number, afterEqual: boolean): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = sorted[middle] ?? 0;
      if (there < value || (afterEqual && there === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(value) {
      if (size === capacity) {
        const oldest = place(inOrder[added % capacity] ?? 0, false);
        sorted.copyWithin(oldest, oldest + 1, size);
        size -= 1;
      }
      const index = place(value, true);
      sorted.copyWithin(index + 1, index, size);
      sorted[index] = value;
      size += 1;
      inOrder[added % capacity] = value;
      added += 1;
    },
    size: () => size,
    quantile: (share) => (size === 0 ? 0 : (sorted[Math.round(share * (size - 1))] ?? 0)),
  };
}
