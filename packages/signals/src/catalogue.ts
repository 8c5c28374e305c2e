export type SignalId =
  | "ungrounded-rate"
  | "task-success"
  | "override-rate"
  | "latency-p95"
  | "cost-per-request"
  | "retrieval-hit-rate";

export interface SignalDefinition {
  readonly id: SignalId;
  readonly title: string;
  readonly unit: "share" | "seconds" | "usd";
  /** Which way harm lies. */
  readonly badDirection: "up" | "down";
  /** Runbook B6. */
  readonly owner: "SRE" | "ML" | "Product" | "Security";
  readonly timing: "leading" | "lagging";
  /** In words, with the attributes it is made of; shown on hover. */
  readonly formula: string;
  /** A fixed limit, where one is agreed; in the signal's unit. */
  readonly slo: { readonly op: "≤" | "≥"; readonly value: number } | null;
  /** Proportions of records can be compared between segments and before/after a containment. */
  readonly kind: "proportion" | "quantile" | "mean";
}

/** In the order of the board. */
export const SIGNALS: readonly SignalDefinition[] = [
  {
    id: "ungrounded-rate",
    title: "Ungrounded answers",
    unit: "share",
    badDirection: "up",
    owner: "ML",
    timing: "leading",
    formula: "evaluations named groundedness with label “ungrounded” ÷ all evaluations named groundedness",
    slo: null,
    kind: "proportion",
  },
  {
    id: "task-success",
    title: "Task success",
    unit: "share",
    badDirection: "down",
    owner: "Product",
    timing: "lagging",
    formula: "records with firebreak.outcome.success = true ÷ records that carry it",
    slo: { op: "≥", value: 0.92 },
    kind: "proportion",
  },
  {
    id: "override-rate",
    title: "Human override",
    unit: "share",
    badDirection: "up",
    owner: "Product",
    timing: "leading",
    formula: "records with firebreak.outcome.overridden = true ÷ records that carry it",
    slo: null,
    kind: "proportion",
  },
  {
    id: "latency-p95",
    title: "Latency p95",
    unit: "seconds",
    badDirection: "up",
    owner: "SRE",
    timing: "leading",
    formula: "95th percentile of the span's duration",
    slo: { op: "≤", value: 2 },
    kind: "quantile",
  },
  {
    id: "cost-per-request",
    title: "Cost / request",
    unit: "usd",
    badDirection: "up",
    owner: "Product",
    timing: "lagging",
    formula: "mean of firebreak.cost.usd",
    slo: null,
    kind: "mean",
  },
  {
    id: "retrieval-hit-rate",
    title: "Retrieval hit rate",
    unit: "share",
    badDirection: "down",
    owner: "ML",
    timing: "leading",
    formula: "records with firebreak.retrieval.found > 0 ÷ records with firebreak.retrieval.requested > 0",
    slo: null,
    kind: "proportion",
  },
];
