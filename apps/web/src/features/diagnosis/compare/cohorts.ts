import { type Segment, segmentKey } from "@firebreak/incident";
import type { AskedCohort } from "@firebreak/server/contract";
import type { SignalId } from "@firebreak/signals";
import type { DiagnoseView, Pair, Span } from "../view.ts";

/** What cohorts are cut by: when the harm began, what is counted as harm, and until when there is traffic. */
export interface CohortFrame {
  readonly onset: { readonly low: number; readonly at: number; readonly high: number };
  readonly harm: SignalId;
  /** What a bad record is called. */
  readonly bad: string;
  /** Now, or when the incident was closed. */
  readonly end: number;
}
export interface NamedCohort {
  readonly name: string;
  readonly cohort: AskedCohort;
}
export interface CohortPair {
  readonly a: NamedCohort;
  readonly b: NamedCohort;
}
/** The pair, or what has to be chosen first. */
export type PairChoice = { readonly pair: CohortPair } | { readonly missing: string };

export const PAIR_WORDS: Readonly<Record<Pair, { readonly title: string; readonly means: string }>> = {
  harm: {
    title: "Affected / healthy",
    means: "Requests since the onset that the harm counts as bad, and those that it does not.",
  },
  onset: { title: "After / before", means: "All requests since the onset, and as long a time before it." },
  versions: { title: "Two versions", means: "Requests that two versions of one artefact answered." },
  segment: { title: "Segment / rest", means: "One segment since the onset, and all traffic outside of it." },
  windows: { title: "Two times", means: "All requests of two stretches of time that you choose." },
};

const MINUTE = 60_000;
const LEAST_MS = 5 * MINUTE;
const MOST_MS = 6 * 60 * MINUTE;
/** Versions of one artefact may have served one after the other: the time before the onset counts, too. */
const VERSIONS_BACK_MS = 2 * 60 * MINUTE;

export function pairOf(
  view: Pick<DiagnoseView, "pair" | "where" | "lineage" | "versions" | "windows">,
  frame: CohortFrame,
): PairChoice {
  const { where, lineage, versions, windows } = view;
  const { onset, harm, bad, end } = frame;
  const since = { from: onset.low, to: Math.max(end, onset.low + MINUTE) };
  const narrowed = { segment: where, outside: null, lineage: lineage.length === 0 ? null : [...lineage], harmed: null };
  switch (view.pair) {
    case "harm":
      return {
        pair: {
          a: { name: `affected: ${bad}`, cohort: { ...narrowed, ...since, harmed: { signal: harm, bad: true } } },
          b: { name: "healthy", cohort: { ...narrowed, ...since, harmed: { signal: harm, bad: false } } },
        },
      };
    case "onset": {
      const length = Math.min(MOST_MS, Math.max(LEAST_MS, end - onset.high));
      return {
        pair: {
          a: { name: "after the onset", cohort: { ...narrowed, from: onset.high, to: onset.high + length } },
          b: { name: "before the onset", cohort: { ...narrowed, from: onset.low - length, to: onset.low } },
        },
      };
    }
    case "versions": {
      if (versions === null) return { missing: "Choose an artefact and two of its versions." };
      if (versions.a === versions.b) return { missing: "Choose two different versions." };
      const carries = (version: string): AskedCohort => ({
        ...narrowed,
        from: onset.low - VERSIONS_BACK_MS,
        to: since.to,
        lineage: [...lineage.filter((one) => one.artefact !== versions.artefact), { artefact: versions.artefact, version }],
      });
      return {
        pair: { a: { name: versions.a, cohort: carries(versions.a) }, b: { name: versions.b, cohort: carries(versions.b) } },
      };
    }
    case "segment": {
      if (where === null) return { missing: "Choose a segment: a condition on at least one dimension." };
      return {
        pair: {
          a: { name: segmentKey(where), cohort: { ...narrowed, ...since } },
          b: { name: "the rest", cohort: { ...narrowed, ...since, segment: null, outside: where } },
        },
      };
    }
    case "windows":
      if (windows === null) return { missing: "Choose two stretches of time." };
      return {
        pair: {
          a: { name: "first time", cohort: { ...narrowed, ...windows.a } },
          b: { name: "second time", cohort: { ...narrowed, ...windows.b } },
        },
      };
  }
}

/** What the two times of a free choice begin with: after the onset, and before it. */
export function firstWindows({ onset, end }: Pick<CohortFrame, "onset" | "end">): { readonly a: Span; readonly b: Span } {
  const minute = (at: number) => Math.floor(at / MINUTE) * MINUTE;
  const length = Math.min(MOST_MS, Math.max(LEAST_MS, end - onset.high));
  const [low, high] = [minute(onset.low), minute(onset.high) + MINUTE];
  return { a: { from: high, to: high + minute(length) }, b: { from: low - minute(length), to: low } };
}

export const isSameSegment = (one: Segment | null, other: Segment | null): boolean =>
  (one === null ? "" : segmentKey(one)) === (other === null ? "" : segmentKey(other));
