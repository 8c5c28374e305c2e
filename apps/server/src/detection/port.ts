import type {
  CalibrationBin,
  Distribution,
  Harm,
  SegmentFilter,
  ServiceProfile,
  SignalDefinition,
  SignalId,
  SignalSeries,
  SignalStanding,
} from "@firebreak/signals";
import type { DeskAnswer } from "../auth/port.ts";
import type { DeclarationRule } from "../inbox/port.ts";
import type { Span, Window } from "../telemetry/port.ts";

/** A definition of a team's file that was refused; the others keep working. */
export interface DefinitionFault {
  readonly file: string;
  /** 1-based; 0 where the whole file cannot be read. */
  readonly line: number;
  readonly signal: string | null;
  /** What does not fit, and what to write instead. */
  readonly message: string;
}
export interface Catalogue {
  readonly profile: ServiceProfile;
  /** Those that this service's telemetry can answer, catalogue first, then the team's own. At most 200. */
  readonly definitions: readonly SignalDefinition[];
  readonly faults: readonly DefinitionFault[];
}
export interface SeriesQuery extends Window {
  /** At most 60; ids that the service's catalogue does not hold are left out. */
  readonly signals: readonly SignalId[];
  readonly stepSeconds: number;
  readonly segment: SegmentFilter | null;
  readonly splitBy: string | null;
  /** So much earlier, e.g. a week; null: nothing to compare with. */
  readonly compareMs: number | null;
}
/** What of a signal's values a person looks at: a feature, the score, any number or category. */
export interface DistributionQuery extends Window {
  /** A field of the expression language: `score`, `feature.income`, `input_tokens`. */
  readonly field: string;
  readonly segment: SegmentFilter | null;
  readonly reference: Span;
}
export interface DistributionAnswer {
  readonly distribution: Distribution;
  /** Each with what sampling alone would stay below in 999 of 1,000 cases; null where there is too little, or it is no number. */
  readonly distances: readonly {
    readonly measure: "psi" | "js" | "wasserstein" | "ks";
    readonly value: number;
    readonly critical: number | null;
  }[];
}

/** Which signals there are, what they say, and since when they do not say what they should. */
export interface Signals {
  catalogue(service: string): Promise<Catalogue>;
  definition(service: string, signal: SignalId): Promise<SignalDefinition | null>;
  /** The bad events of a signal; null for one that has none (a metric, a distance, PromQL). */
  harm(service: string, signal: SignalId): Promise<Harm | null>;
  series(query: SeriesQuery): Promise<readonly SignalSeries[]>;
  distribution(query: DistributionQuery): Promise<DeskAnswer<DistributionAnswer>>;
  calibration(
    query: Window & { readonly segment: SegmentFilter | null },
  ): Promise<{ readonly bins: readonly CalibrationBin[]; readonly ece: number | null; readonly events: number }>;
  standings(service: string): readonly SignalStanding[];
  /** All that detection knows of each signal now, without asking the telemetry; empty for a service that is not followed. */
  readings(service: string): readonly SignalReading[];
}
export interface SignalReading extends Pick<SignalSeries, "envelope"> {
  readonly definition: SignalDefinition;
  readonly standing: SignalStanding["standing"];
  /** The last judged bucket with a value; null where nothing was heard of late. */
  readonly latest: { readonly at: number; readonly value: number } | null;
}

/** What a team's file says (`FIREBREAK_SIGNALS`); read anew when it changes. */
export interface TeamSignals {
  definitions(): readonly SignalDefinition[];
  rules(): readonly DeclarationRule[];
  faults(): readonly DefinitionFault[];
  onChanged(listener: () => void): () => void;
}
