import type { Evaluation, GroundTruth, InferenceRecord } from "@firebreak/signals";
import type { RecordTrace } from "../port.ts";
import type { Engine } from "./engine.ts";
import { since } from "./records-source.ts";
import { Statement } from "./statement.ts";
import { STORED_COLUMNS, STORED_CONTENT, type StoredContent, type StoredRecord, wholeRecord } from "./stored-record.ts";

const MOST_RECORDS = 50;
const MOST_EVALUATIONS = 500;
/** Senders' clocks differ: what was said of a record may be stamped so much before it. */
const BEFORE_MS = 5 * 60_000;

interface RecordQuery {
  readonly service: string;
  readonly requestId: string;
  readonly spanId: string | null;
}
interface Found {
  readonly request_id: string;
  readonly trace_id: string;
  readonly span_id: string;
}

/** The newest record of the request (or the span asked for) and all that belongs to its trace, as far back as records are kept. */
export async function readRecord(engine: Engine, query: RecordQuery): Promise<RecordTrace | null> {
  const found = await find(engine, query);
  if (found === null) return null;
  const records = await readTrace(engine, query.service, found);
  const first = Math.min(...records.map(({ at }) => at)) - BEFORE_MS;
  const [evaluations, groundTruth] = await Promise.all([
    readEvaluations(engine, { service: query.service, from: first }, records),
    readTruth(engine, { service: query.service, from: first }, found.request_id),
  ]);
  return { records, evaluations, groundTruth };
}

async function find(engine: Engine, { service, requestId, spanId }: RecordQuery): Promise<Found | null> {
  const statement = new Statement();
  const span = spanId === null ? "1" : `span_id = ${statement.bind("String", spanId)}`;
  const [row] = await engine.select<Found>(
    `SELECT request_id, trace_id, span_id FROM records
     WHERE service = ${statement.bind("String", service)} AND request_id = ${statement.bind("String", requestId)} AND ${span}
     ORDER BY at DESC, span_id DESC LIMIT 1`,
    statement.parameters,
  );
  return row ?? null;
}

/** Without FINAL, which would read whole days around each hit: what a sender repeated is taken out by its key. */
async function readTrace(engine: Engine, service: string, found: Found): Promise<readonly InferenceRecord[]> {
  const statement = new Statement();
  const [column, id] = found.trace_id === "" ? ["request_id", found.request_id] : ["trace_id", found.trace_id];
  const rows = await engine.select<StoredRecord & StoredContent>(
    `SELECT ${STORED_COLUMNS}, ${STORED_CONTENT} FROM records
     WHERE service = ${statement.bind("String", service)} AND ${column} = ${statement.bind("String", id)}
     ORDER BY span_id = ${statement.bind("String", found.span_id)} DESC, at, span_id
     LIMIT 1 BY at, span_id, trace_id LIMIT ${MOST_RECORDS}`,
    statement.parameters,
  );
  return rows.map(wholeRecord).sort((a, b) => a.at - b.at || (a.spanId < b.spanId ? -1 : 1));
}

interface From {
  readonly service: string;
  readonly from: number;
}

async function readEvaluations(engine: Engine, from: From, records: readonly InferenceRecord[]): Promise<readonly Evaluation[]> {
  const statement = new Statement();
  const responses = statement.bind(
    "Array(String)",
    records.map(({ responseId }) => responseId),
  );
  const rows = await engine.select<{ at_ms: number; response_id: string; name: string; score: number | null; label: string }>(
    `SELECT toUnixTimestamp64Milli(at) AS at_ms, response_id, name, score, label FROM evaluations
     WHERE ${since(from, statement)} AND response_id IN ${responses}
     ORDER BY at, name, label LIMIT 1 BY at, response_id, name, label LIMIT ${MOST_EVALUATIONS}`,
    statement.parameters,
  );
  return rows.map(({ at_ms, response_id, name, score, label }) => ({
    service: from.service,
    at: at_ms,
    responseId: response_id,
    name,
    score,
    label,
  }));
}

/** The latest word, and when it was first known. */
async function readTruth(engine: Engine, from: From, requestId: string): Promise<GroundTruth | null> {
  const statement = new Statement();
  const [row] = await engine.select<{ truth: number; at_ms: number }>(
    `SELECT argMax(value, at) AS truth, toUnixTimestamp64Milli(min(at)) AS at_ms FROM ground_truths
     WHERE ${since(from, statement)} AND request_id = ${statement.bind("String", requestId)} HAVING count() > 0`,
    statement.parameters,
  );
  return row === undefined ? null : { service: from.service, at: row.at_ms, requestId, value: row.truth };
}
