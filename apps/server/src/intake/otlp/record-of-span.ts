import type { InferenceRecord, Prediction } from "@firebreak/signals";
import { LONGEST_NAME, label, MOST_DIMENSIONS, MOST_LINEAGE } from "./bounds.ts";
import { addFeature, featuresOf } from "./features.ts";
import type { Attributes, AttributeValue, OtlpSpan } from "./request.ts";
import { draftOf, OLDER, type PredictionDraft, predictionIn, SETTERS, type SpanDraft } from "./span-draft.ts";

const RECORDED_OPERATIONS = new Set(["chat", "text_completion", "generate_content"]);
const SEGMENT = "firebreak.segment.";
const LINEAGE = "firebreak.lineage.";
const FEATURE = "firebreak.feature.";

/** null: not an inference; accepted and not kept. */
export function recordOf(
  span: OtlpSpan,
  source: { readonly service: string; readonly instance: string },
): InferenceRecord | null {
  const draft = draftOf(span);
  const dimensions: [string, string][] = [];
  const lineage: [string, string][] = [];
  readAttributes(span.attributes, draft, dimensions, lineage);
  if (!draft.recorded && !draft.prediction?.scored && !RECORDED_OPERATIONS.has(draft.operation)) return null;
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
    person: draft.person,
    operation: draft.operation,
    dimensions: sorted(dimensions),
    lineage: sorted(lineage),
    measures: draft.measures,
    outcomes: draft.outcomes,
    finishReason: draft.finishReason,
    prediction: draft.prediction && predictionOf(draft.prediction),
    payload: draft.payload,
  };
}

const predictionOf = ({ score, threshold, decision, features, missing }: PredictionDraft): Prediction => ({
  score,
  threshold,
  decision,
  features: featuresOf(features, missing),
});

function readAttributes(
  { keys, values }: Attributes,
  draft: SpanDraft,
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
    else if (key.startsWith(FEATURE)) addFeature(predictionIn(draft).features, key.slice(FEATURE.length), value);
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
