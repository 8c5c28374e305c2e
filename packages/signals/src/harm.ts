import type { Condition, Value } from "./expression/ast.ts";

/** The bad events of a signal, so that segments and before/after can be compared: what is bad, of which records. */
export type Harm =
  | { readonly kind: "condition"; readonly bad: Condition; readonly of: Condition | null }
  /** Dearer or longer than so much of the window's records (0–1), where no limit is agreed. */
  | { readonly kind: "above-quantile"; readonly value: Value; readonly q: number };
