import type { Impact, IncidentClass, Severity } from "@firebreak/incident";

/** Runbook A2. */
export const CLASS_WORDS: readonly { value: IncidentClass; label: string; means: string }[] = [
  { value: "data", label: "Data", means: "Missing features, a schema change, stale joins, poisoned training data." },
  { value: "model", label: "Model", means: "Poor generalisation, a regression after retraining, wrong routing, unsafe output." },
  { value: "infra", label: "Infra", means: "Timeouts, exhausted GPUs, a dependency's outage, a failed deployment." },
  {
    value: "security",
    label: "Security",
    means: "Prompt injection, adversarial input, an access violation, leaked personal data.",
  },
  { value: "governance", label: "Governance", means: "A failed audit, a breached policy." },
];

/** Runbook A3. */
export const AXIS_WORDS: Readonly<Record<keyof Impact, { label: string; asks: string }>> = {
  customerHarm: { label: "Customer harm", asks: "Are people misled, harmed or treated unfairly?" },
  financialLoss: { label: "Financial loss", asks: "Does it cost money: refunds, spend, revenue?" },
  regulatoryExposure: { label: "Regulatory exposure", asks: "Personal data, a protected cohort, a duty to notify?" },
  systemDegradation: { label: "System degradation", asks: "Is the service slow, failing or unavailable?" },
};

export const SEVERITY_MEANS: Readonly<Record<Severity, string>> = {
  SEV1: "Serious harm now. Everybody who is needed is called.",
  SEV2: "Considerable harm, or harm that nobody can rule out.",
  SEV3: "Limited harm, or a fault that may grow.",
  SEV4: "No harm to people known. Watched.",
};
