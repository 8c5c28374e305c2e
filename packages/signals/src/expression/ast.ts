/**
 * What an expression over telemetry means, after parsing. Text form in `docs/signals.md`; the parser is `parse.ts`.
 *
 * Three-valued: what a record does not carry is unknown; an unknown condition counts neither as true nor as false, so
 * `share(overridden)` is over the records that carry the outcome.
 */
export type Measure =
  /** `share(condition)`, `share(condition, of: condition)`: true ÷ known, within `of`. */
  | { readonly kind: "share"; readonly condition: Condition; readonly of: Condition | null }
  /** `count()`, `count(condition)`: records a minute. */
  | { readonly kind: "count"; readonly condition: Condition | null }
  /** `mean(x)`; records without x do not count. */
  | { readonly kind: "mean"; readonly value: Value; readonly of: Condition | null }
  /** `ratio(a, b)`: Σa ÷ Σb over records that carry both. */
  | { readonly kind: "ratio"; readonly over: Value; readonly under: Value; readonly of: Condition | null }
  /** `p50(x)`, `p95(x)`, `p99(x)`, `quantile(x, 0.9)`. */
  | { readonly kind: "quantile"; readonly value: Value; readonly q: number; readonly of: Condition | null }
  /** `psi(x)`, `js(x)`, `wasserstein(x)`, `ks(x)`: distance of the trailing window from the reference window; numbers and categories (js, psi). */
  | { readonly kind: "drift"; readonly measure: DriftMeasure; readonly value: Field; readonly of: Condition | null }
  /** `ece()`: expected calibration error of score against ground truth, of records whose truth is known. */
  | { readonly kind: "ece"; readonly of: Condition | null }
  /** `precision()`, `recall()`, `precision(prevalence: 0.05)`: decision `score ≥ threshold` against truth; with a reference prevalence, PPV(π). */
  | { readonly kind: "precision" | "recall"; readonly prevalence: number | null; readonly of: Condition | null }
  /** `disparity(share(…), by: dimension.group)`: highest − lowest value among groups with enough events (share or mean inside). */
  | { readonly kind: "disparity"; readonly measure: Measure & { readonly kind: "share" | "mean" }; readonly by: string }
  /** `metric("queue.depth", mean)`, `metric("http.server.duration", p95, route: "/ask")`: of OTLP metric points. */
  | {
      readonly kind: "metric";
      readonly name: string;
      readonly reduce: MetricReduce;
      readonly where: Readonly<Record<string, string>>;
    };

export type DriftMeasure = "psi" | "js" | "wasserstein" | "ks";
/** `rate`: increase of a monotonic sum, a second. `mean`, `max`, `min`, `sum`, `last` of gauges; quantiles and `mean` of histograms. */
export type MetricReduce = "mean" | "sum" | "max" | "min" | "last" | "rate" | "p50" | "p95" | "p99";

export type Condition =
  | { readonly kind: "compare"; readonly op: "=" | "!=" | "<" | "<=" | ">" | ">="; readonly left: Value; readonly right: Value }
  | { readonly kind: "in"; readonly field: Field; readonly values: readonly string[] }
  /** A field that is a boolean by itself: `success`, `error`. */
  | { readonly kind: "is"; readonly field: Field }
  /** `missing(x)`: true or false for every record, never unknown. `known(x)` is its negation. */
  | { readonly kind: "missing"; readonly field: Field }
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

export type Value =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "field"; readonly field: Field }
  | { readonly kind: "arithmetic"; readonly op: "+" | "-" | "*" | "/"; readonly left: Value; readonly right: Value };

export type Field =
  | { readonly kind: "number"; readonly name: NumberField }
  | { readonly kind: "boolean"; readonly name: BooleanField }
  | { readonly kind: "text"; readonly name: TextField }
  /** `feature.NAME`: a number or a category of a predictive record. */
  | { readonly kind: "feature"; readonly name: string }
  /** `dimension.NAME`, `lineage.NAME`: text; unknown where the record has none. */
  | { readonly kind: "dimension" | "lineage"; readonly name: string }
  /** `evaluation.NAME` (its label), `evaluation.NAME.score`. */
  | { readonly kind: "evaluation"; readonly name: string; readonly part: "label" | "score" };

/** Seconds, US dollars, tokens, counts. `score`, `threshold`: of a prediction. `truth`: what really happened, known later. */
export const NUMBER_FIELDS = [
  "latency",
  "queue_time",
  "cost",
  "input_tokens",
  "output_tokens",
  "documents_requested",
  "documents_found",
  "confidence",
  /** How many features the model was given, and how many of them were missing (null). */
  "features",
  "features_missing",
  "tool_calls",
  "tool_denials",
  "policy_violations",
  "score",
  "threshold",
  "truth",
  /** Seconds from the prediction until its truth was known. */
  "label_delay",
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** `predicted`: the record carries a score; true or false, never unknown. `error` too. */
export const BOOLEAN_FIELDS = [
  "error",
  "success",
  "overridden",
  "fallback",
  "refused",
  "malformed",
  "clicked",
  "predicted",
] as const;
export type BooleanField = (typeof BOOLEAN_FIELDS)[number];

export const TEXT_FIELDS = ["operation", "instance", "decision", "finish_reason"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export type ParsedExpression = { readonly ok: true; readonly measure: Measure } | Misfit;
export type ParsedCondition = { readonly ok: true; readonly condition: Condition } | Misfit;
/** `at`: offset of the first character that does not fit, 0-based. `message`: what was found, what is wanted. */
export interface Misfit {
  readonly ok: false;
  readonly at: number;
  readonly message: string;
}
