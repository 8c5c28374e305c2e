import type { LAYERS_OF, Layer, ScenarioId, Symptom } from "@firebreak/incident";

/** The incident's own: only types are taken from there, and the compiler holds the two alike. */
export const LAYERS: typeof LAYERS_OF = {
  "outputs-wrong": ["input-quality", "feature-freshness", "model-version", "inference-runtime", "post-processing"],
  "latency-up": ["queue-depth", "model-size", "cold-starts", "tool-dependencies", "rate-limiting"],
  "safety-regressed": ["prompt-changes", "policy-filters", "retrieval-content", "fine-tuning-data", "tool-permissions"],
};

/** As a person reads it. */
export const LAYER_TITLES: Readonly<Record<Layer, string>> = {
  "input-quality": "Input quality",
  "feature-freshness": "Feature freshness, retrieval index",
  "model-version": "Model and prompt version",
  "inference-runtime": "Inference runtime",
  "post-processing": "Post-processing",
  "queue-depth": "Queue depth",
  "model-size": "Model size",
  "cold-starts": "Cold starts",
  "tool-dependencies": "External tool dependencies",
  "rate-limiting": "Rate limiting",
  "prompt-changes": "Prompt changes",
  "policy-filters": "Policy filters",
  "retrieval-content": "Retrieval content",
  "fine-tuning-data": "Fine-tuning data",
  "tool-permissions": "Tool permissions",
};
export const SYMPTOM_TITLES: Readonly<Record<Symptom, string>> = {
  "outputs-wrong": "Outputs wrong",
  "latency-up": "Latency up",
  "safety-regressed": "Safety behaviour regressed",
};
/** Runbook C4 and I: what each scenario looks like from outside. */
export const SYMPTOM_OF: Readonly<Record<ScenarioId, Symptom>> = {
  I1: "outputs-wrong",
  I2: "outputs-wrong",
  I3: "latency-up",
  I4: "safety-regressed",
  I5: "outputs-wrong",
};

/** What Firebreak itself could look at in a layer; it never decides (C4). */
export interface LayerFinding {
  readonly layer: Layer;
  readonly finding: "suspicious" | "nothing-found" | "not-measured";
  /** Higher is more suspicious; comparable within one incident only. 0 where nothing was found. */
  readonly score: number;
  /** e.g. “Null rate 1.4 %, inside its envelope: nothing found.” */
  readonly sentence: string;
  /** Signals that were looked at, with what they say; at most 12. */
  readonly looked: readonly {
    readonly signal: string;
    readonly title: string;
    readonly standing: "alarms" | "outside" | "inside" | "learning" | "silent";
    readonly sentence: string;
  }[];
  /** Changes of the feed whose artefact belongs to this layer, best fitting first; at most 5. */
  readonly changeIds: readonly string[];
}
