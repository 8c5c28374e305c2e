import type { Segment, Symptom } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import type { SegmentRow, SignalId, SignalStanding } from "@firebreak/signals";
import type { DeskAnswer } from "../auth/port.ts";
import type { Change } from "../changes/port.ts";
import type { Cohort, CohortDifference } from "../telemetry/port.ts";

/** When the harm began, from the signal that shows it best; epoch milliseconds. */
export interface Onset {
  readonly at: number;
  /** 95 of 100 times it lies between. */
  readonly low: number;
  readonly high: number;
  /** `entered`: no signal shows it; it is what a person entered. */
  readonly from: "change-point" | "entered";
  readonly signal: SignalId | null;
  /** Before and after, in the signal's unit; null where it is what a person entered. */
  readonly before: number | null;
  readonly after: number | null;
}

/** A change with how well its time and lineage fit the impact. Best first; nearest in time alone is a lead, not a cause. */
export interface RankedChange {
  readonly change: Change;
  /** 0–1; comparable within one incident. */
  readonly score: number;
  /** 0–1, from the onset with its uncertainty: a change after the onset cannot be its cause. */
  readonly timeFit: number;
  /** 0–1: how much worse the records that carry it are, with certainty; null where its lineage is not seen. */
  readonly lineageFit: number | null;
  /** Sentences, most telling first, at most 4. */
  readonly reasons: readonly string[];
}

/** Machine-made, from data alone; a person decides. Everything is of the service of one incident, now. */
export interface Diagnosis {
  readonly madeAt: number;
  readonly symptom: Symptom;
  /** What is counted as harm here. */
  readonly harmSignal: SignalId;
  readonly harmTitle: string;
  readonly onset: Onset;
  /** When the harm fell back to what was usual before; null while it lasts, or where nothing shows it. Epoch milliseconds. */
  readonly recoveredAt: number | null;
  /** At most 20. */
  readonly changes: readonly RankedChange[];
  /** At most 12, best first. Empty where harm is spread evenly. */
  readonly segments: readonly SegmentRow[];
  /** The layers of the symptom's tree in their order (the page ranks by score). */
  readonly layers: readonly LayerFinding[];
  /** Since the onset, up to the recovery where there was one that lasts. */
  readonly affected: {
    readonly requests: number;
    readonly bad: number;
    /** Bad ones above what the time before lets expect, with its 95 % interval. */
    readonly excess: { readonly value: number; readonly low: number; readonly high: number };
    readonly conversations: number;
    readonly people: number | null;
  };
  /** Faults in making it, each a sentence (e.g. the telemetry did not answer in time); the rest stands. */
  readonly faults: readonly string[];
}

/** Runbook C5: signals × layers, one look. */
export interface Matrix {
  readonly symptom: Symptom;
  readonly columns: readonly { readonly layer: LayerFinding["layer"]; readonly title: string }[];
  readonly rows: readonly {
    readonly signal: SignalId;
    readonly title: string;
    readonly standing: SignalStanding["standing"] | null;
    /** The columns that this signal speaks to. */
    readonly layers: readonly LayerFinding["layer"][];
  }[];
}

export interface DiagnosisService {
  /** Kept for at most 10 s. Refused with `NO_INCIDENT`, `NO_BAD_EVENTS` (choose a share, or a signal with a limit), `TELEMETRY_SILENT` (ask again). */
  of(ask: { readonly incidentId: string; readonly harmSignal: SignalId | null }): Promise<DeskAnswer<Diagnosis>>;
  matrix(incidentId: string): Promise<DeskAnswer<Matrix>>;
}

/** A cohort as a page names it: by a harm's signal instead of its condition. */
export interface AskedCohort extends Omit<Cohort, "harmed" | "lineage" | "outside" | "segment"> {
  readonly segment: Segment | null;
  /** All traffic but this segment. */
  readonly outside: Segment | null;
  readonly lineage: { artefact: string; version: string }[] | null;
  readonly harmed: { readonly signal: SignalId; readonly bad: boolean } | null;
}
export interface Comparison {
  readonly recordsA: number;
  readonly recordsB: number;
  readonly differences: readonly CohortDifference[];
}
