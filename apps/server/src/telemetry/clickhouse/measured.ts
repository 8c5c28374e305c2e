import { definitionOf, type SegmentFilter, type SignalId } from "@firebreak/signals";
import type { Window } from "../port.ts";
import type { QueryParameters } from "./engine.ts";

/** An evaluation belongs to a record of its window when it came from 5 minutes before the window to an hour after it. */
const EVALUATED_BEFORE_MS = 5 * 60_000;
const EVALUATED_AFTER_MS = 60 * 60_000;
/** Conditions in one segment; what comes after is a refusal at the API already. */
const MOST_CONDITIONS = 16;

/** A fragment of a statement with the parameters that it names. */
export interface Fragment {
  readonly sql: string;
  readonly parameters: QueryParameters;
}

/** Service and half-open window. */
export function within(window: Window): Fragment {
  return {
    sql: "service = {service:String} AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')",
    parameters: { service: window.service, from: window.from, to: window.to },
  };
}

/** True for records inside the segment; the empty one holds all. */
export function inside(segment: SegmentFilter | null): Fragment {
  const conditions = (segment?.conditions ?? []).slice(0, MOST_CONDITIONS);
  if (conditions.length === 0) return { sql: "1", parameters: {} };
  return {
    sql: conditions.map((_, n) => `dimensions[{dimension${n}:String}] = {value${n}:String}`).join(" AND "),
    parameters: Object.fromEntries(
      conditions.flatMap((c, n) => [
        [`dimension${n}`, c.dimension],
        [`value${n}`, c.value],
      ]),
    ),
  };
}

/** Records of the window, each once, with the counts of its evaluations where the signal needs them. */
export function measuredRecords(window: Window, needs: { readonly evaluations: boolean }): Fragment {
  const { sql, parameters } = within(window);
  if (!needs.evaluations) return { sql: `(SELECT * FROM records FINAL WHERE ${sql})`, parameters };
  return {
    sql: `(SELECT * FROM (SELECT service, at, response_id, dimensions FROM records FINAL WHERE ${sql}) AS r LEFT ANY JOIN (
      SELECT response_id, countIf(label = 'ungrounded') AS ungrounded, count() AS evaluated FROM evaluations FINAL
      WHERE service = {service:String} AND name = 'groundedness'
        AND at >= fromUnixTimestamp64Milli({evaluatedFrom:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({evaluatedTo:Int64}, 'UTC')
      GROUP BY response_id
    ) AS e ON r.response_id = e.response_id)`,
    parameters: { ...parameters, evaluatedFrom: window.from - EVALUATED_BEFORE_MS, evaluatedTo: window.to + EVALUATED_AFTER_MS },
  };
}

/** Sums over measured records: how many events were bad, of how many. */
export interface Harm {
  readonly evaluations: boolean;
  readonly bad: string;
  readonly total: string;
}
/**
 * The signals that are no proportions have a bad event too, so that segments can be compared: slower than the agreed limit, and
 * dearer than 95 % of the window's answers.
 */
export function harmOf(signal: SignalId, window: Window): Harm {
  switch (signal) {
    case "ungrounded-rate":
      return { evaluations: true, bad: "sum(ungrounded)", total: "sum(evaluated)" };
    case "task-success":
      return { evaluations: false, bad: "countIf(success = false)", total: "count(success)" };
    case "override-rate":
      return { evaluations: false, bad: "countIf(overridden = true)", total: "count(overridden)" };
    case "retrieval-hit-rate":
      return {
        evaluations: false,
        bad: "countIf(documents_requested > 0 AND ifNull(documents_found, 0) = 0)",
        total: "countIf(documents_requested > 0)",
      };
    case "latency-p95":
      return { evaluations: false, bad: `countIf(latency_ms > ${slowerThanMs()})`, total: "count()" };
    case "cost-per-request":
      return {
        evaluations: false,
        bad: `countIf(cost_usd > (SELECT quantile(0.95)(cost_usd) FROM records WHERE ${within(window).sql}))`,
        total: "count(cost_usd)",
      };
  }
}
const slowerThanMs = (): number => (definitionOf("latency-p95").slo?.value ?? 2) * 1000;
