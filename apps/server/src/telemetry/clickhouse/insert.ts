import type { Evaluation, FlagEvaluation, GroundTruth, InferenceRecord, MetricPoint } from "@firebreak/signals";
import type { TelemetryBatch } from "../port.ts";
import type { Engine } from "./engine.ts";
import { type Column, encodeNative } from "./native-block.ts";

const RECORD_COLUMNS: readonly Column<InferenceRecord>[] = [
  { name: "service", type: "String", of: (r) => r.service },
  { name: "at", type: "DateTime64(3, 'UTC')", of: (r) => r.at },
  { name: "request_id", type: "String", of: (r) => r.requestId },
  { name: "trace_id", type: "String", of: (r) => r.traceId },
  { name: "span_id", type: "String", of: (r) => r.spanId },
  { name: "response_id", type: "String", of: (r) => r.responseId },
  { name: "instance", type: "String", of: (r) => r.instance },
  { name: "conversation_id", type: "String", of: (r) => r.conversationId },
  { name: "operation", type: "String", of: (r) => r.operation },
  { name: "dimensions", type: "Map(String, String)", of: (r) => r.dimensions },
  { name: "lineage", type: "Map(String, String)", of: (r) => r.lineage },
  { name: "latency_ms", type: "Float64", of: (r) => r.measures.latencyMs },
  { name: "input_tokens", type: "Nullable(UInt32)", of: (r) => r.measures.inputTokens },
  { name: "output_tokens", type: "Nullable(UInt32)", of: (r) => r.measures.outputTokens },
  { name: "cost_usd", type: "Nullable(Float64)", of: (r) => r.measures.costUsd },
  { name: "documents_requested", type: "Nullable(UInt32)", of: (r) => r.measures.documentsRequested },
  { name: "documents_found", type: "Nullable(UInt32)", of: (r) => r.measures.documentsFound },
  { name: "confidence", type: "Nullable(Float64)", of: (r) => r.measures.confidence },
  { name: "error", type: "UInt8", of: (r) => r.outcomes.error },
  { name: "success", type: "Nullable(UInt8)", of: (r) => r.outcomes.success },
  { name: "overridden", type: "Nullable(UInt8)", of: (r) => r.outcomes.overridden },
  { name: "fallback", type: "Nullable(UInt8)", of: (r) => r.outcomes.fallback },
  { name: "refused", type: "Nullable(UInt8)", of: (r) => r.outcomes.refused },
  { name: "input", type: "String", of: (r) => r.payload.input },
  { name: "output", type: "String", of: (r) => r.payload.output },
  { name: "documents", type: "String", of: (r) => r.payload.documents },
  { name: "tool_calls", type: "String", of: (r) => r.payload.toolCalls },
  { name: "system_instructions", type: "String", of: (r) => r.payload.system },
];
const isPrediction = (record: InferenceRecord): boolean => record.prediction !== null;
const NO_NUMBERS: Readonly<Record<string, number | null>> = {};
const NO_TEXTS: Readonly<Record<string, string>> = {};
/** Columns that many services never fill: one that no row of a batch has anything for is not sent, and costs nothing. */
const SPARSE_COLUMNS: readonly (Column<InferenceRecord> & { readonly filled: (record: InferenceRecord) => boolean })[] = [
  { name: "person", type: "String", of: (r) => r.person, filled: (r) => r.person !== "" },
  {
    name: "queue_ms",
    type: "Nullable(Float64)",
    of: (r) => r.measures.queueMs,
    filled: (r) => r.measures.queueMs !== null,
  },
  {
    name: "tool_count",
    type: "Nullable(UInt32)",
    of: (r) => r.measures.toolCalls,
    filled: (r) => r.measures.toolCalls !== null,
  },
  {
    name: "tool_denials",
    type: "Nullable(UInt32)",
    of: (r) => r.measures.toolDenials,
    filled: (r) => r.measures.toolDenials !== null,
  },
  {
    name: "policy_violations",
    type: "Nullable(UInt32)",
    of: (r) => r.measures.policyViolations,
    filled: (r) => r.measures.policyViolations !== null,
  },
  {
    name: "malformed",
    type: "Nullable(UInt8)",
    of: (r) => r.outcomes.malformed,
    filled: (r) => r.outcomes.malformed !== null,
  },
  { name: "clicked", type: "Nullable(UInt8)", of: (r) => r.outcomes.clicked, filled: (r) => r.outcomes.clicked !== null },
  { name: "finish_reason", type: "String", of: (r) => r.finishReason, filled: (r) => r.finishReason !== "" },
  {
    name: "score",
    type: "Nullable(Float64)",
    of: (r) => r.prediction?.score ?? null,
    filled: isPrediction,
  },
  {
    name: "threshold",
    type: "Nullable(Float64)",
    of: (r) => r.prediction?.threshold ?? null,
    filled: isPrediction,
  },
  { name: "decision", type: "String", of: (r) => r.prediction?.decision ?? "", filled: isPrediction },
  {
    name: "features",
    type: "Map(String, Nullable(Float64))",
    of: (r) => (r.prediction === null ? NO_NUMBERS : numbersOf(r.prediction.features)),
    filled: isPrediction,
  },
  {
    name: "feature_categories",
    type: "Map(String, String)",
    of: (r) => (r.prediction === null ? NO_TEXTS : categoriesOf(r.prediction.features)),
    filled: isPrediction,
  },
  {
    name: "features_given",
    type: "UInt16",
    of: (r) => (r.prediction === null ? 0 : Object.keys(r.prediction.features).length),
    filled: isPrediction,
  },
  {
    name: "features_missing",
    type: "UInt16",
    of: (r) => (r.prediction === null ? 0 : Object.values(r.prediction.features).filter(isMissing).length),
    filled: isPrediction,
  },
];
const EVALUATION_COLUMNS: readonly Column<Evaluation>[] = [
  { name: "service", type: "String", of: (e) => e.service },
  { name: "at", type: "DateTime64(3, 'UTC')", of: (e) => e.at },
  { name: "response_id", type: "String", of: (e) => e.responseId },
  { name: "name", type: "String", of: (e) => e.name },
  { name: "score", type: "Nullable(Float64)", of: (e) => e.score },
  { name: "label", type: "String", of: (e) => e.label },
];
const FLAG_COLUMNS: readonly Column<FlagEvaluation>[] = [
  { name: "service", type: "String", of: (f) => f.service },
  { name: "at", type: "DateTime64(3, 'UTC')", of: (f) => f.at },
  { name: "instance", type: "String", of: (f) => f.instance },
  { name: "flag_key", type: "String", of: (f) => f.flagKey },
  { name: "variant", type: "String", of: (f) => f.variant },
  { name: "reason", type: "String", of: (f) => f.reason },
  { name: "version", type: "String", of: (f) => f.version },
];
const TRUTH_COLUMNS: readonly Column<GroundTruth>[] = [
  { name: "service", type: "String", of: (t) => t.service },
  { name: "at", type: "DateTime64(3, 'UTC')", of: (t) => t.at },
  { name: "request_id", type: "String", of: (t) => t.requestId },
  { name: "value", type: "Float64", of: (t) => t.value },
];
const METRIC_COLUMNS: readonly Column<MetricPoint>[] = [
  { name: "service", type: "String", of: (p) => p.service },
  { name: "at", type: "DateTime64(3, 'UTC')", of: (p) => p.at },
  { name: "instance", type: "String", of: (p) => p.instance },
  { name: "name", type: "String", of: (p) => p.name },
  { name: "unit", type: "String", of: (p) => p.unit },
  { name: "kind", type: "String", of: (p) => p.kind },
  { name: "temporality", type: "String", of: (p) => p.temporality ?? "" },
  { name: "monotonic", type: "UInt8", of: (p) => p.monotonic },
  { name: "start_at", type: "DateTime64(3, 'UTC')", of: (p) => p.startAt },
  { name: "attributes", type: "Map(String, String)", of: (p) => sorted(p.attributes) },
  { name: "value", type: "Float64", of: (p) => p.value },
  { name: "count", type: "UInt64", of: (p) => p.count },
  { name: "bounds", type: "Array(Float64)", of: (p) => p.bounds },
  { name: "bucket_counts", type: "Array(UInt64)", of: (p) => p.bucketCounts },
];

