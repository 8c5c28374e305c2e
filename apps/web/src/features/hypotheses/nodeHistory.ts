import type { IncidentEvent } from "@firebreak/incident";

/** What the log says of one hypothesis: its own rows, what was hung below it, and the split it came from. */
export function isAbout(event: IncidentEvent, hypothesisId: string): boolean {
  switch (event.type) {
    case "HypothesisAdded":
    case "HypothesisMoved":
      return event.hypothesisId === hypothesisId || event.parentId === hypothesisId;
    case "HypothesisSplit":
      return event.hypothesisId === hypothesisId || event.parts.some((part) => part.hypothesisId === hypothesisId);
    case "HypothesisStatusChanged":
    case "HypothesisAssigned":
    case "EvidenceAttached":
    case "EvidenceTurned":
      return event.hypothesisId === hypothesisId;
    default:
      return false;
  }
}
