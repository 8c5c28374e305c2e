import type { Actor } from "@firebreak/incident";
import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Logger } from "pino";
import type { DeskAnswer } from "../auth/port.ts";
import type { Notices } from "../postgres/notices.ts";
import type { Tables } from "../postgres/pool.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import type { ExpectedChange, ExpectedChanges } from "./port.ts";
import { INBOX_CHANNEL } from "./store.ts";
import type { InboxTables } from "./tables.ts";

export const CHANGES_CHANNEL = "firebreak_expected_changes";
const DAY = 86_400_000;
const LONGEST_MS = 31 * DAY;
const LISTED = 200;
const MOST_AHEAD = 200;
const READ_EVERY_MS = 30_000;
const RETRY_MS = 1_000;

type Planned = Parameters<ExpectedChanges["document"]>[0];
type Db = Kysely<InboxTables>;
const refuse = (code: string, message: string) => ({ ok: false as const, code, message });

export interface RunningExpectedChanges extends ExpectedChanges {
  /** What is in force is known. Never rejects. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export function createExpectedChanges(options: {
  readonly db: Kysely<Tables>;
  readonly notices: Pick<Notices, "on">;
  readonly telemetry: Pick<TelemetryStore, "services">;
  readonly now: () => number;
  readonly logger: Logger;
}): RunningExpectedChanges {
  const { now, logger } = options;
  const db = options.db.withTables<InboxTables>();
  const memory = createMemory(() => aheadOf(db, now()), logger);
  const unhear = options.notices.on(CHANGES_CHANNEL, () => memory.refresh());

  return {
    ready: memory.ready,
    async list(service) {
      let query = db
        .selectFrom("expected_changes")
        .selectAll()
        .where(endsAt, ">", new Date(now() - LONGEST_MS));
      if (service !== null) query = query.where("service", "=", service);
      const rows = await query
        .orderBy(sql`${endsAt} > ${new Date(now())}`, "desc")
        .orderBy("starts_at", "desc")
        .limit(LISTED)
        .execute();
      return rows.map(changeFrom);
    },
    async document(planned, by) {
      const refusal = refusalOf(planned, now()) ?? (await unknownService(planned.service, options.telemetry));
      if (refusal) return refusal;
      const answer = await insert(db, { planned, by, now: now() });
      if (answer.ok) await memory.refresh();
      return answer;
    },
    async end(changeId, by) {
      const answer = await endEarly(db, { changeId, by, now: now() });
      if (answer.ok) await memory.refresh();
      return answer;
    },
    holding: (service, signal, at) =>
      memory
        .changes()
        .find(
          (change) =>
            change.service === service &&
            change.from <= at &&
            at < (change.endedEarly?.at ?? change.to) &&
            (change.signals.length === 0 || change.signals.includes(signal)),
        ) ?? null,
    async close() {
      unhear();
      await memory.close();
    },
  };
}

const endsAt = sql<Date>`coalesce(ended_early_at, ends_at)`;

/** In force or to come, oldest first: of two that hold one signal the first documented counts. */
async function aheadOf(db: Db, now: number): Promise<readonly ExpectedChange[]> {
  const rows = await db.selectFrom("expected_changes").selectAll().where(endsAt, ">", new Date(now)).orderBy("number").execute();
  return rows.map(changeFrom);
}

function refusalOf({ from, to, signals }: Planned, now: number): DeskAnswer<never> | null {
  if (![from, to].every((at) => Number.isFinite(new Date(at).getTime())))
    return refuse("NO_TIME", "Begin and end are times in milliseconds since 1970.");
  if (from >= to) return refuse("ENDS_BEFORE_IT_BEGINS", "It ends before it begins. Choose an end after the beginning.");
  if (to - from > LONGEST_MS)
    return refuse(
      "TOO_LONG",
      "An expected change lasts 31 days at most. What stays longer is the new normal: change the definition.",
    );
  if (to <= now) return refuse("IN_THE_PAST", "It would be over already. Choose an end in the future.");
  if (new Set(signals).size !== signals.length) return refuse("SIGNAL_TWICE", "A signal is named twice. Name each one once.");
  return null;
}

async function unknownService(service: string, telemetry: Pick<TelemetryStore, "services">): Promise<DeskAnswer<never> | null> {
  const known = (await telemetry.services()).map((one) => one.service);
  if (known.includes(service)) return null;
  const names = known.length === 0 ? "No service has sent telemetry yet." : `Known are ${known.slice(0, 10).join(", ")}.`;
  return refuse("SERVICE_UNKNOWN", `No telemetry of a service “${service}” has come in. ${names}`);
}

function insert(
  db: Db,
  { planned, by, now }: { readonly planned: Planned; readonly by: Actor; readonly now: number },
): Promise<DeskAnswer<ExpectedChange>> {
  return db.transaction().execute(async (tx): Promise<DeskAnswer<ExpectedChange>> => {
    // As the inbox does: alerts are filed by what is documented when they are.
    await tx.selectFrom("inbox_desk").selectAll().forUpdate().execute();
    const { n } = await tx
      .selectFrom("expected_changes")
      .select((e) => e.fn.countAll<number>().as("n"))
      .where(endsAt, ">", new Date(now))
      .executeTakeFirstOrThrow();
    if (n >= MOST_AHEAD)
      return refuse(
        "EXPECTED_CHANGES_FULL",
        `${MOST_AHEAD} expected changes are in force or to come. End one that is not needed.`,
      );
    const row = await tx
      .insertInto("expected_changes")
      .values({
        service: planned.service,
        signals: [...planned.signals],
        starts_at: new Date(planned.from),
        ends_at: new Date(planned.to),
        reason: planned.reason,
        documented_by: by.name,
        created_at: new Date(now),
        ended_early_at: null,
        ended_early_by: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await tell(tx);
    return { ok: true, value: changeFrom(row) };
  });
}

function endEarly(
  db: Db,
  { changeId, by, now }: { readonly changeId: string; readonly by: Actor; readonly now: number },
): Promise<DeskAnswer<null>> {
  return db.transaction().execute(async (tx): Promise<DeskAnswer<null>> => {
    const number = /^CHG-(\d{1,9})$/.exec(changeId)?.[1];
    const row =
      number === undefined
        ? undefined
        : await tx.selectFrom("expected_changes").selectAll().where("number", "=", Number(number)).forUpdate().executeTakeFirst();
    if (!row) return refuse("CHANGE_UNKNOWN", `There is no expected change ${changeId}. Reload the list.`);
    if (row.ended_early_at !== null || row.ends_at.getTime() <= now)
      return refuse("CHANGE_ENDED", `${changeId} is over already.`);
    await tx
      .updateTable("expected_changes")
      .set({ ended_early_at: new Date(now), ended_early_by: by.name })
      .where("number", "=", row.number)
      .execute();
    await tell(tx);
    return { ok: true, value: null };
  });
}

async function tell(tx: Db): Promise<void> {
  await sql`select pg_notify(${CHANGES_CHANNEL}, ''), pg_notify(${INBOX_CHANNEL}, '')`.execute(tx);
}

function changeFrom(row: Selectable<InboxTables["expected_changes"]>): ExpectedChange {
  return {
    changeId: `CHG-${row.number}`,
    service: row.service,
    signals: row.signals,
    from: row.starts_at.getTime(),
    to: row.ends_at.getTime(),
    reason: row.reason,
    by: row.documented_by,
    createdAt: row.created_at.getTime(),
    endedEarly: row.ended_early_at === null ? null : { at: row.ended_early_at.getTime(), by: row.ended_early_by ?? "" },
  };
}

/** What was read last. Read anew when told to and every 30 s; a reading that fails is tried again, and the old one stands. */
function createMemory(read: () => Promise<readonly ExpectedChange[]>, logger: Logger) {
  let changes: readonly ExpectedChange[] = [];
  let reading: Promise<void> | null = null;
  let again = false;
  let next: NodeJS.Timeout | null = null;
  let closed = false;
  const ready = Promise.withResolvers<void>();

  async function readUntilFresh(): Promise<void> {
    let failed = false;
    do {
      again = false;
      failed = await read().then(
        (found) => {
          changes = found;
          ready.resolve();
          return false;
        },
        (error) => {
          logger.error({ err: error }, "the expected changes could not be read; trying again");
          return true;
        },
      );
    } while (again && !closed);
    reading = null;
    if (next) clearTimeout(next);
    if (!closed) next = setTimeout(() => void refresh(), failed ? RETRY_MS : READ_EVERY_MS).unref();
  }
  /** Resolves when a reading that began after the call is over. */
  async function refresh(): Promise<void> {
    if (closed) return;
    if (reading) again = true;
    else reading = readUntilFresh();
    await reading;
  }
  void refresh();
  return {
    changes: () => changes,
    refresh,
    ready: ready.promise,
    async close() {
      closed = true;
      if (next) clearTimeout(next);
      ready.resolve();
      await reading;
    },
  };
}
