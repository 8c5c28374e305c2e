import type { Layer } from "@firebreak/incident";

/** Runbook C4: how each layer is inspected, by a person. */
export const LAYER_CHECKS: Readonly<Record<Layer, string>> = {
  "input-quality": "Compare null rates, languages and prompt lengths with the hour before. Read ten bad requests.",
  "feature-freshness":
    "Is the retrieval hit rate inside its envelope, do features drift? When were the index and the features built last?",
  "model-version": "Compare the lineage of bad and good answers: which version do only the bad ones share?",
  "inference-runtime": "Latency, errors and instances: do bad answers come from some instances only?",
  "post-processing": "Compare what the model returned with what the user saw, on ten bad answers.",
  "queue-depth":
    "Queue time beside latency: does the wait grow while the work itself takes as long as before? Compare traffic and workers.",
  "model-size":
    "Compare the time for each output token, the tokens and the cost of a request with the hour before, by model and prompt version.",
  "cold-starts": "Are the slow requests the first ones of an instance? Compare starts and load times with the deployments.",
  "tool-dependencies": "Read the slowest ten traces: which call takes the time? Look at the status of each dependency.",
  "rate-limiting":
    "Count the requests that were throttled, here and by the provider; compare with the agreed limits and with retries.",
  "prompt-changes":
    "Compare the prompt of bad and good answers, then the two texts: which rule went missing, or lets documents instruct?",
  "policy-filters":
    "Which filters ran on ten bad answers, in which version, and what did each say? Run the safety tests against both versions.",
  "retrieval-content":
    "Read the documents behind ten bad answers: what is new since the index before, and does one of them give instructions?",
  "fine-tuning-data":
    "Was the model retrained or tuned? Compare the safety tests of both versions and read what was added to the data.",
  "tool-permissions":
    "List the tool calls of ten bad requests: which were denied, which went through, and who allowed that tool to this caller?",
};
