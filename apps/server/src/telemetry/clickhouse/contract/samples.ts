import {
  type Condition,
  type Evaluation,
  type GroundTruth,
  type InferenceRecord,
  type Measure,
  type MetricPoint,
  parseCondition,
  parseExpression,
} from "@firebreak/signals";
import type { TelemetryBatch } from "../../port.ts";

export const MINUTE = 60_000;
/** Whole minutes, a little before now: retention must not take them. */
export const END: number = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE;

let rooms = 0;
/** Every test has a service of its own, so that one store serves them all. */
export const room = (): string => {
  rooms += 1;
  return `service-${process.pid}-${rooms}`;
};

let spans = 0;
export type Loose = Partial<Omit<InferenceRecord, "measures" | "outcomes">> & {
  measures?: Partial<InferenceRecord["measures"]>;
  outcomes?: Partial<InferenceRecord["outcomes"]>;
};
export function recordOf(service: string, at: number, given: Loose = {}): InferenceRecord {
  spans += 1;
  const spanId = spans.toString(16).padStart(16, "0");
  return {
    service,
    at,
    requestId: `req-${spans}`,
    traceId: spans.toString(16).padStart(32, "0"),
    spanId,
    responseId: `resp-${spans}`,
    instance: "i-1",
    conversationId: "",
    person: "",
    operation: "chat",
    dimensions: {},
    lineage: {},
    finishReason: "",
    prediction: null,
    payload: { input: "", output: "", documents: "", toolCalls: "", system: "" },
    ...given,
    measures: {
      latencyMs: 100,
      inputTokens: null,
      outputTokens: null,
      costUsd: null,
      documentsRequested: null,
      documentsFound: null,
      confidence: null,
      queueMs: null,
      toolCalls: null,
      toolDenials: null,
      policyViolations: null,
      ...given.measures,
    },
    outcomes: {
      error: false,
      success: null,
      overridden: null,
      fallback: null,
      refused: null,
      malformed: null,
      clicked: null,
      ...given.outcomes,
    },
  };
}

export const grounded = (record: InferenceRecord, label: "grounded" | "ungrounded"): Evaluation => ({
  service: record.service,
  at: record.at + 2000,
  responseId: record.responseId,
  name: "groundedness",
  score: null,
  label,
});
export const truthOf = (record: InferenceRecord, value: number, at: number): GroundTruth => ({
  service: record.service,
  at,
  requestId: record.requestId,
  value,
});
export const predictionOf = (given: Partial<NonNullable<InferenceRecord["prediction"]>>): InferenceRecord["prediction"] => ({
  score: null,
  threshold: null,
  decision: "",
  features: {},
  ...given,
});
export const gauge = (
  service: string,
  at: number,
  name: string,
  value: number,
  given: Partial<MetricPoint> = {},
): MetricPoint => ({
  service,
  at,
  instance: "i-1",
  name,
  unit: "",
  kind: "gauge",
  temporality: null,
  monotonic: false,
  startAt: 0,
  attributes: {},
  value,
  count: 1,
  bounds: [],
  bucketCounts: [],
  ...given,
});

export const batchOf = (given: Partial<TelemetryBatch>): TelemetryBatch => ({
  records: [],
  evaluations: [],
  flagEvaluations: [],
  groundTruths: [],
  metrics: [],
  ...given,
});

export function measureOf(text: string): Measure {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.measure;
}
export function conditionOf(text: string): Condition {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.condition;
}
