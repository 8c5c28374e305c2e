import type { IncidentCommand } from "@firebreak/incident";

type Declaration = Extract<IncidentCommand, { type: "DeclareIncident" }>;

/** What the declaration's form is filled with; service, people, time and severity are the declaring person's. */
export const I1_DECLARATION: Pick<Declaration, "title" | "summary" | "incidentClass" | "scenario" | "impact"> = {
  title: "Assistant states things that no document holds",
  summary: "The share of answers without grounding left its envelope. Some customers may have been told wrong terms.",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "medium", regulatoryExposure: "unknown", systemDegradation: "low" },
};
