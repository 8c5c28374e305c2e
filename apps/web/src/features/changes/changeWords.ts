import type { Change, ChangeKind, ChangeSource } from "@firebreak/server/contract";

export const SOURCE_NAMES: Readonly<Record<ChangeSource, string>> = {
  github: "GitHub",
  mlflow: "MLflow",
  cdevents: "CDEvents",
  argo: "Argo",
  json: "JSON",
};
export const KIND_NAMES: Readonly<Record<ChangeKind, string>> = {
  deployment: "deployment",
  model: "model",
  prompt: "prompt",
  features: "features",
  index: "index",
  policy: "policy",
  config: "configuration",
  "pipeline-run": "pipeline run",
  retraining: "retraining",
  outage: "outage",
  other: "change",
};

/** How it is known: both together is the surest. */
export function provenance({ source, firstServedAt }: Pick<Change, "source" | "firstServedAt">): string {
  if (source === "lineage") return "seen in the records";
  const announced = `announced by ${SOURCE_NAMES[source]}`;
  return firstServedAt === null ? announced : `${announced}, seen in the records`;
}

/** What is to be said of how it went; null where it simply happened. */
export function statusText({ kind, status }: Pick<Change, "kind" | "status">): string | null {
  if (kind === "outage") return status === "succeeded" ? "over" : "going on";
  if (status === "failed") return "failed";
  if (status === "rolled-back") return "rolled back";
  return status === "started" ? "under way" : null;
}
