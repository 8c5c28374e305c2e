import { useEffect, useRef } from "react";

/** Keys as a person says them: "j", "?", "Enter", "g b" (one after the other), "mod+k" (⌘ or Ctrl). */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

const CHORD_MS = 1200;
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type));
/** It has an Enter of its own. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("a, button, summary, [role=button]") !== null;
const isModal = (): boolean => document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null;

/** The whole page's keys. They are silent while somebody types or a dialog is open, except those with a modifier. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const map = latest.current;
      if (event.metaKey || event.ctrlKey) {
        const run = map[`mod+${event.key.toLowerCase()}`];
        if (run) run(event);
        return;
      }
      if (isTyping(event.target) || isModal() || (event.key === "Enter" && isControl(event.target))) return;
      const chord = first !== null && Date.now() - first.at < CHORD_MS ? `${first.key} ${event.key}` : null;
      const run = (chord !== null ? map[chord] : undefined) ?? (chord === null ? map[event.key] : undefined);
      first =
        chord === null && Object.keys(map).some((name) => name.startsWith(`${event.key} `))
          ? { key: event.key, at: Date.now() }
          : null;
      if (run) {
        event.preventDefault();
        run(event);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
