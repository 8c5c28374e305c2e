import { FEATURE_NAMES, FEATURES, type FeatureName, type FeatureRow } from "../refund-risk/features.ts";

/** One feature of all rows as small numbers: numbers between quantiles, categories one by one, the missing apart. */
export interface BinnedColumn {
  readonly feature: FeatureName;
  readonly bins: Uint8Array;
  /** Upper bounds of a number's bins, the last one open; null for a category. */
  readonly bounds: readonly number[] | null;
  readonly values: readonly string[];
  readonly binCount: number;
}
export const MISSING = 255;
const MOST_BINS = 48;

export function binned(rows: readonly FeatureRow[]): BinnedColumn[] {
  return FEATURE_NAMES.map((feature) => {
    const definition = FEATURES[feature];
    const column = rows.map((row) => row[feature]);
    return definition.kind === "number" ? ofNumbers(feature, column) : ofCategories(feature, column, definition.values);
  });
}

function ofNumbers(feature: FeatureName, column: readonly (number | string | null)[]): BinnedColumn {
  const present = column.filter((value) => typeof value === "number").sort((a, b) => a - b);
  const cuts = Array.from({ length: MOST_BINS - 1 }, (_, i) => present[Math.floor(((i + 1) * present.length) / MOST_BINS)] ?? 0);
  const bounds = [...new Set(cuts)];
  const bins = Uint8Array.from(column, (value) => (typeof value === "number" ? binOf(bounds, value) : MISSING));
  return { feature, bins, bounds, values: [], binCount: bounds.length + 1 };
}

function binOf(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function ofCategories(
  feature: FeatureName,
  column: readonly (number | string | null)[],
  values: readonly string[],
): BinnedColumn {
  const places = new Map(values.map((value, place) => [value, place]));
  const bins = Uint8Array.from(column, (value) => places.get(String(value)) ?? MISSING);
  return { feature, bins, bounds: null, values, binCount: values.length };
}
