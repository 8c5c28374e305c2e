import type { Impact, Severity } from "./vocabulary.ts";

export interface SeverityProposal {
  readonly severity: Severity;
  /** One sentence for each axis that moved it, most weighty first; shown beside the proposal. */
  readonly reasons: readonly string[];
}
/** Runbook A3: from impact on four axes, never from how interesting the fault is. When unsure, the higher one. */
export function proposeSeverity(_impact: Impact): SeverityProposal {
  return { severity: "SEV4", reasons: [] };
}
