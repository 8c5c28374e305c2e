import type { Measure, MetricReduce, SignalPoint } from "@firebreak/signals";
import type { BucketSeries } from "../port.ts";
import { type Cut, partsOf } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { type Histogram, histogramQuantile } from "./histogram-quantile.ts";
import { lookBackMs, type Metric, metricPoints } from "./metric-points.ts";
import { Statement } from "./statement.ts";

interface Row {
  readonly bucket: number;
  readonly split: string;
  readonly value: number | null;
  readonly events: number;
  /** Only of quantiles. */
  readonly histograms?: readonly (readonly [bounds: readonly number[], counts: readonly number[]])[];
}

/** Of a metric, the dimension that traffic is split by or cut to is an attribute of its points. */
export async function readMetrics(engine: Engine, cut: Cut, measures: readonly Measure[]): Promise<readonly BucketSeries[]> {
  const asked = measures.flatMap((measure, index) => (measure.kind === "metric" ? [{ index, metric: measure }] : []));
  const read = asked.map(async ({ index, metric }) => {
    const statement = new Statement();
    const rows = await engine.select<Row>(statementOf(metric, cut, statement), statement.parameters);
    const parts = Map.groupBy(rows, (row) => row.split);
    return partsOf(cut).map((split) => ({
      measure: index,
      split,
      points: (parts.get(split ?? "") ?? []).map((row) => pointOf(row, metric.reduce)).filter(({ events }) => events > 0),
      referenceEvents: null,
    }));
  });
  return (await Promise.all(read)).flat();
}

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

function pointOf(row: Row, reduce: MetricReduce): SignalPoint {
  const q = reduce === "p50" || reduce === "p95" || reduce === "p99" ? QUANTILES[reduce] : null;
  const histograms = (row.histograms ?? []).map(([bounds, counts]): Histogram => ({ bounds, counts }));
  const value = q !== null && histograms.length > 0 ? histogramQuantile(histograms, q) : row.value;
  return { at: row.bucket, value, events: row.events };
}

/**
 * - `mean`: of a histogram its sum ÷ its number; of others the mean of the points (of a counter, of their increases).
 * - `max`, `min`, `last`: of the points, `last` being the newest; a histogram has none.
 * - `sum`: of levels, the last one of each series added up; of counters and histograms what came during the bucket.
 * - `rate`: what came a second (of a histogram, its number), added up over the series; a level has none.
 * - `p50`, `p95`, `p99`: of a histogram by its buckets, of others of their points.
 *
 * What a counter counted between two points is spread evenly over the time between them, so that buckets may be shorter than the
 * interval at which it is sent.
 */
function statementOf(metric: Metric, cut: Cut, statement: Statement): string {
  const points = metricPoints(metric, cut, statement);
  switch (metric.reduce) {
    case "mean":
      return perBucket(points, cut, statement, {
        value:
          "if(countIf(kind = 'histogram') > 0, sumIf(increase, kind = 'histogram') / nullIf(sumIf(observed, kind = 'histogram'), 0), avg(point))",
        events: OBSERVED,
      });
    case "max":
    case "min":
      return perBucket(points, cut, statement, { value: `${metric.reduce}(point)`, events: "count(point)" });
    case "last":
      return perBucket(points, cut, statement, { value: "argMax(point, at_ms)", events: "count(point)" });
    case "p50":
    case "p95":
    case "p99":
      return quantiles(points, cut, statement, QUANTILES[metric.reduce]);
    case "sum":
      return spread(points, cut, statement, {
        counted: "increase",
        perSeries: "sum(counted)",
        levels: true,
      });
    case "rate":
      return spread(points, cut, statement, {
        counted: "if(kind = 'histogram', toFloat64(observed), increase)",
        perSeries: "sum(counted) * 1000 / nullIf(sum(covered), 0)",
        levels: false,
      });
  }
}

/** A value by itself, of a level or of what a counter counted; a histogram's point is none. */
const POINT = "if(kind = 'histogram', NULL, if(is_level, level, increase)) AS point";
/** Observations of histograms, points of others. */
const OBSERVED = "toUInt64(ifNull(sumIf(observed, kind = 'histogram'), 0)) + count(point)";

function inWindow(points: string, cut: Cut, statement: Statement): string {
  const step = statement.bind("Int64", cut.step);
  return `(SELECT *, intDiv(at_ms, ${step}) * ${step} AS bucket, ${POINT} FROM ${points} WHERE at_ms >= ${statement.bind("Int64", cut.from)})`;
}

function perBucket(
  points: string,
  cut: Cut,
  statement: Statement,
  { value, events }: { readonly value: string; readonly events: string },
): string {
  return `SELECT bucket, split, ${value} AS value, ${events} AS events FROM ${inWindow(points, cut, statement)} GROUP BY bucket, split ORDER BY bucket`;
}

/** Histograms of one bucket may have different bounds: each kind of bounds is added up by itself. */
function quantiles(points: string, cut: Cut, statement: Statement, q: number): string {
  return `SELECT bucket, split, quantileExactArray(${q})(points) AS value, sum(seen) AS events,
      groupArrayIf((bounds, summed), length(bounds) > 0) AS histograms
    FROM (
      SELECT bucket, split, if(kind = 'histogram', bounds, []) AS bounds, sumForEachIf(buckets, is_known) AS summed,
        groupArrayIf(10000)(assumeNotNull(point), isNotNull(point)) AS points, ${OBSERVED} AS seen
      FROM ${inWindow(points, cut, statement)} GROUP BY bucket, split, bounds
    ) GROUP BY bucket, split ORDER BY bucket`;
}

function spread(
  points: string,
  cut: Cut,
  statement: Statement,
  asked: { readonly counted: string; readonly perSeries: string; readonly levels: boolean },
): string {
  const step = statement.bind("Int64", cut.step);
  const from = statement.bind("Int64", cut.from);
  const longest = statement.bind("Int64", lookBackMs(cut));
  const counters = `SELECT split, series, part AS bucket, 1 AS points, covered,
      whole * covered / greatest(1, at_ms - since_ms) AS counted
    FROM (
      SELECT split, series, at_ms, since_ms, ${asked.counted} AS whole,
        greatest(least(since_ms, at_ms - 1), at_ms - ${longest}) AS begun_ms,
        arrayJoin(arrayMap(n -> n * ${step}, range(intDiv(begun_ms, ${step}), intDiv(at_ms - 1, ${step}) + 1))) AS part,
        least(at_ms, part + ${step}) - greatest(begun_ms, part) AS covered
      FROM ${points} WHERE is_known
    ) WHERE part >= ${from}`;
  const levels = `SELECT split, series, intDiv(at_ms, ${step}) * ${step} AS bucket, toInt64(1) AS covered, count() AS points,
      argMax(level, at_ms) AS counted
    FROM ${points} WHERE is_level AND at_ms >= ${from} GROUP BY split, series, bucket`;
  const columns = "split, series, bucket, points, covered, counted";
  const rows = asked.levels
    ? `SELECT ${columns} FROM (${counters}) UNION ALL SELECT ${columns} FROM (${levels})`
    : `SELECT ${columns} FROM (${counters})`;
  return `SELECT bucket, split, sum(of_series) AS value, sum(seen) AS events
    FROM (SELECT bucket, split, series, ${asked.perSeries} AS of_series, sum(points) AS seen FROM (${rows}) GROUP BY bucket, split, series)
    GROUP BY bucket, split ORDER BY bucket`;
}
