import type { Harm, SegmentFilter } from "@firebreak/signals";
import type { TelemetryStore, Window } from "../port.ts";
import { carriesLineage } from "./cohort-condition.ts";
import type { Engine } from "./engine.ts";
import { inside, recordsOf } from "./records-source.ts";
import { harmOfRecord, settledHarm } from "./settled-harm.ts";
import { Statement } from "./statement.ts";

interface HarmQuery extends Window {
  readonly harm: Harm;
  readonly segment: SegmentFilter | null;
}

/**
 * Conversations and people are counted by a 64-bit hash of their ids. Whether a service sends pseudonymous ids is told by the whole
 * window, so that a segment without traffic has no people rather than unknown ones.
 */
export async function readAffected(engine: Engine, query: HarmQuery): ReturnType<TelemetryStore["affected"]> {
  const harm = await settledHarm(engine, query, query.harm);
  const statement = new Statement();
  const { bad } = harmOfRecord(harm, statement);
  const within = `(${inside(query.segment, statement)})`;
  const distinct = (id: string) => `uniqExactIf(cityHash64(${id}), ${id} != '' AND ${bad} AND ${within})`;
  const [row] = await engine.select<{ requests: number; bad: number; conversations: number; people: number; named: number }>(
    `SELECT countIf(${within}) AS requests, countIf(${bad} AND ${within}) AS bad,
       ${distinct("conversation_id")} AS conversations, ${distinct("person")} AS people, max(person != '') AS named
     FROM ${recordsOf(query, statement)}`,
    statement.parameters,
  );
  if (row === undefined) return { requests: 0, bad: 0, conversations: 0, people: null };
  const { named, people, ...counts } = row;
  return { ...counts, people: named === 1 ? people : null };
}

export async function readTallyOfVersion(
  engine: Engine,
  query: HarmQuery & { readonly artefact: string; readonly version: string },
): ReturnType<TelemetryStore["tallyOfVersion"]> {
  const harm = await settledHarm(engine, query, query.harm);
  const statement = new Statement();
  const { bad, counted } = harmOfRecord(harm, statement);
  const rows = await engine.select<{ carried: number; bad: number; total: number }>(
    `SELECT (${carriesLineage([query], statement)}) AS carried, countIf(${bad}) AS bad, countIf(${counted}) AS total
     FROM ${recordsOf(query, statement)} WHERE ${inside(query.segment, statement)} GROUP BY carried`,
    statement.parameters,
  );
  const tallyOf = (carried: number) => {
    const row = rows.find((one) => one.carried === carried);
    return { bad: row?.bad ?? 0, total: row?.total ?? 0 };
  };
  return { with: tallyOf(1), without: tallyOf(0) };
}
