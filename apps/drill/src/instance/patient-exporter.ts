/** An OTLP exporter, as both SDKs see it: 0 is success. */
interface Exporter<T> {
  export(items: T[], done: (result: { code: number; error?: Error }) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}
const SUCCESS = 0;

/**
 * Sends a batch again until it arrives or `patienceMs` is over; what is written meanwhile waits in the SDK's own bounded queue, so that
 * memory is bounded by one batch and one queue. After `shutdown` it makes no further attempt.
 */
export function createPatientExporter<T>(inner: Exporter<T>, options: { readonly patienceMs: number; readonly pauseMs: number }) {
  let closed = false;
  const pauses = new Set<{ readonly timer: NodeJS.Timeout; readonly giveUp: () => void }>();
  const attempt = (items: T[], startedAt: number, pauseMs: number, done: (result: { code: number; error?: Error }) => void) => {
    inner.export(items, (result) => {
      const patient = Date.now() - startedAt + pauseMs < options.patienceMs;
      if (result.code === SUCCESS || closed || !patient) return done(result);
      const pause = {
        timer: setTimeout(() => {
          pauses.delete(pause);
          attempt(items, startedAt, Math.min(pauseMs * 2, 15_000), done);
        }, pauseMs),
        giveUp: () => done(result),
      };
      pauses.add(pause);
    });
  };
  return {
    export(items: T[], done: (result: { code: number; error?: Error }) => void) {
      attempt(items, Date.now(), options.pauseMs, done);
    },
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
    shutdown() {
      closed = true;
      for (const { timer, giveUp } of pauses) {
        clearTimeout(timer);
        giveUp();
      }
      pauses.clear();
      return inner.shutdown();
    },
  };
}
