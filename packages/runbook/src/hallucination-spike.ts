import type { IncidentCommand } from "@firebreak/incident";

type Declaration = Extract<IncidentCommand, { type: "DeclareIncident" }>;
export type HypothesisPlan = Extract<IncidentCommand, { type: "AddHypothesis" }>;

/** What the declaration's form is filled with; service, people, time and severity are the declaring person's. */
export const I1_DECLARATION: Pick<Declaration, "title" | "summary" | "incidentClass" | "scenario" | "impact"> = {
  title: "Assistant states things that no document holds",
  summary: "The share of answers without grounding left its envelope. Some customers may have been told wrong terms.",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "medium", regulatoryExposure: "unknown", systemDegradation: "low" },
};

/**
 * “Outputs wrong”: the five layers in the order in which they are inspected (C4), and under them what I1 usually turns out
 * to be. In an order in which each can be issued as it stands: a parent comes before its children.
 */
export const OUTPUTS_WRONG: readonly HypothesisPlan[] = [
  layer(
    "input-quality",
    "Input quality",
    "Compare null rates, languages and prompt lengths with the hour before. Read ten bad requests.",
  ),
  layer(
    "feature-freshness",
    "Feature freshness, retrieval index",
    "Is the retrieval hit rate inside its envelope? When was the index built last?",
  ),
  layer(
    "model-version",
    "Model and prompt version",
    "Compare the lineage of bad and good answers: which version do only the bad ones share?",
  ),
  layer("inference-runtime", "Inference runtime", "Latency, errors and instances: do bad answers come from some instances only?"),
  layer("post-processing", "Post-processing", "Compare what the model returned with what the user saw, on ten bad answers."),
  child("stale-index", "feature-freshness", {
    statement: "The index is stale or lost documents of one language",
    check: "Retrieval hit rate by language; count the documents per language against the build before.",
  }),
  child("prompt-lost-grounding", "model-version", {
    statement: "A prompt version lost its instruction to answer only from documents",
    check: "Ungrounded rate by prompt version, then the difference between the two prompt texts, in each language.",
  }),
  child("routed-to-smaller-model", "model-version", {
    statement: "Routing sends the segment to a smaller model",
    check: "Model mix in the segment before and after the onset; cost per request falls when it is this.",
  }),
];

function layer(id: HypothesisPlan["layer"], statement: string, check: string): HypothesisPlan {
  return { type: "AddHypothesis", hypothesisId: id, parentId: null, layer: id, statement, check };
}
function child(
  hypothesisId: string,
  under: HypothesisPlan["layer"],
  said: Pick<HypothesisPlan, "statement" | "check">,
): HypothesisPlan {
  return { type: "AddHypothesis", hypothesisId, parentId: under, layer: under, ...said };
}
