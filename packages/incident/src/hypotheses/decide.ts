import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import type { ActiveIncident, Hypothesis } from "../state.ts";
import type { AddHypothesis, AssignHypothesis, AttachEvidence, ChangeHypothesisStatus } from "./commands.ts";

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
    if (depthOf(state, parent) >= LIMITS.hypothesisDepth)
      return refuse(
        "HYPOTHESIS_TOO_DEEP",
        `The tree is ${LIMITS.hypothesisDepth} levels deep at most. Hang it one level higher.`,
      );
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
  return accept({ ...command, type: "EvidenceAttached" });
}

function find(state: ActiveIncident, hypothesisId: string): Hypothesis | undefined {
  return state.hypotheses.find((hypothesis) => hypothesis.hypothesisId === hypothesisId);
}

function depthOf(state: ActiveIncident, hypothesis: Hypothesis): number {
  const parent = hypothesis.parentId === null ? undefined : find(state, hypothesis.parentId);
  return parent ? depthOf(state, parent) + 1 : 1;
}

const unknown = (): Decision => refuse("HYPOTHESIS_UNKNOWN", "There is no such hypothesis in this incident. Add it first.");
