import { type Hypothesis, type LoggedEvent, type LogLine, logLine } from "@firebreak/incident";

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

const told = new WeakMap<object, LogLine>();

/** Telling a row is pure and a row never changes: done once, and only for rows that are scrolled into view. */
export function lineOf(entry: Pick<LoggedEvent, "actor" | "event">): LogLine {
  const known = told.get(entry);
  if (known) return known;
  const line = logLine(entry);
  told.set(entry, line);
  return line;
}

/** The log names a hypothesis by its id; a reader knows it by its statement. */
export function nameOf(id: string, hypotheses: readonly Hypothesis[]): string {
  return hypotheses.find((each) => each.hypothesisId === id)?.statement ?? id;
}

export const entryKey = (entry: LoggedEvent | PendingLike, index: number): string =>
  "seq" in entry ? String(entry.seq) : `${entry.commandId}-${index}`;
