import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import { refuseDimensionTwice } from "../segment.ts";
import type { ActiveIncident, Hypothesis } from "../state.ts";
import { branchOf } from "./branch.ts";
import type {
  AddHypothesis,
  AssignHypothesis,
  AttachEvidence,
  ChangeHypothesisStatus,
  LiveCheck,
  MoveHypothesis,
  RecordEvidenceTurn,
  SplitHypothesis,
} from "./commands.ts";

export function addHypothesis(command: z.infer<typeof AddHypothesis>, state: ActiveIncident): Decision {
  if (find(state, command.hypothesisId))
    return refuse("HYPOTHESIS_EXISTS", "This hypothesis is in the tree already. Give the new one an id of its own.");
  if (state.hypotheses.length >= LIMITS.hypotheses)
    return refuse(
      "HYPOTHESES_FULL",
      `The tree holds ${LIMITS.hypotheses} hypotheses, which is its limit. Attach evidence to one of them.`,
    );
  if (command.parentId !== null) {
    const parent = find(state, command.parentId);
    if (!parent) return refuse("HYPOTHESIS_PARENT_UNKNOWN", "The hypothesis above it is not in the tree. Add that one first.");
    if (depthOf(state, parent) >= LIMITS.hypothesisDepth) return tooDeep();
  }
  return accept({ ...command, type: "HypothesisAdded" });
}

export function changeHypothesisStatus(command: z.infer<typeof ChangeHypothesisStatus>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  if (hypothesis.status === command.status) return refuse("NO_CHANGE", `It is already ${command.status}. Choose another status.`);
  if ((command.status === "refuted" || command.status === "confirmed") && command.reason.trim() === "")
    return refuse("STATUS_NEEDS_REASON", `Say what makes it ${command.status}, so that nobody has to ask again.`);
  return accept({ ...command, type: "HypothesisStatusChanged", from: hypothesis.status });
}

export function assignHypothesis(command: z.infer<typeof AssignHypothesis>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  if (hypothesis.owner?.id === command.owner.id)
    return refuse("NO_CHANGE", `${hypothesis.owner.name} is on it already. Name somebody else to hand it over.`);
  return accept({ ...command, type: "HypothesisAssigned" });
}

export function attachEvidence(command: z.infer<typeof AttachEvidence>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  if (state.hypotheses.some((one) => one.evidence.some((piece) => piece.evidenceId === command.evidenceId)))
    return refuse("EVIDENCE_EXISTS", "This piece of evidence is attached already. Give the new one an id of its own.");
  if (hypothesis.evidence.length >= LIMITS.evidencePerHypothesis)
    return refuse(
      "EVIDENCE_FULL",
      `${LIMITS.evidencePerHypothesis} pieces hang on this hypothesis, which is its limit. Decide it, or split it into two.`,
    );
  const notLive = command.live && refuseLive(command.live, state);
  if (notLive) return notLive;
  return accept({ ...command, type: "EvidenceAttached" });
}

export function moveHypothesis(command: z.infer<typeof MoveHypothesis>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  const { parentId, beforeId } = command;
  const branch = branchOf(state.hypotheses, hypothesis.hypothesisId);
  if (parentId !== null && branch.has(parentId))
    return refuse("HYPOTHESIS_BELOW_ITSELF", "It cannot hang below itself. Choose a hypothesis outside of its own branch.");
  const parent = parentId === null ? null : find(state, parentId);
  if (parent === undefined)
    return refuse("HYPOTHESIS_PARENT_UNKNOWN", "The hypothesis above it is not in the tree. Add that one first.");
  const depth = (parent ? depthOf(state, parent) : 0) + heightOf(state, hypothesis);
  if (depth > LIMITS.hypothesisDepth) return tooDeep();
  if (beforeId !== null && find(state, beforeId)?.parentId !== parentId)
    return refuse(
      "HYPOTHESIS_SIBLING_UNKNOWN",
      "What it should stand before is not in that place. Choose a sibling, or the end.",
    );
  if (isThere(state, hypothesis, command)) return refuse("NO_CHANGE", "It stands there already. Choose another place.");
  return accept({ ...command, type: "HypothesisMoved", from: hypothesis.parentId });
}

