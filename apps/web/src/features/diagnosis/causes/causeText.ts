import type { LayerFinding } from "@firebreak/runbook";
import type { Change, Diagnosis, Onset } from "@firebreak/server/contract";
import type { SegmentRow } from "@firebreak/signals";

const SOURCES: Readonly<Record<Exclude<Change["source"], "lineage">, string>> = {
  github: "GitHub",
  mlflow: "MLflow",
  cdevents: "CDEvents",
  argo: "Argo",
  json: "the team's own door",
};

type Named = Pick<Change, "title" | "artefact" | "version" | "kind">;
/** `prompt refunds@41` where the records can show it; else what the announcement calls it. */
export const changeTitle = ({ title, artefact, version, kind }: Named): string =>
  artefact && version ? `${artefact} ${version}` : title || kind;
/** What an announcement adds to the artefact and its version; empty where that says it all. */
export const announcedTitle = ({ title, artefact, version }: Named): string => (artefact && version ? title : "");

/** `announced by GitHub · seen in the records`. */
export function sourceText({ source, firstServedAt }: Pick<Change, "source" | "firstServedAt">): string {
  const announced = source === "lineage" ? "announced by nobody" : `announced by ${SOURCES[source]}`;
  return firstServedAt === null ? `${announced} · not seen in the records` : `${announced} · seen in the records`;
}

/** `4 min before`, `40 s after`, from the moment that counts to the onset. */
export function distanceText(beforeMs: number): string {
  const side = beforeMs < 0 ? "after" : "before";
  const seconds = Math.round(Math.abs(beforeMs) / 1000);
  if (seconds < 60) return `${seconds} s ${side}`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ${side}`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h ${side}`;
  return `${Math.round(seconds / 86_400)} days ${side}`;
}

/** `± 20 s` where the interval is about even, else how far it reaches to each side; empty for a moment that a person entered. */
export function uncertaintyText({ at, low, high, from }: Pick<Onset, "at" | "low" | "high" | "from">): string {
  if (from === "entered") return "";
  const [before, after] = [at - low, high - at];
  const most = Math.max(before, after);
  if (most < 500) return "± 0 s";
  const span = (ms: number) => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);
  return Math.min(before, after) >= most / 2 ? `± ${span(most)}` : `− ${span(before)} + ${span(after)}`;
}

/** How many times the rate of the rest: `× 21`, `× 1.8`; `only here` where the rest has none. */
export function ratioText({ rate, restRate }: Pick<SegmentRow, "rate" | "restRate">): string {
  if (rate === 0) return "none here";
  if (restRate === 0) return "only here";
  const ratio = rate / restRate;
  return `× ${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)}`;
}

/** Rounded down: what is not certain is never called so. */
export function sureText(confidence: number): string {
  if (confidence > 0.999) return "> 99.9 %";
  return `${Math.floor(confidence * 1000) / 10} %`;
}

const SURE = 0.95;
/** Red only where it is worse than the rest, and not one of many that chance made look so. */
export const isSurelyWorse = ({ low, restRate, confidence }: Pick<SegmentRow, "low" | "restRate" | "confidence">): boolean =>
  low > restRate && confidence >= SURE;

export const countText = (count: number): string => Math.round(count).toLocaleString("en");
/** Never below none: fewer bad ones than expected is no excess. */
export function excessText({ value, low, high }: Diagnosis["affected"]["excess"]): {
  readonly value: string;
  readonly interval: string;
} {
  const part = (count: number) => countText(Math.max(0, count));
  return { value: part(value), interval: `${part(low)} to ${part(high)}` };
}

const ORDER: Readonly<Record<LayerFinding["finding"], number>> = { suspicious: 0, "nothing-found": 1, "not-measured": 2 };
/** The most suspicious first; within the same, in the order in which the runbook inspects them. */
export const rankedLayers = (layers: readonly LayerFinding[]): readonly LayerFinding[] =>
  layers.toSorted((a, b) => ORDER[a.finding] - ORDER[b.finding] || b.score - a.score);
export const FINDING_WORDS: Readonly<Record<LayerFinding["finding"], string>> = {
  suspicious: "suspicious",
  "nothing-found": "nothing found",
  "not-measured": "not measured",
};
