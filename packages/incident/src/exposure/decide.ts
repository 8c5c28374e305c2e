import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import type { ActiveIncident } from "../state.ts";
import type { FlagExposure } from "./commands.ts";

/** Each suspicion is a row of its own: clocks run from the first, and none replaces another. */
export function flagExposure(command: z.infer<typeof FlagExposure>, state: ActiveIncident): Decision {
  if (state.exposures.length >= LIMITS.exposures)
    return refuse(
      "EXPOSURES_FULL",
      `${LIMITS.exposures} exposures are flagged already; legal is informed. Add what is new as a note.`,
    );
  return accept({ ...command, type: "ExposureFlagged" });
}
