import type { LineageChange, Window } from "../port.ts";
import type { Engine } from "./engine.ts";

/** A version not seen in this long before the window counts as new again. */
const LOOK_BACK_MS = 7 * 24 * 3600_000;
/** The version before is the one that served most in this time before the change. */
const BEFORE_SECONDS = 3600;
const MOST_CHANGES = 200;

interface Row {
  readonly artefact: string;
  readonly version: string;
  readonly at: number;
  readonly earlier: string;
  readonly served_before: number;
  readonly last_before: number;
  readonly share: number;
}

/** Versions first seen inside the window while another was seen before. The first version of an artefact is no change. */
export async function readChanges(engine: Engine, window: Window): Promise<readonly LineageChange[]> {
  const rows = await engine.select<Row>(
    `WITH
       minutes AS (
         SELECT artefact, version, minute, min(first_at) AS minute_first, max(last_at) AS minute_last, sum(requests) AS served
         FROM lineage_minutes
         WHERE service = {service:String} AND minute >= toDateTime(intDiv({lookFrom:Int64}, 1000), 'UTC') AND minute < toDateTime(intDiv({to:Int64} + 999, 1000), 'UTC')
         GROUP BY artefact, version, minute
       ),
       firsts AS (
         SELECT artefact, version, min(minute_first) AS first_seen FROM minutes GROUP BY artefact, version
         HAVING toUnixTimestamp64Milli(first_seen) >= {from:Int64} AND toUnixTimestamp64Milli(first_seen) < {to:Int64}
         ORDER BY first_seen DESC LIMIT ${MOST_CHANGES}
       ),
       shares AS (
         SELECT f.artefact AS artefact, f.version AS version, any(f.first_seen) AS first_seen,
           sumIf(m.served, m.version = f.version) / sum(m.served) AS share
         FROM firsts AS f INNER JOIN minutes AS m ON m.artefact = f.artefact
         WHERE m.minute >= toStartOfMinute(toDateTime(f.first_seen, 'UTC'))
         GROUP BY f.artefact, f.version
       )
     SELECT s.artefact AS artefact, s.version AS version, toUnixTimestamp64Milli(any(s.first_seen)) AS at, m.version AS earlier, any(s.share) AS share,
       sumIf(m.served, m.minute >= toStartOfMinute(toDateTime(s.first_seen, 'UTC')) - INTERVAL ${BEFORE_SECONDS} SECOND) AS served_before,
       toUnixTimestamp64Milli(max(m.minute_last)) AS last_before
     FROM shares AS s INNER JOIN minutes AS m ON m.artefact = s.artefact
     WHERE m.minute_first < s.first_seen AND m.version != s.version
     GROUP BY s.artefact, s.version, m.version
     ORDER BY at, artefact, version, served_before DESC, last_before DESC`,
    { service: window.service, from: window.from, to: window.to, lookFrom: window.from - LOOK_BACK_MS },
  );
  const changes = new Map<string, LineageChange>();
  for (const { artefact, version, at, earlier, share } of rows) {
    const key = JSON.stringify([artefact, version]);
    if (!changes.has(key)) changes.set(key, { at, artefact, version, previous: earlier, trafficShare: share });
  }
  return [...changes.values()];
}
