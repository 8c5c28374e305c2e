import type { z } from "zod";
import type { CommandContext } from "../command.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { segmentKey } from "../segment.ts";
import { proposeSeverity } from "../severity.ts";
import type { ActiveIncident, IncidentState } from "../state.ts";
import { isAfter } from "../time.ts";
import { IMPACT_AXES, type Impact, type Severity } from "../vocabulary.ts";
import type { AddNote, AssessImpact, AssignRole, CloseIncident, DeclareIncident, MovePhase } from "./commands.ts";

export function declareIncident(
  command: z.infer<typeof DeclareIncident>,
  state: IncidentState,
  context: CommandContext,
): Decision {
  if (state.situation !== "undeclared")
    return refuse("ALREADY_DECLARED", `This incident was declared at ${state.declaredAt}. Open it, or declare another one.`);
  if (isAfter(command.impactStartedAt, context.at))
    return refuse("IMPACT_IN_THE_FUTURE", `Impact cannot begin after now (${context.at}). Give the time it was first seen.`);
  const proposed = proposeSeverity(command.impact).severity;
  const unexplained = refuseUnexplained(command.severity, proposed, command.severityReason);
  return unexplained ?? accept({ ...command, type: "IncidentDeclared", proposedSeverity: proposed });
}

export function assessImpact(command: z.infer<typeof AssessImpact>, state: ActiveIncident): Decision {
  if (command.severity === state.severity && sameImpact(command.impact, state.impact))
    return refuse("NO_CHANGE", "Impact and severity are already assessed like this. Change a grade or the severity.");
  const proposed = proposeSeverity(command.impact).severity;
  const unexplained = refuseUnexplained(command.severity, proposed, command.reason);
  return unexplained ?? accept({ ...command, type: "ImpactAssessed", proposedSeverity: proposed });
}

export function assignRole(command: z.infer<typeof AssignRole>, state: ActiveIncident): Decision {
  const previous = state.roles[command.role];
  if (previous?.id === command.person.id)
    return refuse("NO_CHANGE", `${previous.name} already holds this role. Name somebody else to hand it over.`);
  return accept({ ...command, type: "RoleAssigned", previous });
}

export function movePhase(command: z.infer<typeof MovePhase>, state: ActiveIncident): Decision {
  if (command.phase === state.phase)
    return refuse("SAME_PHASE", `The incident is already in phase ${state.phase}. Choose another phase.`);
  if (command.phase === "learn") {
    const contained = refuseContained(state, "move on to learn");
    if (contained) return contained;
  }
  return accept({ type: "PhaseMoved", from: state.phase, to: command.phase, reason: command.reason });
}

export function closeIncident(command: z.infer<typeof CloseIncident>, state: ActiveIncident): Decision {
  const contained = refuseContained(state, "close the incident");
  if (contained) return contained;
  if (state.phase !== "learn")
    return refuse(
      "NOT_IN_LEARN",
      `An incident is closed from phase learn; this one is in ${state.phase}. Move it to learn first.`,
    );
  return accept({ ...command, type: "IncidentClosed" });
}

export function addNote(command: z.infer<typeof AddNote>): Decision {
  return accept({ ...command, type: "NoteAdded" });
}

function refuseUnexplained(severity: Severity, proposed: Severity, reason: string): Decision | null {
  if (severity === proposed || reason.trim() !== "") return null;
  return refuse("SEVERITY_NEEDS_REASON", `The impact proposes ${proposed}. Say why it is ${severity}, or take ${proposed}.`);
}

function refuseContained(state: ActiveIncident, intent: string): Decision | null {
  const held = state.containments.filter((containment) => containment.situation === "active");
  const [first] = held;
  if (first === undefined) return null;
  const others = held.length > 1 ? ` and ${held.length - 1} more` : "";
  return refuse(
    "CONTAINMENT_ACTIVE",
    `${segmentKey(first.segment)}${others} is still isolated. Release it before you ${intent}.`,
  );
}

function sameImpact(a: Impact, b: Impact): boolean {
  return IMPACT_AXES.every((axis) => a[axis] === b[axis]);
}
