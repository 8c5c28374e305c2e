import type { InferenceRecord, Prediction } from "@firebreak/signals";

/** Columns of a record without its content, as `StoredRecord`. */
export const STORED_COLUMNS = `service, toUnixTimestamp64Milli(at) AS at_ms, request_id, trace_id, span_id, response_id, instance,
  conversation_id, person, operation, dimensions, lineage, latency_ms, input_tokens, output_tokens, cost_usd, documents_requested,
  documents_found, confidence, queue_ms, tool_count, tool_denials, policy_violations, error, success, overridden, fallback, refused,
  malformed, clicked, finish_reason, score, threshold, decision`;
/** What a whole record holds besides. */
export const STORED_CONTENT = "features, feature_categories, input, output, documents, tool_calls, system_instructions";

export interface StoredRecord {
  readonly service: string;
  readonly at_ms: number;
  readonly request_id: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly response_id: string;
  readonly instance: string;
  readonly conversation_id: string;
  readonly person: string;
  readonly operation: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly lineage: Readonly<Record<string, string>>;
  readonly latency_ms: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_usd: number | null;
  readonly documents_requested: number | null;
  readonly documents_found: number | null;
  readonly confidence: number | null;
  readonly queue_ms: number | null;
  readonly tool_count: number | null;
  readonly tool_denials: number | null;
  readonly policy_violations: number | null;
  readonly error: boolean;
  readonly success: boolean | null;
  readonly overridden: boolean | null;
  readonly fallback: boolean | null;
  readonly refused: boolean | null;
  readonly malformed: boolean | null;
  readonly clicked: boolean | null;
  readonly finish_reason: string;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly decision: string;
}
export interface StoredContent {
  readonly features: Readonly<Record<string, number | null>>;
  readonly feature_categories: Readonly<Record<string, string>>;
  readonly input: string;
  readonly output: string;
  readonly documents: string;
  readonly tool_calls: string;
  readonly system_instructions: string;
}

export function recordWithoutContent(row: StoredRecord): Omit<InferenceRecord, "payload" | "prediction"> {
  return {
    service: row.service,
    at: row.at_ms,
    requestId: row.request_id,
    traceId: row.trace_id,
    spanId: row.span_id,
    responseId: row.response_id,
    instance: row.instance,
    conversationId: row.conversation_id,
    person: row.person,
    operation: row.operation,
    dimensions: row.dimensions,
    lineage: row.lineage,
    finishReason: row.finish_reason,
    measures: {
      latencyMs: row.latency_ms,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      costUsd: row.cost_usd,
      documentsRequested: row.documents_requested,
      documentsFound: row.documents_found,
      confidence: row.confidence,
      queueMs: row.queue_ms,
      toolCalls: row.tool_count,
      toolDenials: row.tool_denials,
      policyViolations: row.policy_violations,
    },
    outcomes: {
      error: row.error,
      success: row.success,
      overridden: row.overridden,
      fallback: row.fallback,
      refused: row.refused,
      malformed: row.malformed,
      clicked: row.clicked,
    },
  };
}

export function wholeRecord(row: StoredRecord & StoredContent): InferenceRecord {
  return {
    ...recordWithoutContent(row),
    prediction: predictionOf(row),
    payload: {
      input: row.input,
      output: row.output,
      documents: row.documents,
      toolCalls: row.tool_calls,
      system: row.system_instructions,
    },
  };
}

/** A prediction of which nothing was kept is none. */
function predictionOf(row: StoredRecord & StoredContent): Prediction | null {
  const { score, threshold, decision } = row;
  const features = [...Object.entries(row.features), ...Object.entries(row.feature_categories)];
  if (score === null && threshold === null && decision === "" && features.length === 0) return null;
  return { score, threshold, decision, features: Object.fromEntries(features.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
