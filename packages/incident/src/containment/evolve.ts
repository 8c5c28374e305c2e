import type { RowContext } from "../event.ts";
import { LIMITS } from "../limits.ts";
import type { Containment, DeclaredIncident } from "../state.ts";
import type { ContainmentEvent } from "./events.ts";

export function evolveContainment(state: DeclaredIncident, event: ContainmentEvent, { at, actor }: RowContext): DeclaredIncident {
  const by = actor.name;
  switch (event.type) {
    case "SegmentIsolated": {
      const { type: _, ...said } = event;
      const isolated: Containment = {
        ...said,
        situation: "active",
        isolatedAt: at,
        isolatedBy: by,
        acknowledgement: null,
        effect: null,
      };
      return { ...state, containments: [...state.containments, isolated] };
    }
    case "SegmentReleased":
      return change(state, event.containmentId, (from) => ({
        ...from,
        situation: "released",
        endedAt: at,
        endedBy: by,
        endReason: event.reason,
      }));
    case "ContainmentExpired":
      return change(state, event.containmentId, (from) => ({ ...from, situation: "expired", endedAt: at }));
    case "ContainmentAcknowledged": {
      const { type: _, containmentId, ...said } = event;
      return change(state, containmentId, (from) => ({ ...from, acknowledgement: { ...said, at } }));
    }
    case "ContainmentEffectMeasured":
      return change(state, event.containmentId, (from) => ({ ...from, effect: { ...event.effect, at } }));
    default:
      return event satisfies never;
  }
}

function change(state: DeclaredIncident, containmentId: string, to: (from: Containment) => Containment): DeclaredIncident {
  const containments = state.containments.map((one) => (one.containmentId === containmentId ? to(one) : one));
  return { ...state, containments: forgetOldest(containments) };
}

/** Every active containment stays; of the ended ones the oldest leaves the state once there are too many. */
function forgetOldest(containments: readonly Containment[]): readonly Containment[] {
  const ended = containments.filter((containment) => containment.situation !== "active");
  if (ended.length <= LIMITS.endedContainments) return containments;
  const [oldest] = ended;
  return containments.filter((containment) => containment !== oldest);
}
