import { useSyncExternalStore } from "react";

/** How far the server's clock is ahead of this browser's, milliseconds; durations count by the server's. */
let offset = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  // A whole second for everybody: all clocks on a page change together.
  now = Math.floor((Date.now() + offset) / 1000) * 1000;
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    tick();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The server's time, as far as this browser knows it, epoch milliseconds. */
export const serverNow = (): number => Date.now() + offset;
export function setServerTime(at: number): void {
  offset = at - Date.now();
}
/** The current second (epoch milliseconds); one shared ticker drives every clock of the page. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** A value that changes only when `of` gives another one: a component that shows minutes renders once a minute. */
export const useNowAs = <T extends string | number | boolean | null>(of: (now: number) => T): T =>
  useSyncExternalStore(subscribe, () => of(now));
