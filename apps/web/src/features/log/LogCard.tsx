import type { DeclaredIncident, LoggedEvent } from "@firebreak/incident";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { Card, LoadingState } from "../../ui/index.ts";
import css from "./LogCard.module.css";
import { LogEntry } from "./LogEntry.tsx";
import { entryKey, logEntries } from "./logRows.ts";

interface Props {
  readonly incidentId: string;
  /** Oldest first, as the room holds them. */
  readonly rows: readonly LoggedEvent[];
  readonly pending: Parameters<typeof logEntries>[1];
  readonly seq: number;
  readonly state: DeclaredIncident;
  readonly chain: { readonly kind: "verified" } | { readonly kind: "broken"; readonly seq: number };
  /** What the server said of the whole log: null while it is asked, or could not be. */
  readonly verified: boolean | null;
  readonly moreBefore: boolean;
  readonly onLoadOlder: () => Promise<void>;
  readonly composer: ReactNode;
  readonly to?: string;
}
const LOAD_WITHIN = 15;

export function LogCard({ composer, to, ...props }: Props) {
  return (
    <Card fill title="Log" to={to} className={css.card} right={<Standing {...props} />}>
      <LogList {...props} />
      {composer}
    </Card>
  );
}

function Standing({ seq, chain, verified }: Pick<Props, "seq" | "chain" | "verified">) {
  const entries = `${seq.toLocaleString("en")} ${seq === 1 ? "entry" : "entries"}`;
  if (chain.kind === "broken" || verified === false) {
    return (
      <span className={css.broken}>
        {entries} · chain broken{chain.kind === "broken" ? ` at ${chain.seq}` : ""}
      </span>
    );
  }
  return (
    <span
      title={
        verified ? "The server re-read every row: hashes, links and holes" : "The rows this browser holds link to each other"
      }
    >
      {entries} · {verified ? "chain verified" : "chain holds"}
    </span>
  );
}

function LogList({ incidentId, rows, pending, state, moreBefore, onLoadOlder }: Omit<Props, "composer" | "to">) {
  const entries = useMemo(() => logEntries(rows, pending), [rows, pending]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length + (moreBefore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => 46,
    overscan: 8,
    getItemKey: (index) => {
      const entry = entries[index];
      return entry ? entryKey(entry, index) : "older";
    },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useLoadOlder(moreBefore && last >= entries.length - LOAD_WITHIN, entries.length, onLoadOlder);
  return (
    <div
      ref={scroller}
      className={css.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by the keyboard
      tabIndex={0}
      role="log"
      aria-label="Log, newest first"
      aria-live="off"
      onKeyDown={scrollByRow}
    >
      <div className={css.track} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const entry = entries[item.index];
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={css.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {entry ? (
                <LogEntry incidentId={incidentId} entry={entry} state={state} first={item.index === 0} />
              ) : (
                <LoadingState what="Older entries" />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Asks for one page at a time; the list's length tells that it came. */
function useLoadOlder(wanted: boolean, held: number, load: () => Promise<void>): void {
  const asked = useRef(-1);
  useEffect(() => {
    if (!wanted || asked.current === held) return;
    asked.current = held;
    load().catch(() => {
      asked.current = -1;
    });
  }, [wanted, held, load]);
}

function scrollByRow(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { j: 1, k: -1 }[event.key];
  if (step) event.currentTarget.scrollBy({ top: step * 46 });
}
