import { useEffect, useSyncExternalStore } from "react";

/** Something the palette (⌘K) can do. Features register theirs while they are on the page. */
export interface Action {
  readonly id: string;
  readonly title: string;
  /** Heading in the palette. */
  readonly group: string;
  /** Other words a person may type. */
  readonly keywords?: readonly string[] | undefined;
  /** Shown at the right, e.g. "g b". */
  readonly keys?: string | undefined;
  /** Why it cannot be done now. */
  readonly refusal?: string | null | undefined;
  readonly run: () => void;
}

let registered: readonly (readonly Action[])[] = [];
let flat: readonly Action[] = [];
const listeners = new Set<() => void>();
function set(next: typeof registered): void {
  registered = next;
  flat = registered.flat();
  for (const listener of listeners) listener();
}
/** The array must be stable (useMemo), or it is registered again on each render. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    set([...registered, actions]);
    return () => set(registered.filter((other) => other !== actions));
  }, [actions]);
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useRegisteredActions = (): readonly Action[] => useSyncExternalStore(subscribe, () => flat);
