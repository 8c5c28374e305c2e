import { z } from "zod";
import type { FeatureRow } from "./features.ts";

/** A tree's nodes in one list, the root first; `left` and `right` are places in it. A missing value goes where training found it to belong. */
const TreeNode = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("leaf"), value: z.number() }),
  z.object({
    kind: z.literal("number"),
    feature: z.string(),
    /** Left when the value is at most this. */
    atMost: z.number(),
    missing: z.enum(["left", "right"]),
    left: z.number().int(),
    right: z.number().int(),
  }),
  z.object({
    kind: z.literal("category"),
    feature: z.string(),
    /** Left when the value is this one. */
    is: z.string(),
    missing: z.enum(["left", "right"]),
    left: z.number().int(),
    right: z.number().int(),
  }),
]);
export type TreeNode = z.infer<typeof TreeNode>;

export const Forest = z.object({ start: z.number(), trees: z.array(z.array(TreeNode)) });
/** Boosted trees: the log odds of a row are `start` and one leaf of each tree. */
export type Forest = z.infer<typeof Forest>;

export function logOddsOf({ start, trees }: Forest, row: FeatureRow): number {
  return trees.reduce((sum, tree) => sum + leafOf(tree, row), start);
}

function leafOf(tree: readonly TreeNode[], row: FeatureRow): number {
  let node = tree[0];
  while (node !== undefined && node.kind !== "leaf") {
    const value = row[node.feature as keyof FeatureRow] ?? null;
    const goesLeft =
      value === null ? node.missing === "left" : node.kind === "number" ? Number(value) <= node.atMost : value === node.is;
    node = tree[goesLeft ? node.left : node.right];
  }
  return node?.value ?? 0;
}
