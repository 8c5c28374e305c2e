import type { BucketSeries, BucketsQuery } from "../port.ts";
import { readAggregates } from "./aggregates.ts";
import { cutOf } from "./cut.ts";
import type { Engine } from "./engine.ts";

/** Each measure's buckets, in the order of the measures and, of each, in the order of its parts' traffic. */
export async function readBuckets(engine: Engine, query: BucketsQuery): Promise<readonly BucketSeries[]> {
  const cut = await cutOf(engine, query);
  const series = (await Promise.all([readAggregates(engine, cut, query.measures)])).flat();
  return series.sort((a, b) => a.measure - b.measure);
}
