import type { Evaluation, FlagEvaluation, InferenceRecord } from "@firebreak/signals";
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

/**
 * All three kinds, or an error: then the sender repeats the batch, and what was stored already counts once.
 * `at` is cut to whole milliseconds, as the columns hold them.
 */
export async function insertBatch(engine: Engine, batch: TelemetryBatch): Promise<void> {
  const outcomes = await Promise.allSettled([
    insertRows(engine, "records", RECORD_COLUMNS, batch.records),
    insertRows(engine, "evaluations", EVALUATION_COLUMNS, batch.evaluations),
    insertRows(engine, "flag_evaluations", FLAG_COLUMNS, batch.flagEvaluations),
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
