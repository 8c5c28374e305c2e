import type { IncidentCommand } from "./command.ts";
import type { Decision } from "./decision.ts";
import { refuse } from "./decision.ts";
import type { Actor, Role } from "./vocabulary.ts";

type CommandType = IncidentCommand["type"];

/** Measured or timed by Firebreak; no person may state them. */
const SYSTEM_ONLY: readonly CommandType[] = ["RecordAcknowledgement", "RecordEffect", "ExpireContainment", "RecordEvidenceTurn"];
/** A rule of the team's declares by itself, and later alerts follow the suspicion they belong to. */
const SYSTEM_TOO: readonly CommandType[] = ["DeclareIncident", "AttachAlerts"];

/** The roles that may issue only what is listed. Commander and administrator may issue all that is not the system's. */
const LISTED: Partial<Record<Role, readonly CommandType[]>> = {
  // Counsel keeps what must not be lost, and takes nothing away that others keep.
  legal: ["AddNote", "AnswerQuestion", "FlagExposure", "PinRecord", "SendUpdate"],
  support: ["AskQuestion"],
  executive: [],
};
const WITHHELD: Partial<Record<Role, readonly CommandType[]>> = { responder: ["CloseIncident"] };

/**
 * Which accounts may issue which command; `decide` asks it first, a browser asks it to hide what would be refused.
 * It knows no content: that legal sends updates to legal only is `refuseRole`'s.
 */
export function mayCommand(role: Role | "system", type: CommandType): boolean {
  if (role === "system") return SYSTEM_ONLY.includes(type) || SYSTEM_TOO.includes(type);
  if (SYSTEM_ONLY.includes(type)) return false;
  return LISTED[role]?.includes(type) ?? !WITHHELD[role]?.includes(type);
}

const ROLES: readonly Role[] = ["commander", "responder", "executive", "support", "legal", "administrator"];

/** The refusal of a command this actor may not issue, or null. */
export function refuseRole(command: IncidentCommand, actor: Actor): Decision | null {
  const role = actor.kind === "system" ? "system" : actor.role;
  if (!mayCommand(role, command.type)) return refuse("NOT_PERMITTED", notPermitted(role, command.type));
  if (role === "legal" && command.type === "SendUpdate" && command.content.audience !== "legal")
    return refuse(
      "NOT_PERMITTED",
      `The role legal may send updates to legal only, not to ${command.content.audience}. Ask a commander or responder to send it.`,
    );
  return null;
}

function notPermitted(role: Role | "system", type: CommandType): string {
  if (SYSTEM_ONLY.includes(type))
    return `The role ${role} may not issue ${type}: only Firebreak itself records it, from what it measured.`;
  const able = ROLES.filter((candidate) => mayCommand(candidate, type));
  return `The role ${role} may not issue ${type}. Ask someone who may: ${able.join(", ")}.`;
}
