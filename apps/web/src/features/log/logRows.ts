import { type DeclaredIncident, type LoggedEvent, type LogLine, logLine } from "@firebreak/incident";

interface PendingLike extends Pick<LoggedEvent, "at" | "actor" | "event"> {
  readonly commandId: string;
}
export type LogRow = LoggedEvent | PendingLike;
/** One line of the list: a row, or hypotheses that one person laid out in one go. */
export type LogItem =
  | { readonly kind: "row"; readonly key: string; readonly row: LogRow }
  | { readonly kind: "laid-out"; readonly key: string; readonly rows: readonly LogRow[] };

/** Newest first: what is pending, then what the log holds. */
export function logEntries(rows: readonly LoggedEvent[], pending: readonly PendingLike[]): readonly LogRow[] {
  return [...rows, ...pending].reverse();
}

const LAID_WITHIN_MS = 60_000;
const LEAST_LAID = 3;

/** Newest first. Neighbouring hypotheses that one actor added within a minute are one item, named by its oldest row. */
export function gathered(rows: readonly LogRow[]): readonly LogItem[] {
  const items: LogItem[] = [];
  for (let at = 0; at < rows.length; ) {
    const end = endOfLaying(rows, at);
    const laid = rows.slice(at, end);
    const [first] = laid;
    const last = laid.at(-1);
    if (first === undefined || last === undefined) break;
    if (laid.length >= LEAST_LAID) items.push({ kind: "laid-out", key: `laid-${keyOf(last, rows.length - end)}`, rows: laid });
    else for (const [n, row] of laid.entries()) items.push({ kind: "row", key: keyOf(row, rows.length - at - n - 1), row });
    at = end;
  }
  return items;
}
function endOfLaying(rows: readonly LogRow[], begin: number): number {
  const first = rows[begin];
  let end = begin + 1;
  if (first?.event.type !== "HypothesisAdded") return end;
  const newest = Date.parse(first.at);
  for (; end < rows.length; end += 1) {
    const row = rows[end];
    if (row?.event.type !== "HypothesisAdded" || row.actor.id !== first.actor.id) break;
    if (newest - Date.parse(row.at) > LAID_WITHIN_MS) break;
  }
  return end;
}
/** `fromOldest` tells the rows of one pending command apart. */
const keyOf = (row: LogRow, fromOldest: number): string => ("seq" in row ? String(row.seq) : `${row.commandId}-${fromOldest}`);

export type LogKind = LogLine["kind"];
export interface LogFilter {
  readonly kinds: ReadonlySet<LogKind>;
  readonly text: string;
}
export const isFiltering = ({ kinds, text }: LogFilter): boolean => kinds.size > 0 || text.trim() !== "";

/** Rows of these kinds (none chosen: all) that hold every word, in any order and case. */
export function filtered(rows: readonly LogRow[], filter: LogFilter, state: DeclaredIncident): readonly LogRow[] {
  if (!isFiltering(filter)) return rows;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { kind, text } = readRow(row, state);
    return (filter.kinds.size === 0 || filter.kinds.has(kind)) && words.every((word) => text.includes(word));
  });
}
/** A row is told once; names given to what it speaks of do not change. */
const read = new WeakMap<LogRow, { readonly kind: LogKind; readonly text: string }>();
function readRow(row: LogRow, state: DeclaredIncident) {
  const known = read.get(row);
  if (known) return known;
  const { kind, actor, title, body, chips } = logLine(row, state);
  const seq = "seq" in row ? `#${row.seq}` : "";
  const text = [actor ?? "", title, body, ...chips.map((chip) => chip.label), seq].join(" ").toLowerCase();
  const told = { kind, text };
  read.set(row, told);
  return told;
}
