import type { DistributionAnswer } from "@firebreak/server/contract";
import type { Distribution, DriftMeasure } from "@firebreak/signals";

export interface DistributionBar {
  readonly label: string;
  /** Of the values that are there, 0–1. */
  readonly reference: number;
  readonly current: number;
}
export interface DistributionPicture {
  readonly bars: readonly DistributionBar[];
  /** The highest share of any bar, at least a hundredth. */
  readonly most: number;
  readonly referenceEvents: number;
  readonly currentEvents: number;
  /** Of all records, 0–1; null where there was none. */
  readonly referenceMissing: number | null;
  readonly currentMissing: number | null;
}

/** Both windows on the reference's bins, as shares of what is there; what is missing is said apart. */
export function distributionPicture(distribution: Distribution): DistributionPicture {
  const { reference, current, referenceMissing, currentMissing } = distribution;
  const [referenceEvents, currentEvents] = [sum(reference), sum(current)];
  const labels = distribution.kind === "category" ? distribution.labels : rangeLabels(distribution.edges);
  const bars = reference.map((count, at) => ({
    label: labels[at] ?? "",
    reference: referenceEvents === 0 ? 0 : count / referenceEvents,
    current: currentEvents === 0 ? 0 : (current[at] ?? 0) / currentEvents,
  }));
  return {
    bars,
    most: Math.max(0.01, ...bars.flatMap((bar) => [bar.reference, bar.current])),
    referenceEvents,
    currentEvents,
    referenceMissing: shareOf(referenceMissing, referenceEvents),
    currentMissing: shareOf(currentMissing, currentEvents),
  };
}
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const shareOf = (missing: number, there: number): number | null => (missing + there === 0 ? null : missing / (missing + there));

/** `< 12`, `12 – 18`, `≥ 18`. */
function rangeLabels(edges: readonly number[]): readonly string[] {
  const words = edges.map(roundText);
  if (words.length === 0) return ["all values"];
  return [`< ${words[0]}`, ...words.slice(1).map((word, at) => `${words[at]} – ${word}`), `≥ ${words.at(-1)}`];
}
/** Three figures that count: `0.0412`, `12.5`, `1,240`. */
export function roundText(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: Math.abs(value) >= 100 ? 4 : 3 });
}

export interface Verdict {
  readonly measure: DriftMeasure;
  readonly name: string;
  /** What the number means. */
  readonly means: string;
  readonly value: number;
  readonly critical: number | null;
  readonly shifted: boolean;
  readonly words: string;
}
const MEASURES: Readonly<Record<DriftMeasure, { readonly name: string; readonly means: string }>> = {
  psi: { name: "PSI", means: "how much the shares of the bins changed" },
  js: { name: "Jensen–Shannon", means: "0 the same, 1 nothing in common" },
  wasserstein: { name: "Wasserstein", means: "how far values moved, in standard deviations" },
  ks: { name: "Kolmogorov–Smirnov", means: "the widest gap between the cumulative curves" },
};

/** Each distance in plain words: chance alone, or more than that. */
export function verdictsOf({ distances }: Pick<DistributionAnswer, "distances">): readonly Verdict[] {
  return distances.map(({ measure, value, critical }) => {
    const shifted = critical !== null && value > critical;
    return { measure, ...MEASURES[measure], value, critical, shifted, words: verdictWords(measure, value, critical) };
  });
}
function verdictWords(measure: DriftMeasure, value: number, critical: number | null): string {
  if (critical === null) return "no bound for chance is known here";
  if (value <= critical) return "no more than chance";
  if (measure === "psi") return `${psiWord(value)} shift, beyond chance`;
  return `shifted: ${(value / critical).toFixed(1)} × what chance alone does`;
}
/** The customary reading of a population stability index: below 0.1 stable, up to 0.25 moderate, above it major. */
const psiWord = (value: number): string => (value < 0.1 ? "small" : value <= 0.25 ? "moderate" : "major");
