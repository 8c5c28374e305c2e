import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import type { ActiveIncident } from "../state.ts";
import type { TagTechnique, UntagTechnique } from "./commands.ts";

export function tagTechnique(command: z.infer<typeof TagTechnique>, state: ActiveIncident): Decision {
  if (command.framework !== frameworkOf(command.techniqueId))
    return refuse(
      "TECHNIQUE_OF_ANOTHER_FRAMEWORK",
      `${command.techniqueId} belongs to ${frameworkOf(command.techniqueId)}. Name that framework with it.`,
    );
  if (isTagged(state, command.techniqueId)) return refuse("NO_CHANGE", `${command.techniqueId} is on this incident already.`);
  if (state.techniques.length >= LIMITS.techniques)
    return refuse(
      "TECHNIQUES_FULL",
      `${LIMITS.techniques} techniques are on this incident, which is the limit. Remove one first.`,
    );
  return accept({ ...command, type: "TechniqueTagged" });
}

export function untagTechnique(command: z.infer<typeof UntagTechnique>, state: ActiveIncident): Decision {
  if (!isTagged(state, command.techniqueId))
    return refuse("TECHNIQUE_NOT_TAGGED", `${command.techniqueId} is not on this incident.`);
  return accept({ ...command, type: "TechniqueUntagged" });
}

const frameworkOf = (techniqueId: string) => (techniqueId.startsWith("AML.") ? "ATLAS" : "OWASP-LLM");
const isTagged = ({ techniques }: ActiveIncident, techniqueId: string): boolean =>
  techniques.some((one) => one.techniqueId === techniqueId);
