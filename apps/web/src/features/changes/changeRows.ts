import type { Change } from "@firebreak/server/contract";
import { KIND_NAMES, provenance, statusText } from "./changeWords.ts";

export interface ChangeRow {
  readonly key: string;
  readonly at: number;
  /** What changed: the artefact where one is named, else the kind. */
  readonly what: string;
  /** To what: the version; null where it has none, then its title says it. */
  readonly version: string | null;
  readonly title: string;
  /** The kind, where `what` does not say it already. */
  readonly kind: string | null;
  readonly previous: string | null;
  readonly trafficShare: number | null;
  readonly status: { readonly text: string; readonly bad: boolean } | null;
  /** Its title where the version stands in its place, how it is known, where it was and who did it. */
  readonly known: readonly string[];
  readonly url: string;
  /** Milliseconds before impact; negative for one that came after it. */
  readonly beforeMs: number;
  /** The last one before impact: the first to look at. */
  readonly nearest: boolean;
}

/** Newest first, by the moment that counts. */
export function changeRows(changes: readonly Change[], impactStartedAt: number): readonly ChangeRow[] {
  const sorted = changes.toSorted((a, b) => b.effectiveAt - a.effectiveAt);
  const nearest = sorted.find((change) => change.effectiveAt <= impactStartedAt);
  return sorted.map((change) => ({ ...rowOf(change, impactStartedAt), nearest: change === nearest }));
}

function rowOf(change: Change, impactStartedAt: number): Omit<ChangeRow, "nearest"> {
  const { changeId, effectiveAt, artefact, version, kind, title, previous, trafficShare, environment, by, url } = change;
  const named = artefact !== null && version !== null;
  const status = statusText(change);
  return {
    key: changeId,
    at: effectiveAt,
    what: named ? artefact : KIND_NAMES[kind],
    version: named ? version : null,
    title,
    kind: named && KIND_NAMES[kind] !== artefact && change.source !== "lineage" ? KIND_NAMES[kind] : null,
    previous,
    trafficShare,
    status: status === null ? null : { text: status, bad: (kind === "outage") === (change.status === "started") },
    known: [named && change.source !== "lineage" ? title : "", provenance(change), environment, by].filter((part) => part !== ""),
    url,
    beforeMs: impactStartedAt - effectiveAt,
  };
}

/** `2 min before`, `40 s before`, `3 h before`, `1 min after`. */
export function distanceText(beforeMs: number): string {
  const side = beforeMs < 0 ? "after" : "before";
  const seconds = Math.round(Math.abs(beforeMs) / 1000);
  if (seconds < 60) return `${seconds} s ${side}`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ${side}`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h ${side}`;
  return `${Math.round(seconds / 86_400)} days ${side}`;
}
