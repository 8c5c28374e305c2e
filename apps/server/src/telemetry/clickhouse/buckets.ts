import type { BucketSeries, BucketsQuery } from "../port.ts";
import { readAggregates } from "./aggregates.ts";
import { cutOf, partsOf } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { readMetrics } from "./metrics.ts";
import type { References } from "./reference.ts";
import { readTallies } from "./tallies.ts";

/** Each measure's buckets, in the order of the measures and, of each, in the order of its parts' traffic. */
export async function readBuckets(engine: Engine, references: References, query: BucketsQuery): Promise<readonly BucketSeries[]> {
  const cut = await cutOf(engine, query);
  const series = await Promise.all([
    readAggregates(engine, cut, query.measures),
    readTallies({ engine, references }, cut, query),
    readMetrics(engine, cut, query.measures),
  ]);
  const found = Map.groupBy(series.flat(), ({ measure }) => measure);
  return query.measures.flatMap(
    (_, measure) => found.get(measure) ?? partsOf(cut).map((split) => ({ measure, split, points: [], referenceEvents: null })),
  );
}
