import { Segment } from "@firebreak/incident";
import { type Harm, type SegmentRow, type SignalId, wilson } from "@firebreak/signals";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { TelemetryStore } from "../telemetry/port.ts";
import type { AlertRecord, SuspicionRecord } from "./records.ts";
import { suspicionIdOf } from "./records.ts";
import { suspicionFrom } from "./rows.ts";
import { atTheDesk, readAlerts } from "./store.ts";
import type { InboxTables } from "./tables.ts";

const EVERY_MS = 30_000;
const TIMEOUT_MS = 8_000;
const AT_ONCE = 10;
/** Signals asked for whether they are proportions. */
const SIGNALS_TRIED = 5;
/** A fault that began a moment ago has too few records to tell a segment by. */
const SHORTEST_WINDOW_MS = 5 * 60_000;
const LONGEST_WINDOW_MS = 6 * 3_600_000;

export interface SegmentLookPorts {
  readonly db: Kysely<InboxTables>;
  readonly telemetry: Pick<TelemetryStore, "segments">;
  /** The bad events of a signal; null for one that has none. */
  readonly harm: (service: string, signal: SignalId) => Promise<Harm | null>;
  readonly now: () => number;
  readonly logger: Logger;
}

/** One look at the open suspicions that nobody, on any node, looked at in the last 30 s: in which segment is the harm? */
export function createSegmentLook(ports: SegmentLookPorts): () => Promise<void> {
  const { db, now } = ports;

  async function segmentOf(suspicion: SuspicionRecord, alerts: readonly AlertRecord[]): Promise<Segment | null> {
    const { service } = suspicion;
    const harm = await harmOf(service, alerts);
    if (!harm) return null;
    const to = now();
    const from = Math.max(to - LONGEST_WINDOW_MS, Math.min(suspicion.since, to - SHORTEST_WINDOW_MS));
    const [row] = await ports.telemetry.segments({ service, from, to, harm, limit: 1 });
    return row && differs(row) ? segmentIn(row) : null;
  }
  async function harmOf(service: string, alerts: readonly AlertRecord[]): Promise<Harm | null> {
    for (const { signal } of alerts.filter((alert) => alert.signal !== null).slice(0, SIGNALS_TRIED)) {
      const harm = signal === null ? null : await ports.harm(service, signal);
      if (harm) return harm;
    }
    return null;
  }
  async function keep(number: number, segment: Segment | null): Promise<void> {
    await atTheDesk(db, async (tx) => {
      const row = { segment: segment && JSON.stringify(segment), last_change_at: new Date(now()) };
      await tx.updateTable("suspicions").set(row).where("number", "=", number).where("end_kind", "is", null).execute();
      return { value: undefined, news: true };
    });
  }

  return async () => {
    const due = await takeDue(db, now());
    const members = await readAlerts(
      db,
      due.map((one) => one.number),
      SIGNALS_TRIED,
    );
    for (const suspicion of due) {
      try {
        const alerts = (members.get(suspicion.number) ?? []).filter((alert) => alert.status === "firing");
        // What has stopped keeps the segment it had.
        if (alerts.length === 0) continue;
        const found = await within(TIMEOUT_MS, segmentOf(suspicion, alerts));
        if (JSON.stringify(found) !== JSON.stringify(suspicion.segment && inOrder(suspicion.segment)))
          await keep(suspicion.number, found);
      } catch (error) {
        const id = suspicionIdOf(suspicion.number);
        ports.logger.warn(
          { err: error, suspicion: id },
          "The segment of a suspected incident could not be found; it is tried again.",
        );
      }
    }
  };
}

/** Marked as looked at in the same statement: no two nodes ask the telemetry for one suspicion. */
async function takeDue(db: Kysely<InboxTables>, now: number): Promise<readonly SuspicionRecord[]> {
  const due = db
    .selectFrom("suspicions")
    .select("number")
    .where("end_kind", "is", null)
    .where((e) => e.or([e("segment_asked_at", "is", null), e("segment_asked_at", "<=", new Date(now - EVERY_MS))]))
    .orderBy("segment_asked_at", (order) => order.asc().nullsFirst())
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked();
  const rows = await db
    .updateTable("suspicions")
    .set({ segment_asked_at: new Date(now) })
    .where("number", "in", due)
    .returningAll()
    .execute();
  return rows.map(suspicionFrom);
}

/** Two-sided 99.9 %: it is the most telling of perhaps hundreds of segments, one in forty of which would pass 95 % by chance. */
const Z999 = 3.290527;
/** Its rate's interval lies wholly above the rate of all other traffic. */
const differs = (row: SegmentRow): boolean => wilson(row, Z999).low > row.restRate;
/** Values may be longer than an incident's segment takes; then it cannot be isolated either. */
const segmentIn = ({ segment }: SegmentRow): Segment | null => {
  const parsed = Segment.safeParse(segment);
  return parsed.success ? inOrder(parsed.data) : null;
};
/** jsonb gives keys back in an order of its own. */
const inOrder = ({ conditions }: Segment): Segment => ({
  conditions: conditions.map(({ dimension, value }) => ({ dimension, value })),
});

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
