const person = (name) => ({ id: name, name });

export const declaration = (n) => ({
  type: "DeclareIncident",
  title: `Kill test ${n}`,
  summary: "",
  service: "support-assistant",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "low", regulatoryExposure: "none", systemDegradation: "none" },
  severity: "SEV2",
  severityReason: "The kill test says so.",
  impactStartedAt: "2026-01-01T00:00:00.000Z",
  commander: person("Commander"),
  technicalLead: person("Lead"),
  detectedBy: null,
  drill: true,
});

const grades = ["none", "low", "medium", "high"];
const questions = ["what-changed", "when", "who-is-impacted", "how-bad"];

/** Some are refused (nothing changed): a refusal must leave no row either. */
export function someCommand(random, commandId) {
  const any = (list) => list[Math.floor(random() * list.length)];
  const kind = random();
  if (kind < 0.6) return { type: "AddNote", text: `note ${commandId}`, proofs: [] };
  if (kind < 0.8) return { type: "AnswerTriageQuestion", question: any(questions), answer: `answer ${commandId}`, proofs: [] };
  // Refused as long as nobody moves on.
  if (kind < 0.85) return { type: "MovePhase", phase: "contain", reason: `reason ${commandId}` };
  return {
    type: "AssessImpact",
    impact: {
      customerHarm: any(grades),
      financialLoss: any(grades),
      regulatoryExposure: any(grades),
      systemDegradation: any(grades),
    },
    severity: any(["SEV1", "SEV2", "SEV3", "SEV4"]),
    reason: `because ${commandId}`,
  };
}
