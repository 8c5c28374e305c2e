import type { Logger } from "pino";
import type { Inbox } from "../inbox/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import type { Schedule } from "./containment-watch.ts";
import { createReporting, type Lead } from "./reporting.ts";
import type { Watches } from "./watches.ts";

export interface Detection {
  /** The first look is over: what was learnt from the past, or could not be. Never rejects. */
  readonly ready: Promise<void>;
  /** Resolves when no look is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
export interface DetectionPorts {
  readonly watches: Watches;
  readonly telemetry: Pick<TelemetryStore, "services">;
  readonly inbox: Pick<Inbox, "report" | "standing">;
  /** Of all nodes one reports. */
  readonly lead: Lead;
  readonly now: () => number;
  readonly logger: Logger;
  readonly schedule: Schedule;
}

/** Looks fall on multiples of it, and so right after a bucket may be judged. */
const LOOK_EVERY_MS = 10_000;
const HEARD_WITHIN_MS = 3600_000;
const MOST_SERVICES = 200;
/** Services that are read at once. */
const AT_ONCE = 4;

/**
 * Every node follows the signals of every service that was heard from in the last hour, so that its pages know what stands; the one that
 * leads tells the inbox what changed. One look at a time: where the store is slow, looks are left out and the next one catches up.
 */
export function createDetection(ports: DetectionPorts): Detection {
  const { watches, now, logger } = ports;
  const reporting = createReporting(ports);
  let running: Promise<void> = Promise.resolve();
  let cancelNext = () => {};
  let closed = false;

  async function look(): Promise<void> {
    const heard = (await ports.telemetry.services())
      .filter(({ lastSeenAt }) => now() - lastSeenAt < HEARD_WITHIN_MS)
      .slice(0, MOST_SERVICES)
      .map(({ service }) => service);
    watches.keep(new Set(heard));
    const left = [...heard];
    const worker = async () => {
      for (let service = left.shift(); service !== undefined && !closed; service = left.shift()) {
        try {
          await watches.follow(service).advance();
        } catch (error) {
          logger.error({ err: error, service }, "The signals of a service could not be read; trying again.");
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (!closed) await reporting.report();
  }
  function next(): void {
    if (closed) return;
    const wait = LOOK_EVERY_MS - (now() % LOOK_EVERY_MS);
    cancelNext = ports.schedule(wait, () => void lookOnce());
  }
  /** Never rejects, and puts the next one on the clock. */
  function lookOnce(): Promise<void> {
    const safely = async () => {
      try {
        await look();
      } catch (error) {
        logger.error({ err: error }, "A look at the signals failed; trying again.");
      }
      next();
    };
    running = safely();
    return running;
  }

  const ready = lookOnce();
  return {
    ready,
    settled: async () => {
      for (let seen: Promise<void> | null = null; seen !== running; ) {
        seen = running;
        await seen;
      }
    },
    async close() {
      closed = true;
      cancelNext();
      await running;
    },
  };
}
