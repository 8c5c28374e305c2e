import { amount, content, count, flag, LONGEST_ID, label, number } from "./bounds.ts";
import type { Feature } from "./features.ts";
import type { AttributeValue } from "./request.ts";

/** Attributes of docs/telemetry-attributes.md, and the older names that instrumentations still send for them. */
const ALIASES: Readonly<Record<string, string>> = {
  "gen_ai.system": "gen_ai.provider.name",
  "gen_ai.usage.prompt_tokens": "gen_ai.usage.input_tokens",
  "gen_ai.usage.completion_tokens": "gen_ai.usage.output_tokens",
  "gen_ai.prompt": "gen_ai.input.messages",
  "gen_ai.completion": "gen_ai.output.messages",
};

/** What is read of a span's attributes, one by one, before it is known whether it is a record. */
export interface SpanDraft {
  operation: string;
  recorded: boolean;
  requestId: string;
  responseId: string;
  conversationId: string;
  requestModel: string;
  responseModel: string;
  promptName: string;
  promptVersion: string;
  provider: string;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  documentsRequested: number | null;
  documentsFound: number | null;
  confidence: number | null;
  success: boolean | null;
  overridden: boolean | null;
  fallback: boolean | null;
  refused: boolean | null;
  queueMs: number | null;
  toolCount: number | null;
  toolDenials: number | null;
  policyViolations: number | null;
  malformed: boolean | null;
  clicked: boolean | null;
  finishReason: string;
  /** firebreak.prediction.score was sent, whatever it held: a model whose score is no number must not vanish. */
  scored: boolean;
  /** Anything of a prediction was sent. */
  predictive: boolean;
  score: number | null;
  threshold: number | null;
  decision: string;
  /** Null until a feature comes: most spans have none. */
  features: Map<string, Feature> | null;
  missingFeatures: AttributeValue;
  input: string;
  output: string;
  documents: string;
  toolCalls: string;
  system: string;
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
    d.inputTokens = count(v);
  },
  "gen_ai.usage.output_tokens": (d, v) => {
    d.outputTokens = count(v);
  },
  "firebreak.cost.usd": (d, v) => {
    d.costUsd = number(v);
  },
  "firebreak.retrieval.requested": (d, v) => {
    d.documentsRequested = count(v);
  },
  "firebreak.retrieval.found": (d, v) => {
    d.documentsFound = count(v);
  },
  "firebreak.confidence": (d, v) => {
    d.confidence = number(v);
  },
  "firebreak.outcome.success": (d, v) => {
    d.success = flag(v);
  },
  "firebreak.outcome.overridden": (d, v) => {
    d.overridden = flag(v);
  },
  "firebreak.outcome.fallback": (d, v) => {
    d.fallback = flag(v);
  },
  "firebreak.outcome.refused": (d, v) => {
    d.refused = flag(v);
  },
  "firebreak.queue.ms": (d, v) => {
    d.queueMs = amount(v);
  },
  "firebreak.tool.count": (d, v) => {
    d.toolCount = count(v);
  },
  "firebreak.tool.denied": (d, v) => {
    d.toolDenials = count(v);
  },
  "firebreak.policy.violations": (d, v) => {
    d.policyViolations = count(v);
  },
  "firebreak.outcome.malformed": (d, v) => {
    d.malformed = flag(v);
  },
  "firebreak.outcome.clicked": (d, v) => {
    d.clicked = flag(v);
  },
  "gen_ai.response.finish_reasons": (d, v) => {
    d.finishReason = label(Array.isArray(v) ? v[0] : v);
  },
  "firebreak.prediction.score": (d, v) => {
    d.scored = true;
    d.predictive = true;
    d.score = number(v);
  },
  "firebreak.prediction.threshold": (d, v) => {
    d.predictive = true;
    d.threshold = number(v);
  },
  "firebreak.prediction.decision": (d, v) => {
    d.predictive = true;
    d.decision = label(v);
  },
  "firebreak.features.missing": (d, v) => {
    d.predictive = true;
    d.missingFeatures = v;
  },
  "gen_ai.input.messages": (d, v) => {
    d.input = content(v);
  },
  "gen_ai.output.messages": (d, v) => {
    d.output = content(v);
  },
  "gen_ai.retrieval.documents": (d, v) => {
    d.documents = content(v);
  },
  "firebreak.tool.calls": (d, v) => {
    d.toolCalls = content(v);
  },
  "gen_ai.system_instructions": (d, v) => {
    d.system = content(v);
  },
};
export const SETTERS = new Map<string, Setter>(Object.entries(BY_NAME));
/** An older name never overwrites what came under the present one. */
export const OLDER = new Map(Object.entries(ALIASES).map(([old, present]) => [old, { present, set: BY_NAME[present] }]));

export function emptyDraft(): SpanDraft {
  return {
    operation: "",
    recorded: false,
    requestId: "",
    responseId: "",
    conversationId: "",
    requestModel: "",
    responseModel: "",
    promptName: "",
    promptVersion: "",
    provider: "",
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    documentsRequested: null,
    documentsFound: null,
    confidence: null,
    success: null,
    overridden: null,
    fallback: null,
    refused: null,
    queueMs: null,
    toolCount: null,
    toolDenials: null,
    policyViolations: null,
    malformed: null,
    clicked: null,
    finishReason: "",
    scored: false,
    predictive: false,
    score: null,
    threshold: null,
    decision: "",
    features: null,
    missingFeatures: null,
    input: "",
    output: "",
    documents: "",
    toolCalls: "",
    system: "",
  };
}
