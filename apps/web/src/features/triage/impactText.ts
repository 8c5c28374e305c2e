import type { Impact, ImpactGrade, Severity } from "@firebreak/incident";

type Axis = keyof Impact;
export const AXES: readonly { readonly axis: Axis; readonly title: string; readonly asks: string }[] = [
  { axis: "customerHarm", title: "Customer harm", asks: "What does it do to the people who use it?" },
  { axis: "financialLoss", title: "Financial loss", asks: "Refunds, wrong charges, spend that runs away." },
  { axis: "regulatoryExposure", title: "Regulatory exposure", asks: "A duty to notify, a protected group, personal data." },
  { axis: "systemDegradation", title: "System degradation", asks: "Slow, failing or saturated parts." },
];
export const GRADES: readonly ImpactGrade[] = ["unknown", "none", "low", "medium", "high"];

export const gradeText = (axis: Axis, grade: ImpactGrade): string =>
  grade === "none" && axis === "regulatoryExposure" ? "none known" : grade;
export const SEVERITIES: readonly Severity[] = ["SEV1", "SEV2", "SEV3", "SEV4"];
