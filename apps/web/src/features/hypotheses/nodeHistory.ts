import type { IncidentEvent } from "@firebreak/incident";

type AboutHypothesis = Extract<IncidentEvent, { hypothesisId: string }>;

/** What the log says of one hypothesis: its own rows, what was hung below it, and the split it came from. */
export const isAbout = (event: IncidentEvent, hypothesisId: string): boolean =>
  isOfTree(event) && (event.hypothesisId === hypothesisId || relativesIn(event).includes(hypothesisId));

const isOfTree = (event: IncidentEvent): event is AboutHypothesis => "hypothesisId" in event;

function relativesIn(event: AboutHypothesis): readonly (string | null)[] {
  if (event.type === "HypothesisSplit") return event.parts.map((part) => part.hypothesisId);
  return "parentId" in event ? [event.parentId] : [];
}
