import type { Measure, SignalPoint } from "@firebreak/signals";
import type { BucketSeries } from "../port.ts";
import { type AggregateMeasure, aggregate } from "./compile-measure.ts";
import { type Cut, cutColumns, cutCondition, partsOf } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";

interface Asked {
  /** Index into the query's measures. */
  readonly index: number;
  readonly measure: AggregateMeasure;
}
type Row = Readonly<Record<string, number | string | null>>;

/** Measures that one aggregation answers: one scan for all that need the same joins. */
export async function readAggregates(engine: Engine, cut: Cut, measures: readonly Measure[]): Promise<readonly BucketSeries[]> {
  const asked = measures.flatMap((measure, index) => (isAggregate(measure) ? [{ index, measure }] : []));
  const scans = Map.groupBy(asked, ({ measure }) => joinsOf(measure));
  return (await Promise.all([...scans.values()].map((scan) => readScan(engine, cut, scan)))).flat();
}

async function readScan(engine: Engine, cut: Cut, asked: readonly Asked[]): Promise<readonly BucketSeries[]> {
  const statement = new Statement();
  const perMinute = `60000 / (least(bucket + ${statement.bind("Int64", cut.step)}, ${statement.bind("Int64", cut.to)}) - bucket)`;
  const columns = asked.map(({ measure }, n) => {
    const { value, events } = aggregate(measure, statement, perMinute);
    return `${events} AS e${n}, if(e${n} = 0, NULL, ${value}) AS v${n}`;
  });
  const rows = await engine.select<Row>(
    `SELECT ${cutColumns(cut, statement)}, ${columns.join(", ")}
     FROM ${recordsOf(cut, statement)} WHERE ${cutCondition(cut, statement)} GROUP BY bucket, split ORDER BY bucket`,
    statement.parameters,
  );
  const parts = Map.groupBy(rows, (row) => row.split);
  return asked.flatMap(({ index }, n) =>
    partsOf(cut).map((split) => ({
      measure: index,
      split,
      points: pointsOf(parts.get(split ?? "") ?? [], n),
      referenceEvents: null,
    })),
  );
}

function pointsOf(rows: readonly Row[], n: number): readonly SignalPoint[] {
  return rows.flatMap((row) => {
    const events = Number(row[`e${n}`]);
    const value = row[`v${n}`];
    return events === 0 ? [] : [{ at: Number(row.bucket), value: typeof value === "number" ? value : null, events }];
  });
}

function isAggregate(measure: Measure): measure is AggregateMeasure {
  switch (measure.kind) {
    case "share":
    case "count":
    case "mean":
    case "ratio":
    case "quantile":
      return true;
    case "drift":
    case "ece":
    case "precision":
    case "recall":
    case "disparity":
    case "metric":
      return false;
  }
}

/** Measures with the same answer are read together. */
function joinsOf(measure: AggregateMeasure): string {
  const statement = new Statement();
  aggregate(measure, statement, "1");
  return statement.joins;
}
