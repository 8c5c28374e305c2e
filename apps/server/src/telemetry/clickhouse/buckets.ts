import type { BucketSeries, BucketsQuery } from "../port.ts";
import { aggregateReadings } from "./aggregates.ts";
import { cutOf, partsOf, trailingCut } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { readMetrics } from "./metrics.ts";
import type { References } from "./reference.ts";
import { scan } from "./scan.ts";
import { tallyReadings } from "./tallies.ts";

/** Each measure's buckets, in the order of the measures and, of each, in the order of its parts' traffic. */
export async function readBuckets(engine: Engine, references: References, query: BucketsQuery): Promise<readonly BucketSeries[]> {
  const cut = await cutOf(engine, query);
  const cuts = { cut, trailing: trailingCut(cut, query.trailingSeconds) };
  const [trailing, metrics] = await Promise.all([
    tallyReadings({ engine, references }, cuts, query),
    readMetrics(engine, cut, query.measures),
  ]);
  const series = await scan(engine, cuts, [...aggregateReadings(cut, query.measures), ...trailing]);
  const found = Map.groupBy([...series, ...metrics], ({ measure }) => measure);
  return query.measures.flatMap(
    (_, measure) => found.get(measure) ?? partsOf(cut).map((split) => ({ measure, split, points: [], referenceEvents: null })),
  );
}
