import type { Containment, DeclaredIncident } from "@firebreak/incident";
import type { FoldedIncident } from "../incidents/port.ts";
import { turnOf } from "./acknowledgement.ts";

/** An incident that holds, or a moment ago held, a segment isolated. */
export type WatchedIncident = FoldedIncident & { readonly state: DeclaredIncident };
/** One containment of it, as the log had it when the review began. */
export interface Watched {
  readonly incidentId: string;
  readonly state: DeclaredIncident;
  readonly containment: Containment;
}
/** A containment's id is unique within its incident. */
export const keyOf = ({ incidentId, containment }: Pick<Watched, "incidentId" | "containment">) =>
  `${incidentId}/${containment.containmentId}`;

/** How long an ended containment is followed, until the instances have left it. */
const FOLLOW_ENDED_MS = 5 * 60_000;

/** Active ones, and those that ended a moment ago until the log says that every instance has left them. */
export function openContainments(
  { incidentId, state }: Omit<WatchedIncident, "seq" | "headHash">,
  now: number,
): readonly Watched[] {
  if (state.situation === "closed") return [];
  const isOpen = (containment: Containment) => {
    if (containment.situation === "active") return true;
    const { since, recorded } = turnOf(containment);
    return now - since < FOLLOW_ENDED_MS && !(recorded && recorded.pending.length === 0);
  };
  return state.containments.filter(isOpen).map((containment) => ({ incidentId, state, containment }));
}
