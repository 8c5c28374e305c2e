/** How it went: what the work returned and how long it waited for its turn, or that too many waited already. */
export type Worked<T> = { readonly ok: true; readonly value: T; readonly waitedMs: number } | { readonly ok: false };

export interface WorkQueue {
  /** Starts the work when a place is free; first come, first served. Turned away at once, unstarted, when `maxWaiting` wait already. */
  run<T>(work: () => Promise<T>): Promise<Worked<T>>;
  /** More places take up waiting work at once; fewer hold as soon as work under way has ended. */
  resize(places: number): void;
  waiting(): number;
}

/** A limit on work at once, as a serving runtime has it. The wait is measured, never made up. */
export function createWorkQueue(options: { readonly places: number; readonly maxWaiting: number }): WorkQueue {
  const waiting: (() => void)[] = [];
  let places = options.places;
  let working = 0;
  const admit = () => {
    while (working < places) {
      const next = waiting.shift();
      if (next === undefined) return;
      working += 1;
      next();
    }
  };
  return {
    async run(work) {
      if (working >= places && waiting.length >= options.maxWaiting) return { ok: false };
      const cameAt = performance.now();
      const turn = new Promise<void>((resolve) => waiting.push(resolve));
      admit();
      await turn;
      const waitedMs = performance.now() - cameAt;
      try {
        return { ok: true, value: await work(), waitedMs };
      } finally {
        working -= 1;
        admit();
      }
    },
    resize(to) {
      places = to;
      admit();
    },
    waiting: () => waiting.length,
  };
}
