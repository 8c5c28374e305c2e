import type { SignalDefinition } from "./definition.ts";
import type { Condition, Field, Measure, Value } from "./expression/ast.ts";
import { measureOf } from "./expression/measure-of.ts";

/** The bad events of a signal, so that segments and before/after can be compared: what is bad, of which records. */
export type Harm =
  | { readonly kind: "condition"; readonly bad: Condition; readonly of: Condition | null }
  /** Dearer or longer than so much of the window's records (0–1), where no limit is agreed. */
  | { readonly kind: "above-quantile"; readonly value: Value; readonly q: number };

/** Where no limit is agreed, the worst twentieth of the window's records is bad. */
const WORST = 0.95;

/**
 * Of a share its condition (its contrary where harm lies below), of a mean, a quantile or a ratio what lies beyond the agreed limit or
 * else the worst twentieth, of precision and recall the wrong decisions. Null for what no record is to blame for: a rate, a distance,
 * a metric, PromQL, and a signal of which any shift is news.
 */
export function harmOf(definition: SignalDefinition): Harm | null {
  const measure = measureOf(definition);
  if (measure === null || definition.badDirection === "both") return null;
  return harmOfMeasure(measure, { bad: definition.badDirection, limit: definition.limit });
}

interface Side {
  readonly bad: "up" | "down";
  readonly limit: SignalDefinition["limit"];
}

function harmOfMeasure(measure: Measure, side: Side): Harm | null {
  switch (measure.kind) {
    case "share":
      return { kind: "condition", bad: side.bad === "up" ? measure.condition : not(measure.condition), of: measure.of };
    case "mean":
    case "quantile":
      return extreme(measure.value, measure.of, side);
    case "ratio":
      return extreme({ kind: "arithmetic", op: "/", left: measure.over, right: measure.under }, measure.of, side);
    case "precision":
      return { kind: "condition", bad: happened(false), of: within(measure.of, DECIDED) };
    case "recall":
      return { kind: "condition", bad: not(DECIDED), of: within(measure.of, happened(true)) };
    case "count":
    case "drift":
    case "ece":
    case "disparity":
    case "metric":
      return null;
  }
}

/** Beyond the limit where one is agreed; else the worst twentieth, which can be told of all records only, not within a condition. */
function extreme(value: Value, of: Condition | null, { bad, limit }: Side): Harm | null {
  if (limit !== null) {
    const right: Value = { kind: "number", value: limit.value };
    return { kind: "condition", bad: { kind: "compare", op: limit.op === "≤" ? ">" : "<", left: value, right }, of };
  }
  if (of !== null) return null;
  return { kind: "above-quantile", value: bad === "up" ? value : negated(value), q: WORST };
}

const not = (of: Condition): Condition => ({ kind: "not", of });
const number = (name: "score" | "threshold" | "truth"): Value => ({
  kind: "field",
  field: { kind: "number", name } satisfies Field,
});
const negated = (right: Value): Value => ({ kind: "arithmetic", op: "-", left: { kind: "number", value: 0 }, right });
const DECIDED: Condition = { kind: "compare", op: ">=", left: number("score"), right: number("threshold") };
const happened = (did: boolean): Condition => ({
  kind: "compare",
  op: "=",
  left: number("truth"),
  right: { kind: "number", value: did ? 1 : 0 },
});
const within = (of: Condition | null, more: Condition): Condition => (of === null ? more : { kind: "and", of: [of, more] });
