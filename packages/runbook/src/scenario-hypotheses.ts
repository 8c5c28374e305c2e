import type { Layer, ScenarioId } from "@firebreak/incident";

/** What a scenario usually turns out to be, under the layer where it would be found. */
export interface UsualCause {
  /** Stable: laying out twice must not double it. */
  readonly hypothesisId: string;
  readonly layer: Layer;
  readonly statement: string;
  readonly check: string;
}

export const USUAL_CAUSES: Readonly<Record<ScenarioId, readonly UsualCause[]>> = {
  I1: [
    {
      hypothesisId: "stale-index",
      layer: "feature-freshness",
      statement: "The index is stale or lost documents of one language",
      check: "Retrieval hit rate by language; count the documents per language against the build before.",
    },
    {
      hypothesisId: "prompt-lost-grounding",
      layer: "model-version",
      statement: "A prompt version lost its instruction to answer only from documents",
      check: "Ungrounded rate by prompt version, then the difference between the two prompt texts, in each language.",
    },
    {
      hypothesisId: "routed-to-smaller-model",
      layer: "model-version",
      statement: "Routing sends the segment to a smaller model",
      check: "Model mix in the segment before and after the onset; cost per request falls when it is this.",
    },
  ],
  I2: [
    {
      hypothesisId: "upstream-schema-changed",
      layer: "input-quality",
      statement: "An upstream job changed its schema: fields are renamed, retyped or empty",
      check: "Null rate of each feature and since when; compare the schema of the last two runs of the job that writes them.",
    },
    {
      hypothesisId: "units-changed",
      layer: "input-quality",
      statement: "A field comes in another unit, currency or time zone",
      check: "Distribution of each drifting feature before and after: the same shape, stretched by a constant factor, is a unit.",
    },
    {
      hypothesisId: "join-lost-partition",
      layer: "feature-freshness",
      statement: "A join lost a partition: the features of one part of the customers are missing",
      check:
        "Null rate by every dimension: one value near 100 % and the rest as before. Count the rows per partition of the last two runs.",
    },
    {
      hypothesisId: "stale-feature-store",
      layer: "feature-freshness",
      statement: "The feature store serves old values: a run failed or came late",
      check: "Age of the newest row of each table against its schedule; features that are constant since the onset.",
    },
    {
      hypothesisId: "transform-skew",
      layer: "feature-freshness",
      statement: "The transform in serving differs from the one the model was trained with",
      check: "Compute the features of ten requests by both transforms and compare them value by value.",
    },
  ],
  I3: [
    {
      hypothesisId: "fewer-workers",
      layer: "queue-depth",
      statement: "A serving image or configuration starts fewer workers, or allows fewer requests at once",
      check:
        "Requests in work at once for each instance before and after the deployment; the queue grows while the work takes as long.",
    },
    {
      hypothesisId: "retry-storm",
      layer: "queue-depth",
      statement: "Callers try again what was slow, and so make it slower",
      check: "Requests a minute against conversations a minute: several requests for one question. Time-outs of the callers.",
    },
    {
      hypothesisId: "bigger-model",
      layer: "model-size",
      statement: "A model or quantisation that is bigger or slower is served",
      check: "Time for each output token and cost per request, by model version and by serving image.",
    },
    {
      hypothesisId: "longer-prompts",
      layer: "model-size",
      statement: "Prompts or answers became longer",
      check: "Input and output tokens by prompt version, before and after the onset.",
    },
    {
      hypothesisId: "cold-after-deploy",
      layer: "cold-starts",
      statement: "Instances start cold after a deployment or a scale-out",
      check: "Age of the instance of each slow request; load time of the model; does it pass by itself once all are warm?",
    },
    {
      hypothesisId: "slow-dependency",
      layer: "tool-dependencies",
      statement: "A tool, the index or the feature store answers slowly",
      check: "Spans of the slowest ten traces by name; the dependency's own latency and status page.",
    },
    {
      hypothesisId: "provider-throttles",
      layer: "rate-limiting",
      statement: "The provider of the model throttles, and requests wait for their turn",
      check: "Answers with status 429 and their Retry-After; tokens a minute against the quota.",
    },
  ],
  I4: [
    {
      hypothesisId: "documents-may-instruct",
      layer: "prompt-changes",
      statement: "The prompt does not keep documents and instructions apart",
      check:
        "Find where documents enter the prompt, in both versions. Put a harmless instruction into a test document: is it obeyed?",
    },
    {
      hypothesisId: "filter-off",
      layer: "policy-filters",
      statement: "A filter for injections or answers is off, bypassed or older than it should be",
      check: "Policy version on the bad requests; send a known injection through the filter alone.",
    },
    {
      hypothesisId: "poisoned-document",
      layer: "retrieval-content",
      statement: "A document in the index carries instructions",
      check:
        "Read the documents of the requests with denied or unusual tool calls: which one do they share, and since which build is it there?",
    },
    {
      hypothesisId: "open-source-of-documents",
      layer: "retrieval-content",
      statement: "Somebody outside can write into a source that the index reads",
      check:
        "Who may write to the source of the shared document, and who did last? Are new documents reviewed before they are indexed?",
    },
    {
      hypothesisId: "poisoned-tuning",
      layer: "fine-tuning-data",
      statement: "The model was tuned on examples that obey such instructions",
      check: "Same requests, same documents, the model version before: does it call the tool too?",
    },
    {
      hypothesisId: "tools-too-wide",
      layer: "tool-permissions",
      statement: "The assistant may call tools that this task does not need",
      check: "Tools allowed against tools used in the last week; which of the calls could change or send something?",
    },
    {
      hypothesisId: "no-second-look",
      layer: "tool-permissions",
      statement: "A tool acts with the assistant's rights instead of the user's, or without anybody's consent",
      check: "Whose token is on the calls that went through? Which of them should have asked a person first?",
    },
  ],
  I5: [
    {
      hypothesisId: "group-differs-in-data",
      layer: "input-quality",
      statement: "Data of one group is missing or recorded otherwise",
      check: "Null rates and distributions by group, before and after the onset.",
    },
    {
      hypothesisId: "proxy-feature",
      layer: "feature-freshness",
      statement: "A feature stands in for the group",
      check: "Which features tell the groups apart? Scores with that feature held at its median, by group.",
    },
    {
      hypothesisId: "biased-labels",
      layer: "model-version",
      statement: "The labels that a retrained model learnt from treat the group worse",
      check: "Calibration by group, by model version: the same score, and another share that turns out true.",
    },
    {
      hypothesisId: "threshold-by-group",
      layer: "post-processing",
      statement: "A threshold or policy version treats one group differently",
      check: "Decisions at the same score by group and policy version; the difference between the two policy texts.",
    },
    {
      hypothesisId: "review-by-group",
      layer: "post-processing",
      statement: "Cases of the group are sent to review, or decided there, by other rules",
      check: "Share that went to people, and how often they decided otherwise, by group and desk.",
    },
  ],
};
