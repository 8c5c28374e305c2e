/** Observations by value: `counts[n]` lie in (`bounds[n − 1]`, `bounds[n]`], the last one above all bounds. */
export interface Histogram {
  /** Ascending, one less than `counts`. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The value that a share `q` (0–1) of all observations does not exceed, of histograms whose bounds may differ; null without any.
 * Within a bucket observations are taken as evenly spread; the first bucket begins at 0 where its bound is positive, and of what lies
 * above all bounds only the highest bound is known. Source: Prometheus, `histogram_quantile`, of classic histograms.
 */
export function histogramQuantile(histograms: readonly Histogram[], q: number): number | null {
  const known = histograms.filter(({ bounds, counts }) => bounds.length > 0 && counts.length === bounds.length + 1);
  const total = known.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0);
  if (total === 0) return null;
  const wanted = q * total;
  const edges = [...new Set(known.flatMap(({ bounds }) => [lowest(bounds), ...bounds]))].sort((a, b) => a - b);
  let below = edges[0] as number;
  let belowCount = atMost(known, below);
  if (belowCount >= wanted) return below;
  for (const edge of edges.slice(1)) {
    const count = atMost(known, edge);
    // Between neighbouring edges every histogram is a straight line, and so is their sum.
    if (count >= wanted) return below + ((edge - below) * (wanted - belowCount)) / (count - belowCount);
    below = edge;
    belowCount = count;
  }
  return below;
}

const lowest = (bounds: readonly number[]): number => Math.min(0, bounds[0] as number);

/** Observations of all histograms that are at most this large. */
function atMost(histograms: readonly Histogram[], value: number): number {
  let sum = 0;
  for (const { bounds, counts } of histograms) {
    let low = lowest(bounds);
    for (const [n, high] of bounds.entries()) {
      const count = counts[n] as number;
      if (value >= high) sum += count;
      else if (value > low) sum += (count * (value - low)) / (high - low);
      low = high;
    }
  }
  return sum;
}
