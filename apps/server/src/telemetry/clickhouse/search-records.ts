import type { RecordPage, RecordRow, RecordsQuery } from "../port.ts";
import { ofPart, type Part } from "./cohort-condition.ts";
import { assertWindow } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { harmOfRecord, settledHarm } from "./settled-harm.ts";
import { Statement } from "./statement.ts";
import { recordWithoutContent, STORED_COLUMNS, type StoredRecord } from "./stored-record.ts";

const MOST_ROWS = 100;
const CONTENT_START = 240;
/** The newest slice of the window; each further one is larger while slices are read quickly, smaller when they are not. */
const FIRST_SLICE_MS = 10 * 60_000;
const QUICK_MS = 400;
const SLOW_MS = 2_000;
/** After it a page ends where the search got to, and the next one goes on from there. */
const BUDGET_MS = 6_000;

/**
 * Newest first, slice by slice of the window, so that a page of a busy service reads minutes and a rare text is looked for in all of
 * it. A page may hold fewer rows than asked for although `next` says that there is more to search.
 */
export async function searchRecords(engine: Engine, query: RecordsQuery): Promise<RecordPage> {
  assertWindow(query);
  const limit = Math.max(1, Math.min(query.limit, MOST_ROWS));
  const { segment, lineage, harmed } = query;
  const harm = harmed && { ...harmed, harm: await settledHarm(engine, query, harmed.harm) };
  const begun = performance.now();
  const found: RecordRow[] = [];
  let to = query.before === null ? query.to : Math.min(query.to, query.before.at + 1);
  let slice = FIRST_SLICE_MS;
  while (to > query.from) {
    const from = Math.max(query.from, to - slice);
    const asked = performance.now();
    found.push(
      ...(await readSlice(engine, { ...query, from, to, limit: limit + 1 - found.length }, { segment, lineage, harmed: harm })),
    );
    if (found.length > limit) return pageOf(found.slice(0, limit));
    const took = performance.now() - asked;
    to = from;
    if (performance.now() - begun > BUDGET_MS && to > query.from) return { rows: found, next: { at: to, spanId: "" } };
    slice *= took < QUICK_MS ? 8 : took > SLOW_MS ? 0.5 : 1;
  }
  return { rows: found, next: null };
}

function pageOf(rows: readonly RecordRow[]): RecordPage {
  const last = rows.at(-1);
  return { rows, next: last === undefined ? null : { at: last.at, spanId: last.spanId } };
}

type ListedRecord = StoredRecord & {
  readonly input_start: string;
  readonly output_start: string;
  readonly counted: number;
  readonly bad: number;
};

async function readSlice(engine: Engine, query: RecordsQuery, part: Part): Promise<readonly RecordRow[]> {
  const statement = new Statement();
  const { bad, counted } = part.harmed === null ? { bad: "0", counted: "0" } : harmOfRecord(part.harmed.harm, statement);
  const conditions = [ofPart(part, statement), holds(query.text, statement), comesBefore(query.before, statement)];
  const rows = await engine.select<ListedRecord>(
    `SELECT ${STORED_COLUMNS}, substringUTF8(input, 1, ${CONTENT_START}) AS input_start,
       substringUTF8(output, 1, ${CONTENT_START}) AS output_start, toUInt8(${bad}) AS bad, toUInt8(${counted}) AS counted
     FROM ${recordsOf(query, statement)} WHERE ${conditions.join(" AND ")}
     ORDER BY at DESC, span_id DESC LIMIT ${query.limit}`,
    statement.parameters,
  );
  return rows.map((row) => ({
    ...recordWithoutContent(row),
    inputStart: row.input_start,
    outputStart: row.output_start,
    score: row.score,
    decision: row.decision,
    bad: row.counted === 1 ? row.bad === 1 : null,
  }));
}

const SEARCHED = ["request_id", "conversation_id", "input", "output", "documents", "tool_calls"];

function holds(text: string, statement: Statement): string {
  if (text === "") return "1";
  const wanted = statement.bind("String", text);
  return `(${SEARCHED.map((column) => `positionCaseInsensitiveUTF8(${column}, ${wanted}) > 0`).join(" OR ")})`;
}

function comesBefore(before: RecordsQuery["before"], statement: Statement): string {
  if (before === null) return "1";
  const at = `fromUnixTimestamp64Milli(${statement.bind("Int64", before.at)}, 'UTC')`;
  return `(at < ${at} OR (at = ${at} AND span_id < ${statement.bind("String", before.spanId)}))`;
}
