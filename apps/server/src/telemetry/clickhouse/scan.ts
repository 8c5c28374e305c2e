import type { BucketSeries } from "../port.ts";
import { overOf } from "./bins.ts";
import { type Cut, cutColumns, cutCondition, cutKeys, partsOf, type Trailing } from "./cut.ts";
import type { Engine } from "./engine.ts";
import type { Reading, ReadRow } from "./reading.ts";
import { recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";

type Row = Readonly<Record<string, unknown>> & { readonly bucket: number; readonly split?: string };

/** One scan for all readings that need the same joins; a second one only where trailing buckets would make the first much longer. */
export async function scan(
  engine: Engine,
  { cut, trailing }: { readonly cut: Cut; readonly trailing: Trailing },
  readings: readonly Reading[],
): Promise<readonly BucketSeries[]> {
  const isShort = trailing.cut.to - trailing.cut.from <= 2 * (cut.to - cut.from);
  const scans = Map.groupBy(readings, (reading) => `${joinsOf(reading)} ${isShort || reading.trails}`);
  const series: BucketSeries[] = [];
  // One after the other: each has the engine, and the time that a statement may take, to itself.
  for (const some of scans.values())
    series.push(...(await readOne(engine, some.some(({ trails }) => trails) ? trailing.cut : cut, some)));
  return series;
}

async function readOne(engine: Engine, cut: Cut, readings: readonly Reading[]): Promise<readonly BucketSeries[]> {
  const statement = new Statement();
  const perMinute = `(60000 / (least(bucket + ${statement.bind("Int64", cut.step)}, ${statement.bind("Int64", cut.to)}) - bucket))`;
  const columns = readings.map((reading) => reading.columns(statement, { perMinute, over: overOf(cut) }));
  const selected = columns.flatMap((some, n) => some.map((column, m) => `${column} AS c${n}_${m}`));
  const rows = await engine.select<Row>(
    `SELECT ${[cutColumns(cut, statement), ...selected].join(", ")}
     FROM ${recordsOf(cut, statement)} WHERE ${cutCondition(cut, statement)} GROUP BY ${cutKeys(cut)} ORDER BY bucket`,
    statement.parameters,
  );
  const parts = Map.groupBy(rows, (row) => row.split ?? "");
  return readings.flatMap((reading, n) =>
    partsOf(cut).map((split) => ({
      measure: reading.index,
      split,
      points: reading.points(
        (parts.get(split ?? "") ?? []).map(
          (row): ReadRow => ({ at: row.bucket, values: (columns[n] ?? []).map((_, m) => row[`c${n}_${m}`]) }),
        ),
        split,
      ),
      referenceEvents: reading.referenceEvents?.(split) ?? null,
    })),
  );
}

/** Readings that need the same joins are read together. */
function joinsOf(reading: Reading): string {
  const statement = new Statement();
  reading.columns(statement, { perMinute: "1", over: "few" });
  return statement.joins;
}
