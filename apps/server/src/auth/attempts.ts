const MAX_KEYS = 20_000;

export interface Attempts {
  /** Counts one attempt. 0: go on; otherwise the whole seconds to wait, and this attempt was not counted. */
  spend(key: string): number;
  forgive(key: string): void;
}

/** At most `max` attempts of one key in a window that begins with its first; in memory, the oldest keys are dropped first. */
export function createAttempts(limit: { readonly max: number; readonly windowMs: number; readonly now: () => number }): Attempts {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  return {
    spend(key) {
      const now = limit.now();
      const open = windows.get(key);
      if (open && now < open.endsAt) {
        if (open.count >= limit.max) return Math.ceil((open.endsAt - now) / 1000);
        open.count += 1;
        return 0;
      }
      // Set anew, so that the map stays in the order in which windows end.
      windows.delete(key);
      const [oldest] = windows.keys();
      if (windows.size >= MAX_KEYS && oldest !== undefined) windows.delete(oldest);
      windows.set(key, { count: 1, endsAt: now + limit.windowMs });
      return 0;
    },
    forgive(key) {
      windows.delete(key);
    },
  };
}
