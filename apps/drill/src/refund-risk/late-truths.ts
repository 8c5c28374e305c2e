import type { Logger } from "@opentelemetry/api";
import { chance, logNormal, type Random } from "../random.ts";
import type { Truth } from "./truth-sender.ts";

export interface LateTruths {
  /** Becomes known after its delay, whatever the decision was. */
  learn(requestId: string, unjustified: boolean): void;
  /** What is not known yet is never told. */
  close(): void;
}
export interface LateTruthsOptions {
  readonly logger: Logger;
  readonly send: (truth: Truth) => void;
  readonly random: Random;
  readonly now: () => number;
  /** Calls back after so many milliseconds, unless a test is quicker. Answers with how to call it off. */
  readonly after: (ms: number, then: () => void) => () => void;
}

const MOST_PENDING = 20_000;
/** Half comes by OTLP log, half by the JSON door: two systems of the shop that know different cases. */
const BY_LOG = 0.5;

/**
 * What became of a refund is known after days: the goods come back, or they do not. Here a second stands for about two hours: 92 % are known after
 * 20–90 s (the median near 42 s), the rest after 90–150 s. The delay depends on nothing, so that what is known is a fair sample at any time.
 */
export function delayMs(random: Random): number {
  if (chance(random, 0.08)) return 90_000 + random() * 60_000;
  return Math.min(90_000, Math.max(20_000, logNormal(random, 42_000, 0.4)));
}

export function createLateTruths({ logger, send, random, now, after }: LateTruthsOptions): LateTruths {
  const pending = new Set<() => void>();
  const tell = (requestId: string, value: boolean) => {
    if (!chance(random, BY_LOG)) return send({ requestId, value, at: now() });
    const attributes = { "firebreak.request.id": requestId, "firebreak.ground_truth.value": value };
    logger.emit({ eventName: "firebreak.ground_truth", attributes });
  };
  return {
    learn(requestId, unjustified) {
      if (pending.size >= MOST_PENDING) return;
      const callOff = after(delayMs(random), () => {
        pending.delete(callOff);
        tell(requestId, unjustified);
      });
      pending.add(callOff);
    },
    close() {
      for (const callOff of pending) callOff();
      pending.clear();
    },
  };
}
