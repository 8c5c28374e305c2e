import { useSyncExternalStore } from "react";

export type Connection =
  | { readonly kind: "live" }
  /** Nothing was heard since; it is being tried. */
  | { readonly kind: "reconnecting"; readonly since: number }
  | { readonly kind: "lost"; readonly since: number };

/** How long a reconnection may take before it is called lost. */
export const LOST_AFTER_MS = 30_000;

export interface ConnectionStore {
  readonly get: () => Connection;
  readonly set: (next: Connection) => void;
  readonly subscribe: (listener: () => void) => () => void;
}
export function createConnectionStore(): ConnectionStore {
  let connection: Connection = { kind: "live" };
  const listeners = new Set<() => void>();
  return {
    get: () => connection,
    set(next) {
      if (
        next.kind === connection.kind &&
        (next.kind === "live" || (connection.kind !== "live" && next.since === connection.since))
      )
        return;
      connection = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
export const useConnectionOf = (store: ConnectionStore): Connection => useSyncExternalStore(store.subscribe, store.get);
