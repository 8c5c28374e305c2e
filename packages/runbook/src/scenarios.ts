import type { IncidentClass, Measure, ScenarioId } from "@firebreak/incident";
import type { SignalId } from "@firebreak/signals";

/** One row of the runbook's table of scenarios (I1–I5), in the words a person reads when choosing one. */
export interface Scenario {
  readonly id: ScenarioId;
  readonly title: string;
  readonly incidentClass: IncidentClass;
  readonly firstSignals: readonly string[];
  /**
   * The signals that give it away, where a service has them; on the first one containment is measured, so that each record is bad or not.
   * Gaps between groups and single features stand under the names of dimensions and features, which only a service knows.
   */
  readonly watch: readonly SignalId[];
  readonly bestContainment: string;
  /** The measures of ours that do it, least disruptive first. */
  readonly measures: readonly Measure[];
  readonly rollbackPath: string;
  readonly forensicsFirst: readonly string[];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: "I1",
    title: "Hallucination spike",
    incidentClass: "model",
    firstSignals: ["Users report invented answers", "Refusals drop", "Answer quality falls"],
    watch: ["ungrounded-rate", "task-success", "override-rate"],
    bestContainment: "Tools off, answers from retrieved documents only",
    measures: ["retrieval-only", "tools-off", "human-handoff"],
    rollbackPath: "Prompt or template version",
    forensicsFirst: ["Prompts", "Tool traces", "Retrieved documents"],
  },
  {
    id: "I2",
    title: "Feature pipeline break",
    incidentClass: "data",
    firstSignals: ["Null rate rises", "A feature drifts", "Scores collapse"],
    watch: ["feature-null-rate", "score-drift", "score-mean", "positive-rate", "retrieval-hit-rate"],
    bestContainment: "Freeze scores at the last good version, review by people",
    measures: ["human-handoff"],
    rollbackPath: "Feature transform or upstream job",
    forensicsFirst: ["Schema", "Partition", "Freshness logs"],
  },
  {
    id: "I3",
    title: "Latency regression",
    incidentClass: "infra",
    firstSignals: ["p95 or p99 breaches its limit", "The queue grows"],
    watch: ["latency-p95", "queue-time-p95", "error-rate", "latency-p99"],
    bestContainment: "Scale out, use a smaller model, cap concurrency",
    measures: ["tools-off"],
    rollbackPath: "Serving image or model artefact",
    forensicsFirst: ["Runtime metrics", "Dependency metrics", "Resource metrics"],
  },
  {
    id: "I4",
    title: "Prompt injection, tool abuse",
    incidentClass: "security",
    firstSignals: ["Suspicious tool calls", "Policy violations"],
    watch: ["tool-denial-rate", "policy-violation-rate", "tool-calls"],
    bestContainment: "Tools off, tighter authorisation and allowlists",
    measures: ["tools-off", "human-handoff"],
    rollbackPath: "The prompt flow that may call tools",
    forensicsFirst: ["Conversation trace", "Permissions", "Policies"],
  },
  {
    id: "I5",
    title: "Bias or unsafe decisions",
    incidentClass: "governance",
    firstSignals: ["Outcomes differ between segments", "Reviews escalate"],
    watch: ["overruled-rate", "override-rate", "positive-rate"],
    bestContainment: "Human review on, use case narrowed",
    measures: ["human-handoff"],
    rollbackPath: "Model threshold or version",
    forensicsFirst: ["Segment metrics", "Labels", "Threshold logs"],
  },
];

export function scenario(id: ScenarioId): Scenario {
  const found = SCENARIOS.find((one) => one.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
}
