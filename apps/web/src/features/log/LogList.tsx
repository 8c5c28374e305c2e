import type { DeclaredIncident, LoggedEvent } from "@firebreak/incident";
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { LoadingState } from "../../ui/index.ts";
import { LaidOut } from "./LaidOut.tsx";
import css from "./LogCard.module.css";
import { LogEntry } from "./LogEntry.tsx";
import { filtered, gathered, isFiltering, type LogFilter, type LogItem, logEntries } from "./logRows.ts";

export interface LogListProps {
  readonly incidentId: string;
  /** Oldest first, as the room holds them. */
  readonly rows: readonly LoggedEvent[];
  readonly pending: Parameters<typeof logEntries>[1];
  readonly state: DeclaredIncident;
  readonly moreBefore: boolean;
  readonly onLoadOlder: (backTo?: number) => Promise<void>;
  readonly filter?: LogFilter;
  /** Brought into view once it is there; older pages are read until it is. */
  readonly target?: number | null;
  /** On a page of its own: seconds, numbers and links to each row. */
  readonly wide?: boolean;
}
const LOAD_WITHIN = 15;
const SETTLE_MS = [60, 160, 320, 640];
const NO_FILTER: LogFilter = { kinds: new Set(), text: "" };
type ListVirtualizer = Virtualizer<HTMLDivElement, Element>;

/** Newest first. New rows on top do not move what is being read. */
export function LogList(props: LogListProps) {
  const { incidentId, rows, pending, state, moreBefore, onLoadOlder, filter = NO_FILTER, target = null, wide = false } = props;
  const items = useMemo(() => gathered(filtered(logEntries(rows, pending), filter, state)), [rows, pending, filter, state]);
  const [opened, open] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const virtual: ListVirtualizer = useVirtualizer({
    count: items.length + (moreBefore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => (wide ? 40 : 46),
    overscan: 8,
    getItemKey: useCallback((index: number) => items[index]?.key ?? "older", [items]),
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useLoadOlder(moreBefore && (isFiltering(filter) || last >= items.length - LOAD_WITHIN), rows.length, () =>
    onLoadOlder(isFiltering(filter) ? 1 : undefined),
  );
  useKeptPlace(virtual, scroller, items);
  useTarget({ target, items, rows, moreBefore, onLoadOlder, virtual, open: (key) => open((before) => new Set(before).add(key)) });
  const toggle = (key: string) =>
    open((before) => (before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set(before).add(key)));
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
        {shown.map((place) => {
          const item = items[place.index];
          const first = place.index === 0;
          return (
            <div
              key={place.key}
              ref={virtual.measureElement}
              data-index={place.index}
              className={css.place}
              style={{ transform: `translateY(${place.start}px)` }}
            >
              {item === undefined ? (
                <LoadingState what="Older entries" />
              ) : item.kind === "row" ? (
                <LogEntry {...{ incidentId, state, first, wide, target }} entry={item.row} />
              ) : (
                <LaidOut
                  {...{ incidentId, state, first, wide, target }}
                  rows={item.rows}
                  open={opened.has(item.key)}
                  onToggle={() => toggle(item.key)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Asks for one page at a time; the number of rows tells that it came. */
function useLoadOlder(wanted: boolean, held: number, load: () => Promise<void>): void {
  const asked = useRef(-1);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (!wanted || asked.current === held) return;
    asked.current = held;
    latest.current().catch(() => {
      asked.current = -1;
    });
  }, [wanted, held]);
}

/** The row at the upper edge stays there when rows come before it; at the very top the newest is shown. */
function useKeptPlace(
  virtual: ListVirtualizer,
  scroller: { readonly current: HTMLDivElement | null },
  items: readonly LogItem[],
): void {
  const anchor = useRef<{ readonly key: string; readonly below: number } | null>(null);
  const before = useRef(items);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (before.current !== items && anchor.current !== null) {
      const { key, below } = anchor.current;
      const index = items.findIndex((item) => item.key === key);
      const start = index < 0 ? undefined : virtual.measurementsCache[index]?.start;
      if (start !== undefined && Math.abs(start + below - element.scrollTop) > 1) element.scrollTop = start + below;
    }
    before.current = items;
  }, [items, virtual, scroller]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const remember = () => {
      const top = element.scrollTop;
      const edge = top <= 1 ? undefined : virtual.getVirtualItemForOffset(top);
      anchor.current = edge === undefined ? null : { key: String(edge.key), below: top - edge.start };
    };
    element.addEventListener("scroll", remember, { passive: true });
    return () => element.removeEventListener("scroll", remember);
  }, [virtual, scroller]);
}

interface Targeted extends Pick<LogListProps, "rows" | "moreBefore" | "onLoadOlder"> {
  readonly target: number | null;
  readonly items: readonly LogItem[];
  readonly virtual: ListVirtualizer;
  readonly open: (key: string) => void;
}
function useTarget({ target, items, rows, moreBefore, onLoadOlder, virtual, open }: Targeted): void {
  const reached = useRef<number | null>(null);
  useEffect(() => {
    if (target === null || reached.current === target) return;
    const first = rows[0]?.seq ?? 1;
    if (target < first && moreBefore) {
      onLoadOlder(target).catch(() => undefined);
      return;
    }
    const index = items.findIndex((item) =>
      item.kind === "row" ? isRow(item.row, target) : item.rows.some((row) => isRow(row, target)),
    );
    const item = items[index];
    if (item === undefined) return;
    reached.current = target;
    if (item.kind === "laid-out") open(item.key);
    virtual.scrollToIndex(index, { align: "center" });
    // Heights are estimates until rows were drawn: once they are, the row itself is brought to the middle.
    for (const wait of SETTLE_MS) {
      setTimeout(() => {
        const row = document.getElementById(`log-${target}`);
        if (row) row.scrollIntoView({ block: "center" });
        else virtual.scrollToIndex(index, { align: "center" });
      }, wait);
    }
  }, [target, items, rows, moreBefore, onLoadOlder, virtual, open]);
}
const isRow = (row: object, seq: number): boolean => "seq" in row && row.seq === seq;

function scrollByRow(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { j: 1, k: -1 }[event.key];
  if (step) event.currentTarget.scrollBy({ top: step * 46 });
}
