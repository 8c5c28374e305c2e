import type { LoggedEvent } from "@firebreak/incident";

interface PendingLike extends Pick<LoggedEvent, "at" | "actor" | "event"> {
  readonly commandId: string;
}

/** Newest first: what is pending, then what the log holds. */
export function logEntries(
  rows: readonly LoggedEvent[],
  pending: readonly PendingLike[],
): readonly (LoggedEvent | PendingLike)[] {
  return [...rows, ...pending].reverse();
}

export const entryKey = (entry: LoggedEvent | PendingLike, index: number): string =>
  "seq" in entry ? String(entry.seq) : `${entry.commandId}-${index}`;
