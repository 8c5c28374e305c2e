import type { Measure, SignalPoint } from "@firebreak/signals";
import type { BucketSeries, BucketsQuery } from "../port.ts";
import { busiestValues, type Cut, cutColumns, cutCondition, partsOf, trailingCut } from "./cut.ts";
import { type Drift, driftTallies } from "./drift.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import type { References } from "./reference.ts";
import { Statement } from "./statement.ts";
import type { MeasureTally } from "./tally.ts";
import { disparityTally, MOST_GROUPS } from "./tally-disparity.ts";
import { calibrationTally, confusionTally } from "./tally-truth.ts";
import { trailingSums } from "./trailing.ts";

type Row = Readonly<Record<string, number | string | readonly number[]>>;

/** Distances, calibration, precision, recall and disparity: each bucket's value is over the time that trails it. */
export async function readTallies(
  { engine, references }: { readonly engine: Engine; readonly references: References },
  cut: Cut,
  query: Pick<BucketsQuery, "measures" | "reference" | "trailingSeconds">,
): Promise<readonly BucketSeries[]> {
  const trailing = trailingCut(cut, query.trailingSeconds);
  const indexed = query.measures.map((measure, index) => ({ measure, index }));
  const drifts = indexed.filter((asked): asked is { measure: Drift; index: number } => asked.measure.kind === "drift");
  const tallies = [
    ...(await driftTallies(references, cut, query.reference, drifts)),
    ...(await Promise.all(indexed.map(({ measure, index }) => tallyOf(engine, trailing.cut, measure, index)))).flat(),
  ];
  const scans = Map.groupBy(tallies, joinsOf);
  const read = [...scans.values()].map(async (scan) => {
    const rows = await readScan(engine, trailing.cut, scan);
    const parts = Map.groupBy(rows, (row) => String(row.split));
    return scan.flatMap((tally, n) =>
      partsOf(cut).map((split): BucketSeries => {
        const counted = (parts.get(split ?? "") ?? []).map((row) => ({
          at: Number(row.bucket),
          counts: row[`t${n}`] as readonly number[],
        }));
        const points = trailingSums(counted, cut, trailing.buckets).map(
          ({ at, counts }): SignalPoint => ({ at, ...tally.finish(counts, split) }),
        );
        return {
          measure: tally.index,
          split,
          points: points.filter((point) => point.events > 0),
          referenceEvents: tally.referenceEvents?.(split) ?? null,
        };
      }),
    );
  });
  return (await Promise.all(read)).flat();
}

async function tallyOf(engine: Engine, cut: Cut, measure: Measure, index: number): Promise<readonly MeasureTally[]> {
  switch (measure.kind) {
    case "ece":
      return [{ index, ...calibrationTally(measure.of) }];
    case "precision":
    case "recall":
      return [{ index, ...confusionTally(measure) }];
    case "disparity": {
      const groups = await busiestValues(engine, cut, measure.by, MOST_GROUPS);
      return groups.length === 0 ? [] : [{ index, ...disparityTally(measure, groups) }];
    }
    case "drift":
    case "share":
    case "count":
    case "mean":
    case "ratio":
    case "quantile":
    case "metric":
      return [];
  }
}

function readScan(engine: Engine, cut: Cut, scan: readonly MeasureTally[]): Promise<readonly Row[]> {
  const statement = new Statement();
  const columns = scan.map((tally, n) => `${tally.sql(statement)} AS t${n}`);
  return engine.select<Row>(
    `SELECT ${cutColumns(cut, statement)}, ${columns.join(", ")}
     FROM ${recordsOf(cut, statement)} WHERE ${cutCondition(cut, statement)} GROUP BY bucket, split ORDER BY bucket`,
    statement.parameters,
  );
}

/** Tallies that need the same joins are read in one scan. */
function joinsOf(tally: MeasureTally): string {
  const statement = new Statement();
  tally.sql(statement);
  return statement.joins;
}
