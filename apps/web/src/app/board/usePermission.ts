import { type IncidentCommand, mayCommand } from "@firebreak/incident";
import { useAccount, useOpenIncident } from "../../live/index.ts";

/** What a closed incident still takes. */
const WHEN_CLOSED: readonly IncidentCommand["type"][] = ["AddNote", "AskQuestion", "AnswerQuestion"];

/** Why this person cannot issue such a command now; null when they can. `decide` still has the word on its content. */
export function usePermission(): (type: IncidentCommand["type"]) => string | null {
  const { role } = useAccount();
  const { situation } = useOpenIncident().state;
  return (type) => {
    if (!mayCommand(role, type)) return `Your role (${role}) may not do this. Ask a commander or responder.`;
    return situation === "closed" && !WHEN_CLOSED.includes(type) ? "The incident is closed." : null;
  };
}
