import type { Logger } from "pino";

export interface Work {
  /** Soon; asked for while it runs, it runs once more. */
  request(): void;
  /** Resolves when it neither runs nor is to run at once. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** One run at a time, again some time after the last; a failure is logged, and the next run tries again. */
export function createWork(options: {
  readonly name: string;
  readonly run: () => Promise<void>;
  readonly everyMs: number;
  readonly schedule: (afterMs: number, run: () => void) => () => void;
  readonly logger: Logger;
}): Work {
  let cancelNext = () => {};
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function runUntilQuiet(): Promise<void> {
    do {
      again = false;
      await options.run().catch((error) => options.logger.error({ err: error }, `${options.name} failed; it is tried again`));
    } while (again && !closed);
    running = null;
    if (!closed) cancelNext = options.schedule(options.everyMs, request);
  }
  function request(): void {
    if (closed) return;
    if (running) again = true;
    else {
      cancelNext();
      running = runUntilQuiet();
    }
  }
  return {
    request,
    async settled() {
      while (running) await running;
    },
    async close() {
      closed = true;
      cancelNext();
      await running;
    },
  };
}
