import type { LineageChange } from "@firebreak/server/contract";

export interface ChangeRow {
  readonly key: string;
  readonly at: number;
  readonly artefact: string;
  readonly version: string;
  readonly previous: string | null;
  readonly trafficShare: number;
  /** Milliseconds before impact; negative for one that came after it. */
  readonly beforeMs: number;
  /** The last one before impact: the first to look at. */
  readonly nearest: boolean;
}

/** Newest first. A first-ever version is where the records begin, not a change. */
export function changeRows(changes: readonly LineageChange[], impactStartedAt: number): readonly ChangeRow[] {
  const real = changes.filter((change) => change.previous !== null).toSorted((a, b) => b.at - a.at);
  const nearest = real.find((change) => change.at <= impactStartedAt);
  return real.map((change) => ({
    key: `${change.at}-${change.artefact}-${change.version}`,
    ...change,
    beforeMs: impactStartedAt - change.at,
    nearest: change === nearest,
  }));
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
