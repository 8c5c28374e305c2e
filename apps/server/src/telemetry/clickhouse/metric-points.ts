import type { Measure } from "@firebreak/signals";
import { type Cut, cutCondition, splitColumn } from "./cut.ts";
import type { Statement } from "./statement.ts";

export type Metric = Extract<Measure, { readonly kind: "metric" }>;

/** A counter's point is compared with the one before it, if that is not older than this before the window (or two buckets). */
const LOOK_BACK_MS = 5 * 60_000;

export const lookBackMs = (cut: Cut): number => Math.max(LOOK_BACK_MS, 2 * cut.step);

/**
 * The points of one metric, each once, with what each says by itself:
 *
 * - `level`: of a gauge, and of a cumulative sum that may fall, the value; NULL of all others.
 * - `increase`, `observed`, `buckets`: of a sum or a histogram what came since `since` (the sum's increase; of a histogram its sum,
 *   number and bucket counts). A counter that began anew (a later start, or a lower value) counted from 0. NULL for the first point of
 *   a counter that began before the look-back: what came before it is not known.
 */
export function metricPoints(metric: Metric, cut: Cut, statement: Statement): string {
  const from = statement.bind("Int64", cut.from - lookBackMs(cut));
  const where = Object.entries(metric.where).map(
    ([name, value]) => ` AND attributes[${statement.bind("String", name)}] = ${statement.bind("String", value)}`,
  );
  const points = `SELECT *, series, if(kind = 'histogram', toFloat64(count), value) AS counter FROM metric_points FINAL
    WHERE service = ${statement.bind("String", cut.service)} AND name = ${statement.bind("String", metric.name)}
      AND at >= fromUnixTimestamp64Milli(${from}, 'UTC') AND at < fromUnixTimestamp64Milli(${statement.bind("Int64", cut.to)}, 'UTC')
      AND ${cutCondition(cut, statement, "attributes")}${where.join("")}`;
  const compared = `SELECT *, toUnixTimestamp64Milli(at) AS at_ms, toUnixTimestamp64Milli(start_at) AS start_ms,
      lagInFrame(toNullable(at_ms)) OVER before AS previous_ms, lagInFrame(counter) OVER before AS previous_counter,
      lagInFrame(value) OVER before AS previous_value, lagInFrame(count) OVER before AS previous_count,
      lagInFrame(bounds) OVER before AS previous_bounds, lagInFrame(bucket_counts) OVER before AS previous_buckets
    FROM (${points})
    WINDOW before AS (PARTITION BY series ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`;
  return `(SELECT at_ms, series, kind, bounds, ${splitColumn(cut, statement, "attributes")},
      (kind = 'gauge' OR (kind = 'sum' AND NOT monotonic AND temporality != 'delta')) AS is_level,
      if(is_level, toNullable(value), NULL) AS level,
      temporality = 'delta' AS is_delta,
      (isNull(previous_ms) OR start_ms >= previous_ms OR counter < previous_counter OR bounds != previous_bounds) AS anew,
      (is_delta OR isNotNull(previous_ms) OR start_ms >= ${from}) AND NOT is_level AS is_known,
      multiIf(is_delta AND start_ms > 0, start_ms, isNotNull(previous_ms), previous_ms, start_ms > 0, start_ms, at_ms - ${statement.bind("Int64", cut.step)}) AS since_ms,
      if(is_known, if(is_delta OR anew, value, value - previous_value), NULL) AS increase,
      if(is_known, if(is_delta OR anew, toInt64(count), toInt64(count) - toInt64(previous_count)), NULL) AS observed,
      if(is_delta OR anew, arrayMap(one -> toInt64(one), bucket_counts),
        arrayMap((one, two) -> toInt64(one) - toInt64(two), bucket_counts, previous_buckets)) AS buckets
    FROM (${compared}))`;
}
