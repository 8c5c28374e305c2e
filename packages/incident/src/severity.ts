import { IMPACT_AXES, type Impact, type ImpactGrade, type Severity } from "./vocabulary.ts";

export interface SeverityProposal {
  readonly severity: Severity;
  /** One sentence for each axis that moved it, most weighty first; shown beside the proposal. */
  readonly reasons: readonly string[];
}

type Axis = (typeof IMPACT_AXES)[number];
const AXIS_TITLE: Readonly<Record<Axis, string>> = {
  customerHarm: "Customer harm",
  financialLoss: "Financial loss",
  regulatoryExposure: "Regulatory exposure",
  systemDegradation: "System degradation",
};
/** When unsure, the higher: nobody knows yet, so it weighs like a medium harm until somebody does. */
const WEIGHT: Readonly<Record<ImpactGrade, number>> = { none: 0, low: 1, unknown: 2, medium: 2, high: 3 };
/** On these a single high is enough for SEV1. */
const GRAVE: readonly Axis[] = ["customerHarm", "regulatoryExposure"];

/** Runbook A3: from impact on four axes, never from how interesting the fault is. When unsure, the higher one. */
export function proposeSeverity(impact: Impact): SeverityProposal {
  const atLeast = (weight: number) => IMPACT_AXES.filter((axis) => WEIGHT[impact[axis]] >= weight);
  const high = atLeast(3);
  const medium = atLeast(2);
  const low = atLeast(1);
  if (high.some((axis) => GRAVE.includes(axis)) || high.length >= 2)
    return { severity: "SEV1", reasons: reasons(impact, medium) };
  if (high.length === 1 || medium.length >= 2) return { severity: "SEV2", reasons: reasons(impact, medium) };
  if (medium.length === 1 || low.length >= 2) return { severity: "SEV3", reasons: reasons(impact, low) };
  if (low.length === 1) return { severity: "SEV4", reasons: reasons(impact, low) };
  return { severity: "SEV4", reasons: ["No axis shows harm."] };
}

function reasons(impact: Impact, axes: readonly Axis[]): readonly string[] {
  return [...axes].sort((a, b) => rank(impact, b) - rank(impact, a)).map((axis) => reason(axis, impact[axis]));
}
const rank = (impact: Impact, axis: Axis): number => WEIGHT[impact[axis]] * 2 + (GRAVE.includes(axis) ? 1 : 0);

function reason(axis: Axis, grade: ImpactGrade): string {
  const title = AXIS_TITLE[axis];
  if (grade === "unknown") return `${title} is not known yet and counts as medium until it is.`;
  if (grade === "high" && GRAVE.includes(axis)) return `${title} is high, which alone makes it SEV1.`;
  return `${title} is ${grade}.`;
}
