import type { Measure, SignalPoint } from "@firebreak/signals";
import type { BucketsQuery } from "../port.ts";
import { busiestOf, type Cut, type Trailing } from "./cut.ts";
import { type Drift, driftTallies } from "./drift.ts";
import type { Engine } from "./engine.ts";
import type { Reading } from "./reading.ts";
import type { References } from "./reference.ts";
import type { MeasureTally } from "./tally.ts";
import { disparityTally, MOST_GROUPS } from "./tally-disparity.ts";
import { calibrationTally, confusionTally } from "./tally-truth.ts";
import { trailingSums } from "./trailing.ts";

interface Asked<Of extends Measure = Measure> {
  readonly index: number;
  readonly measure: Of;
}
type Disparity = Extract<Measure, { readonly kind: "disparity" }>;

/** Distances, calibration, precision, recall and disparity: each bucket's value is over the time that trails it. */
export async function tallyReadings(
  { engine, references }: { readonly engine: Engine; readonly references: References },
  { cut, trailing }: { readonly cut: Cut; readonly trailing: Trailing },
  { measures, reference }: Pick<BucketsQuery, "measures" | "reference">,
): Promise<readonly Reading[]> {
  const asked = measures.map((measure, index): Asked => ({ measure, index }));
  const [drifts, disparities] = await Promise.all([
    driftTallies(references, cut, reference, asked.filter(isDrift)),
    disparityTallies(engine, trailing.cut, asked.filter(isDisparity)),
  ]);
  return [...drifts, ...disparities, ...asked.flatMap(truthTally)].map(
    (tally): Reading => ({
      index: tally.index,
      trails: true,
      columns: (statement, { over }) => [tally.sql(statement, over)],
      points: (rows, part) => {
        const counted = rows.map(({ at, values: [counts] }) => ({ at, counts: counts as readonly number[] }));
        return trailingSums(counted, cut, trailing.buckets)
          .map(({ at, counts }): SignalPoint => ({ at, ...tally.finish(counts, part) }))
          .filter(({ events }) => events > 0);
      },
      ...(tally.referenceEvents && { referenceEvents: tally.referenceEvents }),
    }),
  );
}

function truthTally({ measure, index }: Asked): readonly MeasureTally[] {
  switch (measure.kind) {
    case "ece":
      return [{ index, ...calibrationTally(measure.of) }];
    case "precision":
    case "recall":
      return [{ index, ...confusionTally(measure) }];
    case "share":
    case "count":
    case "mean":
    case "ratio":
    case "quantile":
    case "drift":
    case "disparity":
    case "metric":
      return [];
  }
}

async function disparityTallies(engine: Engine, cut: Cut, asked: readonly Asked<Disparity>[]): Promise<readonly MeasureTally[]> {
  const dimensions = [...new Set(asked.map(({ measure }) => measure.by))];
  const groups = await busiestOf(engine, cut, { dimensions, most: MOST_GROUPS });
  return asked.flatMap(({ index, measure }) => {
    const found = groups.get(measure.by) ?? [];
    return found.length === 0 ? [] : [{ index, ...disparityTally(measure, found) }];
  });
}

const isDrift = (asked: Asked): asked is Asked<Drift> => asked.measure.kind === "drift";
const isDisparity = (asked: Asked): asked is Asked<Disparity> => asked.measure.kind === "disparity";
