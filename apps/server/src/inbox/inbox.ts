import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { atMostOnceASecond } from "../at-most-once-a-second.ts";
import type { Incidents } from "../incidents/port.ts";
import type { Notices } from "../postgres/notices.ts";
import type { Tables } from "../postgres/pool.ts";
import { acceptedReports } from "./accepted-reports.ts";
import { createAttaching } from "./attaching.ts";
import { createDeciding } from "./deciding.ts";
import { createDeclaring, type DeclaringPorts } from "./declaring.ts";
import { createFiling } from "./filing.ts";
import { type Inbox, InboxFull } from "./port.ts";
import { alertOf, suspicionNumber, suspicionOf } from "./records.ts";
import { alertFrom, suspicionFrom } from "./rows.ts";
import { createSegmentLook, type SegmentLookPorts } from "./segment-look.ts";
import { atTheDesk, INBOX_CHANNEL, MOST_STANDING, openDesk, readAlerts, readSuspicion, writeFiled } from "./store.ts";
import type { InboxTables } from "./tables.ts";
import { tidy } from "./tidying.ts";
import { createWork } from "./work.ts";

const MOST_LISTED = 200;
const ALERTS_IN_A_LIST = 20;
const ALERTS_OF_ONE = 100;
const ROUND_EVERY_MS = 10_000;

export interface InboxOptions
  extends Omit<DeclaringPorts, "db" | "attaching" | "incidents">,
    Pick<SegmentLookPorts, "telemetry" | "harm"> {
  readonly db: Kysely<Tables>;
  readonly notices: Pick<Notices, "on">;
  readonly incidents: Pick<Incidents, "handle" | "load" | "declare">;
  readonly now: () => number;
  readonly logger: Logger;
  readonly schedule: (afterMs: number, run: () => void) => () => void;
}
export interface RunningInbox extends Inbox {
  /** Resolves when nothing is under way: what followed from the last reports has followed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Alerts in, suspicions out. What follows from a report (alerts into an incident's log, rules, segments) and from the passing
 * of time happens in rounds beside it, every 10 s and after each report, on every node.
 */
export function createInbox(options: InboxOptions): RunningInbox {
  const { now, logger, schedule } = options;
  const db = options.db.withTables<InboxTables>();
  const attaching = createAttaching({ ...options, db });
  const declare = createDeclaring({ ...options, db, attaching });
  const look = createSegmentLook({ ...options, db });
  const listeners = new Set<() => void>();
  const changed = atMostOnceASecond(() => {
    for (const listener of listeners) listener();
  });
  const unhear = options.notices.on(INBOX_CHANNEL, () => changed());
  const round = async () => {
    await tidy(db, now());
    await attaching.attachAll();
    await declare();
  };
  const rounds = createWork({ name: "a round of the inbox", run: round, everyMs: ROUND_EVERY_MS, schedule, logger });
  // Asks the telemetry, which may take its time: nothing else waits for it.
  const looks = createWork({ name: "looking for segments", run: look, everyMs: ROUND_EVERY_MS, schedule, logger });
  rounds.request();

  return {
    async list({ open, owner, limit }) {
      let query = db
        .selectFrom("suspicions")
        .selectAll()
        .where("end_kind", open ? "is" : "is not", null);
      if (owner !== null) query = query.where("owner", "=", owner);
      const rows = await query.orderBy("number", "desc").limit(Math.min(limit, MOST_LISTED)).execute();
      const alerts = await readAlerts(
        db,
        rows.map((row) => row.number),
        ALERTS_IN_A_LIST,
      );
      return rows.map((row) => suspicionOf(suspicionFrom(row), alerts.get(row.number) ?? []));
    },
    async get(suspicionId) {
      const number = suspicionNumber(suspicionId);
      const found = number === null ? null : await readSuspicion(db, number);
      if (!found) return null;
      const alerts = await readAlerts(db, [found.number], ALERTS_OF_ONE);
      return suspicionOf(found, alerts.get(found.number) ?? []);
    },
    async standing(source) {
      const rows = await db
        .selectFrom("alerts")
        .selectAll()
        .where("status", "<>", "resolved")
        .where("source", "=", source)
        .orderBy("number")
        .limit(MOST_STANDING)
        .execute();
      return rows.map((row) => alertOf(alertFrom(row)));
    },
    async report(reports) {
      const said = acceptedReports(reports, now());
      if (said.length === 0) return;
      const refused = await atTheDesk(db, async (tx, numbers) => {
        const filing = createFiling(await openDesk(tx, { said, now: now(), numbers }));
        for (const one of said) filing.report(one);
        const filed = filing.filed();
        return { value: filed.refused, news: await writeFiled(tx, filed, now()) };
      });
      rounds.request();
      looks.request();
      if (refused > 0) throw new InboxFull(fullSentence(refused));
    },
    ...createDeciding({ ...options, db, attaching }),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: async () => {
      await rounds.settled();
      await looks.settled();
    },
    async close() {
      unhear();
      changed.cancel();
      listeners.clear();
      await Promise.all([rounds.close(), looks.close()]);
    },
  };
}

const fullSentence = (refused: number) =>
  `${MOST_STANDING} alerts fire already, the most that the inbox holds; ${refused} new ones were turned away. ` +
  "Resolve or silence some where they come from; these are taken when they are reported again.";
