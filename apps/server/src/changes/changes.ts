import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { atMostOnceASecond } from "../at-most-once-a-second.ts";
import type { Notices } from "../postgres/notices.ts";
import type { Tables } from "../postgres/pool.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { CHANGES_CHANNEL, forget, MOST_AT_ONCE, markDelivery, readAnnouncements, writeReports } from "./announcements.ts";
import { createDoors } from "./doors.ts";
import { ANNOUNCED_WITHIN_MS, joined, SERVED_WITHIN_MS } from "./joining.ts";
import type { ChangeDeliveries, ChangeReport, Changes } from "./port.ts";
import { createSeal } from "./sealing.ts";
import type { ChangeTables } from "./tables.ts";

const MOST_LISTED = 200;
const LONGEST_WINDOW_MS = 31 * 86_400_000;
const FORGET_EVERY_MS = 3600_000;

export interface RunningChanges extends Changes {
  readonly deliveries: ChangeDeliveries;
  close(): void;
}

/** The change feed: what is announced is kept here, what the records show is asked of them each time. */
export function createChanges(options: {
  readonly db: Kysely<Tables>;
  readonly notices: Pick<Notices, "on">;
  readonly telemetry: Pick<TelemetryStore, "changes">;
  /** The server's own; the doors' secrets are encrypted under it. */
  readonly secret: string;
  readonly now: () => number;
  readonly logger: Logger;
}): RunningChanges {
  const { telemetry, now, logger } = options;
  const db = options.db.withTables<ChangeTables>();
  const { open, noteRefusal, ...doors } = createDoors({ db, seal: createSeal(options.secret), now });
  const listeners = new Set<() => void>();
  const changed = atMostOnceASecond(() => {
    for (const listener of listeners) listener();
  });
  const unhear = options.notices.on(CHANGES_CHANNEL, () => changed());
  let forgetFrom = 0;

  function tidy(reports: readonly ChangeReport[]): void {
    if (now() < forgetFrom) return;
    forgetFrom = now() + FORGET_EVERY_MS;
    const services = [...new Set(reports.map(({ service }) => service))];
    forget(db, services, now()).catch((error: unknown) => logger.error({ err: error }, "old changes could not be deleted"));
  }
  /** False: the delivery was taken before, and nothing was written. */
  async function write(reports: readonly ChangeReport[], mark: { doorId: string; marks: readonly string[] } | null) {
    if (reports.length > MOST_AT_ONCE) throw new RangeError(`At most ${MOST_AT_ONCE} changes at once, not ${reports.length}.`);
    const taken = await db
      .transaction()
      .execute(async (tx) => {
        if (mark !== null && !(await markDelivery(tx, mark.doorId, mark.marks, now()))) throw new TakenBefore();
        await writeReports(tx, reports, now());
        if (mark !== null) await noteUse(tx, mark.doorId, now());
        return true;
      })
      .catch((error: unknown) => {
        if (error instanceof TakenBefore) return false;
        throw error;
      });
    tidy(reports);
    return taken;
  }

  return {
    async list({ service, from, to }) {
      const [announced, seen] = await Promise.all([
        readAnnouncements(db, { service, from: from - SERVED_WITHIN_MS, to: to + ANNOUNCED_WITHIN_MS }, 2 * MOST_LISTED),
        telemetry.changes({ service, from: Math.max(from - ANNOUNCED_WITHIN_MS, to - LONGEST_WINDOW_MS), to }),
      ]);
      return joined(service, announced, seen)
        .filter(({ effectiveAt }) => effectiveAt >= from && effectiveAt < to)
        .toSorted((a, b) => b.effectiveAt - a.effectiveAt || (a.changeId < b.changeId ? -1 : 1))
        .slice(0, MOST_LISTED);
    },
    async report(reports) {
      await write(reports, null);
    },
    doors,
    deliveries: {
      open,
      noteRefusal,
      take: ({ doorId }, { marks, reports }) => write(reports, { doorId, marks }),
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      unhear();
      changed.cancel();
      listeners.clear();
    },
  };
}

class TakenBefore extends Error {}

async function noteUse(tx: Kysely<ChangeTables>, doorId: string, now: number): Promise<void> {
  await tx
    .updateTable("change_doors")
    .set({ last_used_at: new Date(now), refused_at: null, refusal: null })
    .where("door_id", "=", doorId)
    .execute();
}
