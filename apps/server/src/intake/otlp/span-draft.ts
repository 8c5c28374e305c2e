import type { InferenceRecord } from "@firebreak/signals";
import { amount, content, count, flag, LONGEST_ID, label, number } from "./bounds.ts";
import type { Feature } from "./features.ts";
import type { AttributeValue, OtlpSpan } from "./request.ts";

/** Attributes of docs/telemetry-attributes.md, and the older names that instrumentations still send for them. */
const ALIASES: Readonly<Record<string, string>> = {
  "gen_ai.system": "gen_ai.provider.name",
  "gen_ai.usage.prompt_tokens": "gen_ai.usage.input_tokens",
  "gen_ai.usage.completion_tokens": "gen_ai.usage.output_tokens",
  "gen_ai.prompt": "gen_ai.input.messages",
  "gen_ai.completion": "gen_ai.output.messages",
  "user.hash": "enduser.pseudo.id",
};

/** So that what a record holds can be filled attribute by attribute, and be handed over without a copy. */
type Fillable<T> = { -readonly [Field in keyof T]: T[Field] };

/** What is read of a span's attributes, one by one, before it is known whether it is a record. */
export interface SpanDraft {
  operation: string;
  recorded: boolean;
  requestId: string;
  responseId: string;
  conversationId: string;
  person: string;
  requestModel: string;
  responseModel: string;
  promptName: string;
  promptVersion: string;
  provider: string;
  finishReason: string;
  readonly measures: Fillable<InferenceRecord["measures"]>;
  readonly outcomes: Fillable<InferenceRecord["outcomes"]>;
  readonly payload: Fillable<InferenceRecord["payload"]>;
  /** Null until anything of a prediction comes: most spans have none. */
  prediction: PredictionDraft | null;
}
export interface PredictionDraft {
  /** firebreak.prediction.score was sent, whatever it held: a model whose score is no number must not vanish. */
  scored: boolean;
  score: number | null;
  threshold: number | null;
  decision: string;
  readonly features: Map<string, Feature>;
  missing: AttributeValue;
}
type Setter = (draft: SpanDraft, value: AttributeValue) => void;

const BY_NAME: Readonly<Record<string, Setter>> = {
  "gen_ai.operation.name": (d, v) => {
    d.operation = label(v);
  },
  "firebreak.record": (d, v) => {
    d.recorded = flag(v) === true;
  },
  "firebreak.request.id": (d, v) => {
    d.requestId = label(v, LONGEST_ID);
  },
  "gen_ai.response.id": (d, v) => {
    d.responseId = label(v, LONGEST_ID);
  },
  "gen_ai.conversation.id": (d, v) => {
    d.conversationId = label(v, LONGEST_ID);
  },
  "enduser.pseudo.id": (d, v) => {
    d.person = label(v, LONGEST_ID);
  },
  "gen_ai.request.model": (d, v) => {
    d.requestModel = label(v);
  },
  "gen_ai.response.model": (d, v) => {
    d.responseModel = label(v);
  },
  "gen_ai.prompt.name": (d, v) => {
    d.promptName = label(v);
  },
  "firebreak.prompt.version": (d, v) => {
    d.promptVersion = label(v);
  },
  "gen_ai.provider.name": (d, v) => {
    d.provider = label(v);
  },
  "gen_ai.usage.input_tokens": (d, v) => {
    d.measures.inputTokens = count(v);
  },
  "gen_ai.usage.output_tokens": (d, v) => {
    d.measures.outputTokens = count(v);
  },
  "firebreak.cost.usd": (d, v) => {
    d.measures.costUsd = number(v);
  },
  "firebreak.retrieval.requested": (d, v) => {
    d.measures.documentsRequested = count(v);
  },
  "firebreak.retrieval.found": (d, v) => {
    d.measures.documentsFound = count(v);
  },
  "firebreak.confidence": (d, v) => {
    d.measures.confidence = number(v);
  },
  "firebreak.outcome.success": (d, v) => {
    d.outcomes.success = flag(v);
  },
  "firebreak.outcome.overridden": (d, v) => {
    d.outcomes.overridden = flag(v);
  },
  "firebreak.outcome.fallback": (d, v) => {
    d.outcomes.fallback = flag(v);
  },
  "firebreak.outcome.refused": (d, v) => {
    d.outcomes.refused = flag(v);
  },
  "firebreak.queue.ms": (d, v) => {
    d.measures.queueMs = amount(v);
  },
  "firebreak.tool.count": (d, v) => {
    d.measures.toolCalls = count(v);
  },
  "firebreak.tool.denied": (d, v) => {
    d.measures.toolDenials = count(v);
  },
  "firebreak.policy.violations": (d, v) => {
    d.measures.policyViolations = count(v);
  },
  "firebreak.outcome.malformed": (d, v) => {
    d.outcomes.malformed = flag(v);
  },
  "firebreak.outcome.clicked": (d, v) => {
    d.outcomes.clicked = flag(v);
  },
  "gen_ai.response.finish_reasons": (d, v) => {
    d.finishReason = label(Array.isArray(v) ? v[0] : v);
  },
  "firebreak.prediction.score": (d, v) => {
    const prediction = predictionIn(d);
    prediction.scored = true;
    prediction.score = number(v);
  },
  "firebreak.prediction.threshold": (d, v) => {
    predictionIn(d).threshold = number(v);
  },
  "firebreak.prediction.decision": (d, v) => {
    predictionIn(d).decision = label(v);
  },
  "firebreak.features.missing": (d, v) => {
    predictionIn(d).missing = v;
  },
  "gen_ai.input.messages": (d, v) => {
    d.payload.input = content(v);
  },
  "gen_ai.output.messages": (d, v) => {
    d.payload.output = content(v);
  },
  "gen_ai.retrieval.documents": (d, v) => {
    d.payload.documents = content(v);
  },
  "firebreak.tool.calls": (d, v) => {
    d.payload.toolCalls = content(v);
  },
  "gen_ai.system_instructions": (d, v) => {
    d.payload.system = content(v);
  },
};
export const SETTERS = new Map<string, Setter>(Object.entries(BY_NAME));
/** An older name never overwrites what came under the present one. */
export const OLDER = new Map(Object.entries(ALIASES).map(([old, present]) => [old, { present, set: BY_NAME[present] }]));

/** Beside the families `firebreak.segment.`, `firebreak.lineage.` and `firebreak.feature.`. */
export const ATTRIBUTES_READ: readonly string[] = [...SETTERS.keys(), ...OLDER.keys()];

export function predictionIn(draft: SpanDraft): PredictionDraft {
  draft.prediction ??= {
    scored: false,
    score: null,
    threshold: null,
    decision: "",
    features: new Map(),
    missing: null,
  };
  return draft.prediction;
}

export function draftOf({ startMs, endMs, error }: OtlpSpan): SpanDraft {
  return {
    operation: "",
    recorded: false,
    requestId: "",
    responseId: "",
    conversationId: "",
    person: "",
    requestModel: "",
    responseModel: "",
    promptName: "",
    promptVersion: "",
    provider: "",
    finishReason: "",
    measures: {
      latencyMs: endMs - startMs,
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
    },
    outcomes: {
      error,
      success: null,
      overridden: null,
      fallback: null,
      refused: null,
      malformed: null,
      clicked: null,
    },
    payload: { input: "", output: "", documents: "", toolCalls: "", system: "" },
    prediction: null,
  };
}
