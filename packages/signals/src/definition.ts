/** Lower case, with dots before what it is of: `latency-p95`, `drift.income`, `evaluation.toxicity`. */
export type SignalId = string;
export const SIGNAL_ID: RegExp = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/;

export type Unit = "share" | "seconds" | "usd" | "tokens" | "per-minute" | "count" | "index" | "score";
/** Runbook B6 and J1: whose pager an alert of this signal reaches. */
export type Owner = "SRE" | "ML" | "Data" | "Product" | "Security";
/** Runbook A2. */
export type FaultClass = "data" | "model" | "infra" | "security" | "governance";
/** A page wants a person now; a ticket wants one within a day. */
export type Urgency = "page" | "ticket";

export interface SignalDefinition {
  readonly id: SignalId;
  readonly title: string;
  readonly unit: Unit;
  /** Which way harm lies; `both` where any shift is news. */
  readonly badDirection: "up" | "down" | "both";
  readonly owner: Owner;
  readonly timing: "leading" | "lagging";
  /** In words, with the attributes it is made of; shown on hover. */
  readonly formula: string;
  readonly source: SignalSource;
  /**
   * What its values are, and so how they may be treated: proportions add up by their events, means too; quantiles, rates a minute
   * and distances between distributions do not.
   */
  readonly kind: "proportion" | "mean" | "quantile" | "rate" | "distance";
  /** A fixed limit, where one is agreed; in the signal's unit. Drawn on the chart, and a fixed threshold of its alerts. */
  readonly limit: { readonly op: "≤" | "≥"; readonly value: number } | null;
  /** A service level objective, watched by its burn rate (`standards.md`). `good` is a condition of the expression language. */
  readonly objective: { readonly target: number; readonly days: number; readonly good: string } | null;
  /** Whether the dynamic baseline watches it too. */
  readonly baseline: boolean;
  readonly urgency: Urgency;
  readonly faultClass: FaultClass;
  /** Runbook I1–I5 whose first signal this is. */
  readonly scenarios: readonly ("I1" | "I2" | "I3" | "I4" | "I5")[];
  /** The requirement it brings to life, e.g. `B3`; `team` for a team's own. */
  readonly origin: string;
  /** Its place among the six on a service's board; null: not there unless chosen. */
  readonly board: number | null;
}

export type SignalSource =
  /** An expression over records, evaluations, ground truth or OTLP metrics: see `expression/`. */
  | { readonly kind: "expression"; readonly text: string }
  /** A query of the Prometheus behind PROMETHEUS_URL that answers one series. `$service` stands for the service's name. */
  | { readonly kind: "promql"; readonly query: string };
