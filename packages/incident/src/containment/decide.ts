import type { z } from "zod";
import type { CommandContext } from "../command.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import { refuseDimensionTwice, segmentKey } from "../segment.ts";
import type { Acknowledgement, ActiveIncident, Containment } from "../state.ts";
import { isAfter } from "../time.ts";
import type { ExpireContainment, IsolateSegment, RecordAcknowledgement, RecordEffect, ReleaseSegment } from "./commands.ts";

export function isolateSegment(
  command: z.infer<typeof IsolateSegment>,
  state: ActiveIncident,
  context: CommandContext,
): Decision {
  const twice = refuseDimensionTwice(command.segment);
  if (twice) return twice;
  if (command.expiresAt !== null && !isAfter(command.expiresAt, context.at))
    return refuse("EXPIRY_IN_THE_PAST", `The expiry has to lie after now (${context.at}). Choose a later time, or none.`);
  if (find(state, command.containmentId))
    return refuse("CONTAINMENT_EXISTS", "A containment with this id exists already. Give the new one an id of its own.");
  const active = state.containments.filter((containment) => containment.situation === "active");
  const key = segmentKey(command.segment);
  const holder = active.find((containment) => segmentKey(containment.segment) === key);
  if (holder)
    return refuse(
      "SEGMENT_ALREADY_ISOLATED",
      `${key} is already on ${holder.measure} since ${holder.isolatedAt} (${holder.isolatedBy}). Release that containment first.`,
    );
  if (active.length >= LIMITS.activeContainments)
    return refuse(
      "CONTAINMENTS_FULL",
      `${LIMITS.activeContainments} segments are isolated, which is the limit. Release one, or isolate a wider segment.`,
    );
  return accept({ ...command, type: "SegmentIsolated" });
}

export function releaseSegment(command: z.infer<typeof ReleaseSegment>, state: ActiveIncident): Decision {
  const containment = find(state, command.containmentId);
  if (containment?.situation !== "active") return unknownOrEnded(containment);
  return accept({ ...command, type: "SegmentReleased" });
}

export function expireContainment(
  command: z.infer<typeof ExpireContainment>,
  state: ActiveIncident,
  context: CommandContext,
): Decision {
  const containment = find(state, command.containmentId);
  if (containment?.situation !== "active") return unknownOrEnded(containment);
  if (containment.expiresAt === null)
    return refuse("CONTAINMENT_HAS_NO_EXPIRY", "Nobody set an expiry for this containment. A person has to release it.");
  if (isAfter(containment.expiresAt, context.at))
    return refuse(
      "NOT_YET_EXPIRED",
      `This containment holds until ${containment.expiresAt}. Release it if it is to end earlier.`,
    );
  return accept({ ...command, type: "ContainmentExpired" });
}

/** Also of an ended containment: that the instances left it is worth knowing too. */
export function recordAcknowledgement(command: z.infer<typeof RecordAcknowledgement>, state: ActiveIncident): Decision {
  const containment = find(state, command.containmentId);
  if (!containment) return unknownOrEnded(containment);
  if (containment.acknowledgement && sameAcknowledgement(containment.acknowledgement, command))
    return refuse("NO_CHANGE", "The log already says which instances acknowledged. Nothing is to be done.");
  return accept({ ...command, type: "ContainmentAcknowledged" });
}

/** Once for each containment, and again when the verdict is another than the last one: the harm came back, or went late. */
export function recordEffect(command: z.infer<typeof RecordEffect>, state: ActiveIncident): Decision {
  const containment = find(state, command.containmentId);
  if (containment?.situation !== "active") return unknownOrEnded(containment);
  if (command.effect.signal !== containment.harmSignal)
    return refuse(
      "EFFECT_OF_ANOTHER_SIGNAL",
      `This containment is measured on ${containment.harmSignal}, not on ${command.effect.signal}. Measure that signal.`,
    );
  if (containment.effect?.verdict === command.effect.verdict)
    return refuse("NO_CHANGE", `The log already says “${command.effect.verdict}” of this containment. Nothing is to be done.`);
  return accept({ ...command, type: "ContainmentEffectMeasured" });
}

function find(state: ActiveIncident, containmentId: string): Containment | undefined {
  return state.containments.find((containment) => containment.containmentId === containmentId);
}

function unknownOrEnded(containment: Containment | undefined): Decision {
  if (!containment)
    return refuse("CONTAINMENT_UNKNOWN", "There is no such containment in this incident. Isolate the segment first.");
  return refuse(
    "CONTAINMENT_ENDED",
    `${segmentKey(containment.segment)} is not isolated any more. Isolate it again if harm is back.`,
  );
}

function sameAcknowledgement(last: Acknowledgement, now: z.infer<typeof RecordAcknowledgement>): boolean {
  return (
    last.flagSetVersion === now.flagSetVersion &&
    last.propagationMs === now.propagationMs &&
    sameNames(last.acknowledged, now.acknowledged) &&
    sameNames(last.pending, now.pending) &&
    sameNames(last.silent, now.silent)
  );
}

/** The order in which instances are listed says nothing. */
function sameNames(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(a);
  return known.size === new Set(b).size && b.every((name) => known.has(name));
}
