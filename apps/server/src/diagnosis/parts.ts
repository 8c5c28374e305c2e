import type { Logger } from "pino";

/** The parts of one diagnosis: each has its time, and one that fails leaves the others standing. */
export interface Parts {
  /** Sentences for people, in the order in which the parts failed. */
  readonly faults: readonly string[];
  /** What `work` answers, or `otherwise` when it fails or takes longer than 8 s; then a fault says that `what` is missing. Never rejects. */
  take<T>(what: string, otherwise: T, work: () => Promise<T>): Promise<T>;
}

const PART_MS = 8_000;

export function createParts(logger: Logger, about: Readonly<Record<string, string>>): Parts {
  const faults: string[] = [];
  return {
    faults,
    async take(what, otherwise, work) {
      try {
        return await within(PART_MS, work());
      } catch (error) {
        logger.warn({ err: error, part: what, ...about }, "A part of a diagnosis is missing; it is asked for again.");
        const why = error instanceof TookTooLong ? `took longer than ${PART_MS / 1000} s` : "could not be read";
        faults.push(`${what} ${why}. What is shown stands without it; it is asked for again.`);
        return otherwise;
      }
    },
  };
}

class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}

/** Rejects when `work` takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TookTooLong()), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
