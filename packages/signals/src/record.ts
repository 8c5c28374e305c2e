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
  };
  readonly outcomes: {
    readonly error: boolean;
    readonly success: boolean | null;
    readonly overridden: boolean | null;
    readonly fallback: boolean | null;
    readonly refused: boolean | null;
  };
  /** JSON text as sent, bounded at the door; empty where the service sends no content. */
  readonly payload: {
    readonly input: string;
    readonly output: string;
    readonly documents: string;
    readonly toolCalls: string;
    readonly system: string;
  };
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
