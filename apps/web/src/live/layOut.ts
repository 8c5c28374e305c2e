import type { IncidentCommand } from "@firebreak/incident";
import { api, faultOf, isPassing } from "./trpc.ts";

const ATTEMPTS = 8;

/**
 * Issues several commands that belong to one, in order. Their ids follow from that one's: issued again, each counts once. Resolves to
 * whether all of them are in the log; a refusal means that it is there already, or that the room has moved on.
 */
export async function layOut(incidentId: string, after: string, commands: readonly IncidentCommand[]): Promise<boolean> {
  for (const [index, command] of commands.entries()) {
    if (!(await deliver(incidentId, commandIdAfter(after, index + 1), command))) return false;
  }
  return true;
}

async function deliver(incidentId: string, commandId: string, command: IncidentCommand): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await api.incidents.command.mutate({ incidentId, commandId, command });
      return true;
    } catch (error) {
      if (!isPassing(faultOf(error))) return true;
      if (attempt >= ATTEMPTS) return false;
      await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** attempt, 5_000)));
    }
  }
}

/** The id `n` places after a random one: as unlikely to meet another as the first. */
export function commandIdAfter(commandId: string, n: number): string {
  const cut = commandId.length - 12;
  const last = (Number.parseInt(commandId.slice(cut), 16) + n) % 2 ** 48;
  return commandId.slice(0, cut) + last.toString(16).padStart(12, "0");
}
