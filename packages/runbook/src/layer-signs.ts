import type { Layer } from "@firebreak/incident";
import type { FaultClass } from "@firebreak/signals";

/** What a change is of, in the words of the change feed (C2). */
export type ChangeOf =
  | "deployment"
  | "model"
  | "prompt"
  | "features"
  | "index"
  | "policy"
  | "config"
  | "pipeline-run"
  | "retraining"
  | "outage";

/** What speaks to a layer. Signals by id, `*` for any letters: `drift.*`. */
export interface LayerSigns {
  /** A fault of this layer moves them first of all. */
  readonly shows: readonly string[];
  /** A fault of this layer may move them; so may a fault elsewhere. */
  readonly hints: readonly string[];
  /** While one of these is inside its envelope and none is outside, a change is an unlikely fault of this layer. */
  readonly clearedBy: readonly string[];
  /** What lives here, and how likely its fault is one of this layer: 0–1. */
  readonly changes: Readonly<Partial<Record<ChangeOf, number>>>;
  /** What a team has to send so that there is something to look at; completes “Send …”. */
  readonly send: string;
}

/**
 * Runbook C4, checked by looking. A signal that only says that there is harm stands in no layer of its symptom: ungrounded answers say
 * nothing of where they come from, nor does latency where it is the harm.
 */
export const LAYER_SIGNS: Readonly<Record<Layer, LayerSigns>> = {
  "input-quality": {
    shows: ["feature-null-rate", "null-rate.*"],
    hints: ["drift.*", "prompt-length-drift", "input-tokens"],
    clearedBy: [],
    changes: { outage: 0.8, features: 0.5, "pipeline-run": 0.5 },
    send: "the features of each prediction and which were missing, or the input tokens of each answer",
  },
  "feature-freshness": {
    shows: ["drift.*", "retrieval-hit-rate"],
    hints: ["feature-null-rate", "null-rate.*", "score-drift"],
    clearedBy: [],
    changes: { features: 1, index: 1, "pipeline-run": 1, outage: 0.5, retraining: 0.3 },
    send: "feature values with each prediction, or how many documents were asked for and found",
  },
  "model-version": {
    shows: [],
    hints: [
      "refusal-rate",
      "malformed-rate",
      "output-tokens",
      "evaluation.*",
      "evaluation-mix.*",
      "confidence",
      "confidence-drift",
      "score-mean",
      "score-drift",
      "calibration-error",
    ],
    clearedBy: [],
    changes: { model: 1, prompt: 1, retraining: 1, config: 0.6 },
    send: "the lineage of each record (model and prompt version), and evaluations or scores",
  },
  "inference-runtime": {
    shows: ["error-rate"],
    hints: ["latency-p95", "queue-time-p95", "fallback-rate", "metric.*"],
    clearedBy: [],
    changes: { deployment: 1, config: 0.6, outage: 0.5 },
    send: "spans with their status and duration",
  },
  "post-processing": {
    shows: [],
    hints: ["disparity.*", "positive-rate", "malformed-rate", "policy-violation-rate"],
    clearedBy: [],
    changes: { policy: 1, deployment: 0.6, config: 0.4 },
    send: "the score with its threshold, or whether an answer was malformed",
  },
  "queue-depth": {
    shows: ["queue-time-p95"],
    hints: ["request-rate", "error-rate", "metric.*queue*", "metric.*concurren*"],
    clearedBy: ["queue-time-p95"],
    changes: { deployment: 1, config: 1 },
    send: "firebreak.queue.ms, the time a request waits before work begins",
  },
  "model-size": {
    shows: [],
    hints: ["output-tokens", "input-tokens", "prompt-length-drift", "cost-per-request"],
    clearedBy: [],
    changes: { model: 1, retraining: 0.8, prompt: 0.8, deployment: 0.6 },
    send: "the tokens and the cost of each request, and the model in its lineage",
  },
  "cold-starts": {
    shows: ["metric.*cold*", "metric.*start*"],
    hints: ["metric.*load*", "metric.*heap*", "metric.*memory*"],
    clearedBy: [],
    changes: { deployment: 0.8, model: 0.5, config: 0.5 },
    send: "an OTLP metric of starts or of model load time for each instance",
  },
  "tool-dependencies": {
    shows: ["metric.*dependency*", "metric.*upstream*", "metric.*http.client*"],
    hints: ["tool-calls", "fallback-rate"],
    clearedBy: [],
    changes: { outage: 1, index: 0.5, features: 0.5, "pipeline-run": 0.3, deployment: 0.3 },
    send: "the number of tool calls of each request, or an OTLP metric of the calls to each dependency",
  },
  "rate-limiting": {
    shows: ["metric.*throttl*", "metric.*rate*limit*"],
    hints: ["error-rate", "request-rate"],
    clearedBy: [],
    changes: { config: 1, policy: 0.6, deployment: 0.3 },
    send: "an OTLP counter of the requests that were throttled",
  },
  "prompt-changes": {
    shows: [],
    hints: [
      "refusal-rate",
      "malformed-rate",
      "input-tokens",
      "output-tokens",
      "prompt-length-drift",
      "evaluation.*",
      "evaluation-mix.*",
    ],
    clearedBy: [],
    changes: { prompt: 1, config: 0.4, deployment: 0.3 },
    send: "the prompt's name and version with each record",
  },
  "policy-filters": {
    shows: [],
    hints: ["policy-violation-rate", "refusal-rate"],
    clearedBy: [],
    changes: { policy: 1, config: 0.8, deployment: 0.6 },
    send: "firebreak.policy.violations, how often an answer broke a policy",
  },
  "retrieval-content": {
    shows: [],
    hints: ["retrieval-hit-rate", "input-tokens", "prompt-length-drift"],
    clearedBy: [],
    changes: { index: 1, "pipeline-run": 1, features: 0.3 },
    send: "the index version in the lineage, and the documents that were retrieved",
  },
  "fine-tuning-data": {
    shows: [],
    hints: ["calibration-error", "score-drift", "confidence-drift", "evaluation.*", "evaluation-mix.*"],
    clearedBy: [],
    changes: { model: 1, retraining: 1 },
    send: "the model's version in the lineage, and evaluations of its answers",
  },
  "tool-permissions": {
    shows: ["tool-denial-rate"],
    hints: ["tool-calls", "policy-violation-rate"],
    clearedBy: [],
    changes: { policy: 0.8, config: 0.8, deployment: 0.5 },
    send: "how many tools a request called and how many calls were denied",
  },
};

