import type { InferenceRecord } from "@firebreak/signals";
import { content, count, flag, LONGEST_ID, LONGEST_NAME, label, MOST_DIMENSIONS, MOST_LINEAGE, number } from "./bounds.ts";
import type { Attributes, AttributeValue, OtlpSpan } from "./request.ts";

/** Attributes of docs/telemetry-attributes.md, and the older names that instrumentations still send for them. */
const ALIASES: Readonly<Record<string, string>> = {
  "gen_ai.system": "gen_ai.provider.name",
  "gen_ai.usage.prompt_tokens": "gen_ai.usage.input_tokens",
  "gen_ai.usage.completion_tokens": "gen_ai.usage.output_tokens",
  "gen_ai.prompt": "gen_ai.input.messages",
  "gen_ai.completion": "gen_ai.output.messages",
};
const RECORDED_OPERATIONS = new Set(["chat", "text_completion", "generate_content"]);
const SEGMENT = "firebreak.segment.";
const LINEAGE = "firebreak.lineage.";

interface Draft {
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
  input: string;
  output: string;
  documents: string;
  toolCalls: string;
  system: string;
}
type Setter = (draft: Draft, value: AttributeValue) => void;

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
const SETTERS = new Map<string, Setter>(Object.entries(BY_NAME));
/** An older name never overwrites what came under the present one. */
const OLDER = new Map(Object.entries(ALIASES).map(([old, present]) => [old, { present, set: BY_NAME[present] }]));

/** null: not an inference; accepted and not kept. */
export function recordOf(
  span: OtlpSpan,
  source: { readonly service: string; readonly instance: string },
): InferenceRecord | null {
  const draft = emptyDraft();
  const dimensions: [string, string][] = [];
  const lineage: [string, string][] = [];
  readAttributes(span.attributes, draft, dimensions, lineage);
  if (!draft.recorded && !RECORDED_OPERATIONS.has(draft.operation)) return null;
  const model = draft.responseModel || draft.requestModel;
  if (model !== "") lineage.push(["model", model]);
  if (draft.promptVersion !== "") lineage.push(["prompt", `${draft.promptName}@${draft.promptVersion}`]);
  else if (draft.promptName !== "") lineage.push(["prompt", draft.promptName]);
  if (draft.provider !== "") lineage.push(["provider", draft.provider]);
  return {
    service: source.service,
    at: Math.floor(span.startMs),
    requestId: draft.requestId || span.traceId,
    traceId: span.traceId,
    spanId: span.spanId,
    responseId: draft.responseId || span.spanId,
    instance: source.instance,
    conversationId: draft.conversationId,
    operation: draft.operation,
    dimensions: sorted(dimensions),
    lineage: sorted(lineage),
    measures: {
      latencyMs: span.endMs - span.startMs,
      inputTokens: draft.inputTokens,
      outputTokens: draft.outputTokens,
      costUsd: draft.costUsd,
      documentsRequested: draft.documentsRequested,
      documentsFound: draft.documentsFound,
      confidence: draft.confidence,
    },
    outcomes: {
      error: span.error,
      success: draft.success,
      overridden: draft.overridden,
      fallback: draft.fallback,
      refused: draft.refused,
    },
    payload: {
      input: draft.input,
      output: draft.output,
      documents: draft.documents,
      toolCalls: draft.toolCalls,
      system: draft.system,
    },
  };
}

function readAttributes(
  { keys, values }: Attributes,
  draft: Draft,
  dimensions: [string, string][],
  lineage: [string, string][],
): void {
  /** Made once where it is needed: a span may hold a million attributes. */
  let names: ReadonlySet<string> | null = null;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? "";
    const value = values[index] ?? null;
    const set = SETTERS.get(key);
    if (set) set(draft, value);
    else if (key.startsWith(SEGMENT)) addPair(dimensions, key.slice(SEGMENT.length), value, MOST_DIMENSIONS);
    else if (key.startsWith(LINEAGE)) addPair(lineage, key.slice(LINEAGE.length), value, MOST_LINEAGE);
    else {
      const older = OLDER.get(key);
      if (!older?.set) continue;
      names ??= new Set(keys);
      if (!names.has(older.present)) older.set(draft, value);
    }
  }
}

function addPair(pairs: [string, string][], name: string, value: AttributeValue, most: number): void {
  const text = label(value);
  if (name === "" || name.length > LONGEST_NAME || text === "" || pairs.length >= most) return;
  pairs.push([name, text]);
}

/** By name, so that the same set is the same value in the store; the last one sent wins. A handful: sorted by insertion. */
function sorted(pairs: [string, string][]): Readonly<Record<string, string>> {
  for (let end = 1; end < pairs.length; end += 1) {
    const pair = pairs[end] as [string, string];
    let place = end;
    for (let before = pairs[place - 1]; before && before[0] > pair[0]; before = pairs[place - 1]) {
      pairs[place] = before;
      place -= 1;
    }
    pairs[place] = pair;
  }
  const object: Record<string, string> = {};
  for (const pair of pairs) object[pair[0]] = pair[1];
  return object;
}

function emptyDraft(): Draft {
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
    input: "",
    output: "",
    documents: "",
    toolCalls: "",
    system: "",
  };
}
