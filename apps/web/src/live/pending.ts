import {
  type Actor,
  type DeclaredIncident,
  decide,
  evolve,
  type IncidentCommand,
  type IncidentEvent,
  type IncidentState,
  type LoggedEvent,
} from "@firebreak/incident";

/** A command on its way: shown as if it had happened, and marked so, until its rows arrive or it is refused. */
export interface PendingCommand {
  readonly commandId: string;
  readonly command: IncidentCommand;
  readonly actor: Actor;
  readonly at: string;
  /** The server said it is durable in row `confirmedSeq`; the row itself is still to come. */
  readonly confirmedSeq: number | null;
}
export interface PendingRow {
  readonly commandId: string;
  readonly at: string;
  readonly actor: Actor;
  readonly event: IncidentEvent;
}
export interface Outlook {
  readonly state: DeclaredIncident;
  readonly rows: readonly PendingRow[];
}

/**
 * The confirmed state with what is pending on top, decided anew each time the confirmed state changes. A command that
 * would be refused now is left out: the server has the last word on it.
 */
export function outlook(confirmed: DeclaredIncident, pending: readonly PendingCommand[]): Outlook {
  let state: IncidentState = confirmed;
  const rows: PendingRow[] = [];
  for (const { commandId, command, actor, at } of pending) {
    const decision = decide(command, state, { commandId, actor, at });
    if (!decision.ok) continue;
    for (const event of decision.events) {
      state = evolve(state, event, { at, actor });
      rows.push({ commandId, at, actor, event });
    }
  }
  if (state.situation === "undeclared") throw new Error("a declared incident folded to undeclared");
  return { state, rows };
}

/** Without those whose rows came, or are known to be held already. */
export function settle(
  pending: readonly PendingCommand[],
  arrived: readonly LoggedEvent[],
  heldSeq: number,
): readonly PendingCommand[] {
  const ids = new Set(arrived.map((row) => row.commandId));
  const rest = pending.filter((one) => !ids.has(one.commandId) && !(one.confirmedSeq !== null && one.confirmedSeq <= heldSeq));
  return rest.length === pending.length ? pending : rest;
}
export const withdraw = (pending: readonly PendingCommand[], commandId: string): readonly PendingCommand[] =>
  pending.filter((one) => one.commandId !== commandId);
export const confirm = (pending: readonly PendingCommand[], commandId: string, seq: number): readonly PendingCommand[] =>
  pending.map((one) => (one.commandId === commandId ? { ...one, confirmedSeq: seq } : one));