/** Signals that say that something is wrong, or how much, and of no layer where; each with the reason it is left out everywhere. */
export const HARM_ONLY: readonly string[] = [
  "ungrounded-rate",
  "task-success",
  "override-rate",
  "overruled-rate",
  "click-through",
  // Latency is the harm, or hints by its p95; the other two quantiles stand beside it and do not alarm.
  "latency-p50",
  "latency-p99",
  // Shown beside the calibration error, which alarms for them.
  "precision-reference",
  "recall",
  "label-delay-p50",
];

/** A team's own signal is not in the table above: of it the fault class alone is known. */
export const LAYERS_OF_CLASS: Readonly<Record<FaultClass, readonly Layer[]>> = {
  data: ["input-quality", "feature-freshness", "retrieval-content", "fine-tuning-data"],
  model: ["model-version", "model-size", "prompt-changes", "fine-tuning-data"],
  infra: ["inference-runtime", "queue-depth", "cold-starts", "tool-dependencies", "rate-limiting"],
  security: ["policy-filters", "tool-permissions"],
  governance: ["post-processing", "policy-filters"],
};

const ARTEFACTS: Readonly<Record<string, ChangeOf>> = {
  code: "deployment",
  image: "deployment",
  "serving-image": "deployment",
  runtime: "deployment",
  library: "deployment",
  model: "model",
  weights: "model",
  adapter: "model",
  prompt: "prompt",
  template: "prompt",
  "system-prompt": "prompt",
  features: "features",
  feature: "features",
  "feature-store": "features",
  schema: "features",
  data: "features",
  index: "index",
  "vector-index": "index",
  knowledge: "index",
  documents: "index",
  policy: "policy",
  threshold: "policy",
  guardrail: "policy",
  filter: "policy",
  config: "config",
  routing: "config",
};
/** They say what happened to an artefact, not which one is carried. */
const EVENTS: readonly string[] = ["pipeline-run", "retraining", "outage"];
const KINDS: Readonly<Record<ChangeOf, true>> = {
  deployment: true,
  model: true,
  prompt: true,
  features: true,
  index: true,
  policy: true,
  config: true,
  "pipeline-run": true,
  retraining: true,
  outage: true,
};

/** What a change is of. The artefact counts before the vehicle: a prompt that a deployment brought is a change of the prompt. */
export function changeOf({ artefact, kind }: { readonly artefact: string | null; readonly kind: string }): readonly ChangeOf[] {
  const carried = artefact === null ? undefined : ARTEFACTS[artefact.toLowerCase()];
  const known = isKind(kind) ? [kind] : [];
  if (carried === undefined) return known;
  return [carried, ...known.filter((one) => EVENTS.includes(one))];
}
const isKind = (kind: string): kind is ChangeOf => Object.hasOwn(KINDS, kind);

/** Whether a pattern of the table names this signal. */
export function names(pattern: string, signal: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === signal;
  const [first = "", ...rest] = parts;
  if (!signal.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest.slice(0, -1)) {
    const at = signal.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  const last = rest.at(-1) ?? "";
  return signal.length - last.length >= from && signal.endsWith(last);
}
