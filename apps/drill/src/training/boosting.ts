import type { FeatureRow } from "../refund-risk/features.ts";
import type { Forest, TreeNode } from "../refund-risk/trees.ts";
import { type BinnedColumn, binned, MISSING } from "./binning.ts";

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** L2 on leaf values; λ of Chen and Guestrin. */
  readonly lambda: number;
  /** No leaf with less curvature than this. */
  readonly minHessian: number;
}

/**
 * Newton boosting of shallow trees on log loss, with histogram splits and a learnt side for missing values: Chen and Guestrin, "XGBoost"
 * (2016), equations 6 and 7 and algorithm 3. Deterministic. Our own, because the learners on npm do not fit: `ml-cart` and
 * `ml-random-forest` know no missing values and vote instead of giving probabilities, `ml-logistic-regression` knows neither categories nor
 * missing values, and `decision-tree` splits numbers by equality.
 */
export function boost(rows: readonly FeatureRow[], truths: readonly boolean[], options: BoostingOptions): Forest {
  const columns = binned(rows);
  const positives = truths.reduce((sum, truth) => sum + Number(truth), 0);
  const start = Math.log(positives / (truths.length - positives));
  const logOdds = new Float64Array(rows.length).fill(start);
  const gradients = new Float64Array(rows.length);
  const hessians = new Float64Array(rows.length);
  const trees: TreeNode[][] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      const chance = 1 / (1 + Math.exp(-(logOdds[row] ?? 0)));
      gradients[row] = chance - Number(truths[row]);
      hessians[row] = chance * (1 - chance);
    }
    trees.push(growTree({ columns, gradients, hessians, logOdds, options }));
  }
  return { start, trees };
}

interface Growing {
  readonly columns: readonly BinnedColumn[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  /** Moved by the finished tree. */
  readonly logOdds: Float64Array;
  readonly options: BoostingOptions;
}
interface Sums {
  g: number;
  h: number;
}
interface Split {
  readonly column: BinnedColumn;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

function growTree(growing: Growing): TreeNode[] {
  const nodes: TreeNode[] = [];
  const grow = (rows: Int32Array, depth: number): number => {
    const place = nodes.length;
    const sums = sumOf(rows, growing);
    const split = depth === 0 ? null : bestSplit(rows, sums, growing);
    nodes.push({ kind: "leaf", value: 0 });
    if (split === null) {
      const value = (-sums.g / (sums.h + growing.options.lambda)) * growing.options.learningRate;
      nodes[place] = { kind: "leaf", value };
      for (const row of rows) growing.logOdds[row] = (growing.logOdds[row] ?? 0) + value;
      return place;
    }
    const left = grow(
      rows.filter((row) => goesLeft(split, row)),
      depth - 1,
    );
    const right = grow(
      rows.filter((row) => !goesLeft(split, row)),
      depth - 1,
    );
    nodes[place] = nodeOf(split, left, right);
    return place;
  };
  grow(Int32Array.from(growing.logOdds.keys()), growing.options.depth);
  return nodes;
}

function nodeOf({ column, bin, missingLeft }: Split, left: number, right: number): TreeNode {
  const shared = { feature: column.feature, missing: missingLeft ? ("left" as const) : ("right" as const), left, right };
  return column.bounds === null
    ? { kind: "category", is: column.values[bin] ?? "", ...shared }
    : { kind: "number", atMost: column.bounds[bin] ?? Number.POSITIVE_INFINITY, ...shared };
}

function goesLeft({ column, bin, missingLeft }: Split, row: number): boolean {
  const value = column.bins[row] ?? MISSING;
  if (value === MISSING) return missingLeft;
  return column.bounds === null ? value === bin : value <= bin;
}

function sumOf(rows: Int32Array, { gradients, hessians }: Growing): Sums {
  const sums = { g: 0, h: 0 };
  for (const row of rows) {
    sums.g += gradients[row] ?? 0;
    sums.h += hessians[row] ?? 0;
  }
  return sums;
}

function bestSplit(rows: Int32Array, whole: Sums, growing: Growing): Split | null {
  const { lambda, minHessian } = growing.options;
  const worth = (g: number, h: number) => (g * g) / (h + lambda);
  const wholeWorth = worth(whole.g, whole.h);
  let best: Split | null = null;
  for (const column of growing.columns) {
    const { g, h } = histogramOf(column, rows, growing);
    const ordered = column.bounds !== null;
    let lowerG = 0;
    let lowerH = 0;
    for (let bin = 0; bin < column.binCount - (ordered ? 1 : 0); bin += 1) {
      lowerG = (g[bin] ?? 0) + (ordered ? lowerG : 0);
      lowerH = (h[bin] ?? 0) + (ordered ? lowerH : 0);
      for (const missingLeft of [true, false]) {
        const leftG = lowerG + (missingLeft ? (g[MISSING] ?? 0) : 0);
        const leftH = lowerH + (missingLeft ? (h[MISSING] ?? 0) : 0);
        if (leftH < minHessian || whole.h - leftH < minHessian) continue;
        const gain = worth(leftG, leftH) + worth(whole.g - leftG, whole.h - leftH) - wholeWorth;
        if (gain > (best?.gain ?? 1e-9)) best = { column, bin, missingLeft, gain };
      }
    }
  }
  return best;
}

/** Sums of gradient and hessian by bin; the missing in the last place. */
function histogramOf({ bins }: BinnedColumn, rows: Int32Array, { gradients, hessians }: Growing) {
  const g = new Float64Array(MISSING + 1);
  const h = new Float64Array(MISSING + 1);
  for (const row of rows) {
    const bin = bins[row] ?? MISSING;
    g[bin] = (g[bin] ?? 0) + (gradients[row] ?? 0);
    h[bin] = (h[bin] ?? 0) + (hessians[row] ?? 0);
  }
  return { g, h };
}
