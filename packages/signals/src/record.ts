/**
 * One inference, as the serving system reported it (OTLP span). Times in epoch milliseconds, money in US dollars.
 * `dimensions` cut traffic into segments; `lineage` says which artefacts produced the answer (runbook E1).
 */
export interface InferenceRecord {
  readonly service: string;
  readonly at: number;
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  /** The response this record's evaluations refer to (gen_ai.response.id); the span id where none was sent. */
  readonly responseId: string;
  readonly instance: string;
  readonly conversationId: string;
  /** Pseudonymous id of who asked; empty where none was sent. Never a name, an address or an account. */
  readonly person: string;
  readonly operation: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly lineage: Readonly<Record<string, string>>;
  readonly measures: {
    readonly latencyMs: number;
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly costUsd: number | null;
    readonly documentsRequested: number | null;
    readonly documentsFound: number | null;
    readonly confidence: number | null;
    /** Waiting before work began. */
    readonly queueMs: number | null;
    readonly toolCalls: number | null;
    readonly toolDenials: number | null;
    readonly policyViolations: number | null;
  };
  readonly outcomes: {
    readonly error: boolean;
    readonly success: boolean | null;
    readonly overridden: boolean | null;
    readonly fallback: boolean | null;
    readonly refused: boolean | null;
    /** The answer did not have the form it should have (JSON that does not parse, a tool call without its arguments). */
    readonly malformed: boolean | null;
    /** The person acted on what was recommended. */
    readonly clicked: boolean | null;
  };
  readonly finishReason: string;
  /** Of a predictive model; null for a record that is none. */
  readonly prediction: Prediction | null;
  /** JSON text as sent, bounded at the door; empty where the service sends no content. */
  readonly payload: {
    readonly input: string;
    readonly output: string;
    readonly documents: string;
    readonly toolCalls: string;
    readonly system: string;
  };
}

export interface Prediction {
  readonly score: number | null;
  /** The decision is positive from this score on. */
  readonly threshold: number | null;
  /** e.g. approve, review, decline; empty where the service sends none. */
  readonly decision: string;
  /** What the model saw: numbers, categories, and null for a value that was missing. At most 200. */
  readonly features: Readonly<Record<string, number | string | null>>;
}

/** What really happened, known later: OTLP event `firebreak.ground_truth`, or the JSON door. */
export interface GroundTruth {
  readonly service: string;
  /** When it became known. */
  readonly at: number;
  readonly requestId: string;
  /** 1 it happened, 0 it did not. */
  readonly value: number;
}

/** One data point of an OTLP metric. */
export interface MetricPoint {
  readonly service: string;
  readonly at: number;
  readonly instance: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: "gauge" | "sum" | "histogram";
  /** Only with `sum` and `histogram`. */
  readonly temporality: "delta" | "cumulative" | null;
  readonly monotonic: boolean;
  /** Start of what a cumulative point counts; a later one means that the counter began anew. 0 where it was not sent. */
  readonly startAt: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a gauge or sum; of a histogram its sum. */
  readonly value: number;
  /** Of a histogram; 1 otherwise. */
  readonly count: number;
  /** Upper bounds, ascending, one less than `bucketCounts`; both empty where it is no histogram. */
  readonly bounds: readonly number[];
  readonly bucketCounts: readonly number[];
}

/** OTLP log record `gen_ai.evaluation.result`. */
export interface Evaluation {
  readonly service: string;
  readonly at: number;
  readonly responseId: string;
  readonly name: string;
  readonly score: number | null;
  readonly label: string;
}

/** OTLP event `feature_flag.evaluation`: what a serving instance really obeyed. */
export interface FlagEvaluation {
  readonly service: string;
  readonly at: number;
  readonly instance: string;
  readonly flagKey: string;
  readonly variant: string;
  readonly reason: string;
  readonly version: string;
}