/**
 * All kinds, or an error: then the sender repeats the batch, and what was stored already counts once.
 * `at` is cut to whole milliseconds, as the columns hold them.
 */
export async function insertBatch(engine: Engine, batch: TelemetryBatch): Promise<void> {
  const outcomes = await Promise.allSettled([
    insertRows(engine, "records", recordColumns(batch.records), batch.records),
    insertRows(engine, "evaluations", EVALUATION_COLUMNS, batch.evaluations),
    insertRows(engine, "flag_evaluations", FLAG_COLUMNS, batch.flagEvaluations),
    insertRows(engine, "ground_truths", TRUTH_COLUMNS, batch.groundTruths),
    insertRows(engine, "metric_points", METRIC_COLUMNS, batch.metrics),
  ]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

async function insertRows<Row>(
  engine: Engine,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await engine.insert(
    table,
    columns.map((column) => column.name),
    encodeNative(columns, rows),
  );
}

/** One look through the batch for each question, however many columns ask it. */
function recordColumns(records: readonly InferenceRecord[]): readonly Column<InferenceRecord>[] {
  const answers = new Map<(record: InferenceRecord) => boolean, boolean>();
  for (const { filled } of SPARSE_COLUMNS) if (!answers.has(filled)) answers.set(filled, records.some(filled));
  return [...RECORD_COLUMNS, ...SPARSE_COLUMNS.filter(({ filled }) => answers.get(filled))];
}

type Given = number | string | null;
type Features = Readonly<Record<string, Given>>;
/** Nothing was known: no value, no number, an empty category. */
const isMissing = (value: Given): boolean =>
  value === null || value === "" || (typeof value === "number" && !Number.isFinite(value));

/** Numbers, and the names of what was missing. Any name is a name, `__proto__` too. */
function numbersOf(features: Features): Readonly<Record<string, number | null>> {
  const numbers: Record<string, number | null> = Object.create(null);
  for (const name in features) {
    const value = features[name] as Given;
    if (isMissing(value)) numbers[name] = null;
    else if (typeof value === "number") numbers[name] = value;
  }
  return numbers;
}
function categoriesOf(features: Features): Readonly<Record<string, string>> {
  const categories: Record<string, string> = Object.create(null);
  for (const name in features) {
    const value = features[name];
    if (typeof value === "string" && value !== "") categories[name] = value;
  }
  return categories;
}

/** One series whatever the order in which a sender names its attributes. */
function sorted(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