export function splitHypothesis(command: z.infer<typeof SplitHypothesis>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  const ids = command.parts.map((part) => part.hypothesisId);
  if (new Set(ids).size !== ids.length || ids.some((id) => find(state, id)))
    return refuse("HYPOTHESIS_EXISTS", "A part is in the tree already. Give each part an id of its own.");
  if (state.hypotheses.length + ids.length > LIMITS.hypotheses)
    return refuse(
      "HYPOTHESES_FULL",
      `The tree holds ${LIMITS.hypotheses} hypotheses, which is its limit. Split it into fewer, or attach evidence to one.`,
    );
  if (depthOf(state, hypothesis) >= LIMITS.hypothesisDepth) return tooDeep();
  return accept({ ...command, type: "HypothesisSplit" });
}

export function recordEvidenceTurn(command: z.infer<typeof RecordEvidenceTurn>, state: ActiveIncident): Decision {
  const hypothesis = find(state, command.hypothesisId);
  if (!hypothesis) return unknown();
  const piece = hypothesis.evidence.find((one) => one.evidenceId === command.evidenceId);
  if (!piece?.live) return refuse("EVIDENCE_NOT_LIVE", "Nothing runs again for this piece of evidence.");
  if (piece.turns.at(-1)?.holds === command.holds) return refuse("NO_CHANGE", "It says the same as before.");
  return accept({ ...command, type: "EvidenceTurned" });
}

function refuseLive({ segment, expects }: LiveCheck, state: ActiveIncident): Decision | null {
  if (segment === null && (expects === "differs" || expects === "same"))
    return refuse(
      "LIVE_CHECK_NEEDS_SEGMENT",
      "All traffic has no rest to compare it with. Name a segment, or watch the envelope.",
    );
  const live = state.hypotheses.flatMap((one) => one.evidence.filter((piece) => piece.live !== null)).length;
  if (live >= LIMITS.liveChecks)
    return refuse(
      "LIVE_CHECKS_FULL",
      `${LIMITS.liveChecks} queries run again and again for this incident, which is the limit. Attach what was seen once.`,
    );
  return segment && refuseDimensionTwice(segment);
}

const tooDeep = (): Decision =>
  refuse("HYPOTHESIS_TOO_DEEP", `The tree is ${LIMITS.hypothesisDepth} levels deep at most. Hang it one level higher.`);

/** Levels of the branch, its top included. */
function heightOf(state: ActiveIncident, hypothesis: Hypothesis): number {
  const children = state.hypotheses.filter((one) => one.parentId === hypothesis.hypothesisId);
  return 1 + Math.max(0, ...children.map((child) => heightOf(state, child)));
}

function isThere(state: ActiveIncident, { hypothesisId, parentId }: Hypothesis, to: z.infer<typeof MoveHypothesis>): boolean {
  if (parentId !== to.parentId) return false;
  const siblings = state.hypotheses.filter((one) => one.parentId === parentId).map((one) => one.hypothesisId);
  const next = siblings[siblings.indexOf(hypothesisId) + 1] ?? null;
  return to.beforeId === next || to.beforeId === hypothesisId;
}

function find(state: ActiveIncident, hypothesisId: string): Hypothesis | undefined {
  return state.hypotheses.find((hypothesis) => hypothesis.hypothesisId === hypothesisId);
}

function depthOf(state: ActiveIncident, hypothesis: Hypothesis): number {
  const parent = hypothesis.parentId === null ? undefined : find(state, hypothesis.parentId);
  return parent ? depthOf(state, parent) + 1 : 1;
}

const unknown = (): Decision => refuse("HYPOTHESIS_UNKNOWN", "There is no such hypothesis in this incident. Add it first.");
