import { IncidentCommand } from "@firebreak/incident";
import type { PendingCommand } from "./pending.ts";

const PREFIX = "firebreak.unsent.";
const MOST_KEPT = 100;

/** This tab's commands that are not durable yet, over a reload of the page; gone with the tab, and with the sign-out. */
export function keepUnsent(incidentId: string, unsent: readonly PendingCommand[]): void {
  try {
    if (unsent.length === 0) sessionStorage.removeItem(PREFIX + incidentId);
    else sessionStorage.setItem(PREFIX + incidentId, JSON.stringify(unsent.slice(0, MOST_KEPT)));
  } catch {
    // Storage is full or forbidden: they are kept for as long as the page lives, and leaving it warns.
  }
}
export function readUnsent(incidentId: string): readonly PendingCommand[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + incidentId) ?? "[]");
    // Ours, but perhaps of an older version of the app: what is no command any more is left out.
    return Array.isArray(kept) ? kept.filter((one: PendingCommand) => IncidentCommand.safeParse(one.command).success) : [];
  } catch {
    return [];
  }
}
export function forgetUnsent(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept either.
  }
}
