import { attachAlerts } from "./alerts/decide.ts";
import { evolveAlerts } from "./alerts/evolve.ts";
import type { CommandContext, IncidentCommand } from "./command.ts";
import { answerQuestion, askQuestion, sendUpdate, setCadence } from "./comms/decide.ts";
import { evolveComms } from "./comms/evolve.ts";
import { expireContainment, isolateSegment, recordAcknowledgement, recordEffect, releaseSegment } from "./containment/decide.ts";
import { evolveContainment } from "./containment/evolve.ts";
import { type Decision, refuse } from "./decision.ts";
import type { IncidentEvent, LoggedEvent } from "./event.ts";
import { flagExposure } from "./exposure/decide.ts";
import { evolveExposure } from "./exposure/evolve.ts";
import {
  addHypothesis,
  assignHypothesis,
  attachEvidence,
  changeHypothesisStatus,
  moveHypothesis,
  recordEvidenceTurn,
  splitHypothesis,
} from "./hypotheses/decide.ts";
import { evolveHypotheses } from "./hypotheses/evolve.ts";
import { addNote, assessImpact, assignRole, closeIncident, declareIncident, movePhase } from "./lifecycle/decide.ts";
import { declared, evolveLifecycle } from "./lifecycle/evolve.ts";
import { refuseRole } from "./permissions.ts";
import { pinRecord, unpinRecord } from "./records/decide.ts";
import { evolveRecords } from "./records/evolve.ts";
import type { IncidentState } from "./state.ts";
import { tagTechnique, untagTechnique } from "./techniques/decide.ts";
import { evolveTechniques } from "./techniques/evolve.ts";
import { answerTriageQuestion } from "./triage/decide.ts";
import { evolveTriage } from "./triage/evolve.ts";

export const initialState: IncidentState = { situation: "undeclared" };

/** Pure. What the log would say if this command were accepted now, or why it is refused. */
export function decide(command: IncidentCommand, state: IncidentState, context: CommandContext): Decision {
  const notPermitted = refuseRole(command, context.actor);
  if (notPermitted) return notPermitted;
  if (command.type === "DeclareIncident") return declareIncident(command, state, context);
  if (state.situation === "undeclared") return refuse("NOT_DECLARED", "There is no incident here yet. Declare it first.");
  // What a closed incident still takes.
  if (command.type === "AddNote") return addNote(command);
  if (command.type === "AskQuestion") return askQuestion(command, state);
  if (command.type === "AnswerQuestion") return answerQuestion(command, state);
  if (state.situation === "closed")
    return refuse(
      "INCIDENT_CLOSED",
      "This incident is closed: only notes and questions can be added. Declare a new one if harm is back.",
    );
  switch (command.type) {
    case "AssessImpact":
      return assessImpact(command, state);
    case "AssignRole":
      return assignRole(command, state);
    case "MovePhase":
      return movePhase(command, state);
    case "CloseIncident":
      return closeIncident(command, state);
    case "AnswerTriageQuestion":
      return answerTriageQuestion(command);
    case "AddHypothesis":
      return addHypothesis(command, state);
    case "ChangeHypothesisStatus":
      return changeHypothesisStatus(command, state);
    case "AssignHypothesis":
      return assignHypothesis(command, state);
    case "AttachEvidence":
      return attachEvidence(command, state);
    case "MoveHypothesis":
      return moveHypothesis(command, state);
    case "SplitHypothesis":
      return splitHypothesis(command, state);
    case "RecordEvidenceTurn":
      return recordEvidenceTurn(command, state);
    case "IsolateSegment":
      return isolateSegment(command, state, context);
    case "ReleaseSegment":
      return releaseSegment(command, state);
    case "ExpireContainment":
      return expireContainment(command, state, context);
    case "RecordAcknowledgement":
      return recordAcknowledgement(command, state);
    case "RecordEffect":
      return recordEffect(command, state);
    case "SendUpdate":
      return sendUpdate(command, state, context);
    case "SetCadence":
      return setCadence(command, state);
    case "FlagExposure":
      return flagExposure(command, state);
    case "AttachAlerts":
      return attachAlerts(command, state);
    case "PinRecord":
      return pinRecord(command, state);
    case "UnpinRecord":
      return unpinRecord(command, state);
    case "TagTechnique":
      return tagTechnique(command, state);
    case "UntagTechnique":
      return untagTechnique(command, state);
    default:
      return unknownType(command);
  }
}

/** Pure. `context` is the row's own time and actor. Throws on a row that no log can hold: that is a bug, not a refusal. */
export function evolve(state: IncidentState, event: IncidentEvent, context: Pick<LoggedEvent, "at" | "actor">): IncidentState {
  if (event.type === "IncidentDeclared") return declared(state, event, context);
  if (state.situation === "undeclared") throw new Error(`${event.type} before the incident was declared`);
  const next = { ...state, lastEventAt: context.at };
  switch (event.type) {
    case "ImpactAssessed":
    case "RoleAssigned":
    case "PhaseMoved":
    case "IncidentClosed":
    case "NoteAdded":
      return evolveLifecycle(next, event, context);
    case "TriageQuestionAnswered":
      return evolveTriage(next, event, context);
    case "HypothesisAdded":
    case "HypothesisStatusChanged":
    case "HypothesisAssigned":
    case "EvidenceAttached":
    case "HypothesisMoved":
    case "HypothesisSplit":
    case "EvidenceTurned":
      return evolveHypotheses(next, event, context);
    case "SegmentIsolated":
    case "SegmentReleased":
    case "ContainmentExpired":
    case "ContainmentAcknowledged":
    case "ContainmentEffectMeasured":
      return evolveContainment(next, event, context);
    case "UpdateSent":
    case "CadenceSet":
    case "QuestionAsked":
    case "QuestionAnswered":
      return evolveComms(next, event, context);
    case "ExposureFlagged":
      return evolveExposure(next, event, context);
    case "AlertsAttached":
      return evolveAlerts(next, event, context);
    case "RecordPinned":
    case "RecordUnpinned":
      return evolveRecords(next, event, context);
    case "TechniqueTagged":
    case "TechniqueUntagged":
      return evolveTechniques(next, event, context);
    default:
      return unknownType(event);
  }
}

function unknownType(value: never): never {
  throw new Error(`unknown type ${String((value as { type?: unknown }).type)}`);
}
