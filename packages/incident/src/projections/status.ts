import type { DeclaredIncident } from "../state.ts";

export interface IncidentStatus {
  readonly label: string;
  readonly tone: "harm" | "attention" | "verified" | "neutral";
}

/** “Contained” is said only of what was measured: isolating a segment is a beginning, not yet a result. */
export function statusOf(state: DeclaredIncident): IncidentStatus {
  if (state.situation === "closed") return { label: "Closed", tone: "neutral" };
  switch (state.phase) {
    case "learn":
      return { label: "Recovered, in review", tone: "verified" };
    case "recover":
      return { label: "Recovering, being watched", tone: "attention" };
    case "contain":
      return containStatus(state);
    default:
      return state.phase satisfies never;
  }
}

function containStatus(state: DeclaredIncident): IncidentStatus {
  const verdicts = state.containments
    .filter((one) => one.situation === "active")
    .map((one) => one.effect?.verdict ?? "unmeasured");
  if (verdicts.includes("effective") && !verdicts.includes("worse"))
    return { label: "Contained, not yet fixed", tone: "attention" };
  if (verdicts.includes("unmeasured")) return { label: "Containment in progress", tone: "attention" };
  return { label: "Active, not contained", tone: "harm" };
}

/** Updates are due while impact lasts: not in review, and not after closing. */
export function owesUpdates(state: DeclaredIncident): boolean {
  return state.situation === "active" && state.phase !== "learn";
}
