export interface SeenValues {
  /** How far from the nearest value ever seen, in the unit of the values; null for the first. Then it has been seen. */
  distance(value: number): number | null;
}

/**
 * What was seen is not new again: remembers values for as long as the stream lives, in `capacity` places. When they are full, of the
 * two values that lie closest together one is forgotten; the smallest and the largest never are.
 */
export function createSeenValues(capacity: number): SeenValues {
  const sorted = new Float64Array(capacity + 1);
  let size = 0;
  let smallestGap = 0;
  const at = (index: number): number => sorted[index] ?? 0;

  const place = (value: number): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Leaves in `smallestGap` a distance that no two neighbours fall below. */
  const forgetClosest = (): void => {
    let closest = 1;
    let smallest = Number.POSITIVE_INFINITY;
    let next = Number.POSITIVE_INFINITY;
    for (let index = 1; index < size - 1; index += 1) {
      const gap = at(index) - at(index - 1);
      if (gap < smallest) {
        next = smallest;
        smallest = gap;
        closest = index;
      } else if (gap < next) next = gap;
    }
    smallestGap = next;
    sorted.copyWithin(closest, closest + 1, size);
    size -= 1;
  };
  return {
    distance(value) {
      const index = place(value);
      const above = index < size ? at(index) - value : Number.POSITIVE_INFINITY;
      const below = index > 0 ? value - at(index - 1) : Number.POSITIVE_INFINITY;
      const nearest = Math.min(above, below);
      const within = index > 0 && index < size;
      if (above > 0 && !(size === capacity && within && nearest <= smallestGap)) {
        sorted.copyWithin(index + 1, index, size);
        sorted[index] = value;
        size += 1;
        if (size > capacity) forgetClosest();
      }
      return nearest === Number.POSITIVE_INFINITY ? null : nearest;
    },
  };
}
