import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { type RefObject, useMemo } from "react";
import { type Action, useActions } from "../../../live/index.ts";
import { useKeys } from "../../../ui/index.ts";
import { PAGE_WINDOWS } from "../signalWindow.ts";
import type { ChangeView } from "./useView.ts";
import type { SignalsView } from "./view.ts";

interface Desk {
  readonly view: SignalsView;
  readonly change: ChangeView;
  readonly definitions: readonly SignalDefinition[];
  readonly search: RefObject<HTMLInputElement | null>;
  readonly refusal: string | null;
  readonly onOpen: (signal: SignalId) => void;
  readonly onToggle: (signal: SignalId) => void;
  readonly onBack: () => void;
  readonly onExpected: () => void;
}

/** J and K walk the list, Enter opens (it is a button), x puts a chart beside the others, w takes the next window, Escape leads back. */
export function usePageKeys({ view, change, search, onToggle, onBack }: Desk): void {
  const nextWindow = (by: 1 | -1) => {
    const { window } = view;
    const at = PAGE_WINDOWS.findIndex(({ id }) => window.kind === "last" && id === window.id);
    const next = PAGE_WINDOWS[(at + by + PAGE_WINDOWS.length) % PAGE_WINDOWS.length];
    if (next) change({ window: { kind: "last", id: next.id } });
  };
  const toggleFocused = () => {
    const signal = focusedRow();
    if (signal) onToggle(signal);
  };
  useKeys(
    Object.fromEntries<() => void>([
      ["j", () => walk(1)],
      ["k", () => walk(-1)],
      ["x", toggleFocused],
      ["w", () => nextWindow(1)],
      ["W", () => nextWindow(-1)],
      ["/", () => search.current?.focus()],
      ["Escape", onBack],
    ]),
  );
}

const ROWS = "[data-signal-row]";
const focusedRow = (): SignalId | null => document.activeElement?.getAttribute("data-signal-row") ?? null;

function walk(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const at = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1;
  const opened = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const from = at >= 0 ? at : opened >= 0 ? opened : by > 0 ? -1 : rows.length;
  rows[Math.min(rows.length - 1, Math.max(0, from + by))]?.focus();
}

/** What the palette can do here. */
export function usePageActions({ definitions, change, refusal, onOpen, onExpected }: Omit<Desk, "view" | "search">): void {
  const actions = useMemo(
    (): readonly Action[] => [
      ...definitions.map(({ id, title }) => ({
        id: `signal:${id}`,
        title: `Open ${title}`,
        group: "Signals",
        keywords: [id],
        run: () => onOpen(id),
      })),
      ...PAGE_WINDOWS.map(({ id, label }) => ({
        id: `window:${id}`,
        title: `Show the last ${label}`,
        group: "Window",
        keys: "w",
        run: () => change({ window: { kind: "last", id } }),
      })),
      ...(["week", "day"] as const).map((compare) => ({
        id: `compare:${compare}`,
        title: compare === "week" ? "Compare with last week" : "Compare with yesterday",
        group: "Window",
        run: () => change({ compare }),
      })),
      { id: "compare:none", title: "Compare with nothing", group: "Window", run: () => change({ compare: null }) },
      {
        id: "expected-change",
        title: "Document an expected change",
        group: "Signals",
        keywords: ["planned", "maintenance", "silence"],
        refusal,
        run: onExpected,
      },
    ],
    [definitions, change, refusal, onOpen, onExpected],
  );
  useActions(actions);
}
