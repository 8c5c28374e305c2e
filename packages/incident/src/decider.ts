import type { CommandContext, IncidentCommand } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { IncidentEvent, LoggedEvent } from "./event.ts";
import type { IncidentState } from "./state.ts";

export const initialState: IncidentState = { situation: "undeclared" };

/** Pure. What the log would say if this command were accepted now, or why it is refused. */
export function decide(_command: IncidentCommand, _state: IncidentState, _context: CommandContext): Decision {
  return refuse("NOT_BUILT", "not built");
}

/** Pure. `context` is the row's own time and actor. */
export function evolve(state: IncidentState, _event: IncidentEvent, _context: Pick<LoggedEvent, "at" | "actor">): IncidentState {
  return state;
}
