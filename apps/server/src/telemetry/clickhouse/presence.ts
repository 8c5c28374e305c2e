import type { ServiceSummary, Window } from "../port.ts";
import type { Engine } from "./engine.ts";
import { within } from "./records-source.ts";
import { Statement } from "./statement.ts";

const MOST_SERVICES = 500;
const MOST_INSTANCES = 1000;
const MOST_DIMENSIONS = 20;
const MOST_VALUES = 50;

/** Every service within the retention. The rate is that of the last five minutes it was heard in. */
export function readServices(engine: Engine): Promise<readonly ServiceSummary[]> {
  return engine.select<ServiceSummary>(
    `SELECT service, toUnixTimestamp64Milli(any(service_last)) AS lastSeenAt,
       sum(requests) / greatest(1, dateDiff('second', min(first_at), max(last_at)) / 60) AS requestsPerMinute
     FROM (SELECT *, max(last_at) OVER (PARTITION BY service) AS service_last FROM presence_minutes)
     WHERE minute > toDateTime(service_last, 'UTC') - INTERVAL 5 MINUTE
     GROUP BY service ORDER BY service LIMIT ${MOST_SERVICES}`,
    {},
  );
}

export function readInstances(
  engine: Engine,
  service: string,
  since: number,
): Promise<readonly { readonly instance: string; readonly lastSeenAt: number }[]> {
  return engine.select(
    `SELECT instance, toUnixTimestamp64Milli(max(seen)) AS lastSeenAt FROM (
       SELECT instance, last_at AS seen FROM presence_minutes
       WHERE service = {service:String} AND minute >= toStartOfMinute(toDateTime(intDiv({since:Int64}, 1000), 'UTC'))
       UNION ALL
       SELECT instance, at AS seen FROM flag_evaluations
       WHERE service = {service:String} AND at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
     )
     WHERE instance != '' AND seen >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
     GROUP BY instance ORDER BY instance LIMIT ${MOST_INSTANCES}`,
    { service, since },
  );
}

/** The dimensions with most traffic, and of each the values with most traffic; both in alphabetical order. */
export async function readDimensions(
  engine: Engine,
  window: Window,
): Promise<readonly { readonly dimension: string; readonly values: readonly string[] }[]> {
  const statement = new Statement();
  const rows = await engine.select<{ dimension: string; found: string[] }>(
    `SELECT dimension, arraySlice(groupArray(value), 1, ${MOST_VALUES}) AS found FROM (
       SELECT pair.1 AS dimension, pair.2 AS value, sum(requests) AS served FROM (
         SELECT CAST(dimensions, 'Array(Tuple(String, String))') AS pairs, count() AS requests FROM records WHERE ${within(window, statement)} GROUP BY pairs
       ) ARRAY JOIN pairs AS pair
       GROUP BY dimension, value ORDER BY served DESC, value
     )
     GROUP BY dimension ORDER BY sum(served) DESC, dimension LIMIT ${MOST_DIMENSIONS}`,
    statement.parameters,
  );
  return rows
    .map(({ dimension, found }) => ({ dimension, values: [...found].sort() }))
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
}

/** Records within the retention, each once. */
export async function readCount(engine: Engine, service: string): Promise<number> {
  const rows = await engine.select<{ records: number }>(
    "SELECT count() AS records FROM records FINAL WHERE service = {service:String}",
    {
      service,
    },
  );
  return rows[0]?.records ?? 0;
}
