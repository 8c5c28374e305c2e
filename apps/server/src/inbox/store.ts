import { type Kysely, sql, type Transaction } from "kysely";
import type { Desk, Filed, Place } from "./filing.ts";
import { groupKeyOf } from "./grouping.ts";
import type { AlertReport } from "./port.ts";
import type { AlertRecord, SuspicionRecord } from "./records.ts";
import { alertFrom, alertRow, endColumns, suspicionFrom } from "./rows.ts";
import { factsOf } from "./suspicion-facts.ts";
import type { InboxTables } from "./tables.ts";

export const INBOX_CHANNEL = "firebreak_inbox";
/** Firing or held at once, in the whole installation. */
export const MOST_STANDING = 2_000;
const ROWS_A_WRITE = 500;

export type Tx = Transaction<InboxTables>;
type Numbers = { lastAlert: number; lastSuspicion: number };

/** Runs alone, on whatever node: two that find the same would write it twice. What it notes reaches every node. */
export function atTheDesk<T>(
  db: Kysely<InboxTables>,
  work: (tx: Tx, numbers: Numbers) => Promise<{ readonly value: T; readonly news: boolean }>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("inbox_desk").selectAll().forUpdate().executeTakeFirstOrThrow();
    const numbers: Numbers = { lastAlert: row.last_alert, lastSuspicion: row.last_suspicion };
    const { value, news } = await work(tx, numbers);
    if (numbers.lastAlert !== row.last_alert || numbers.lastSuspicion !== row.last_suspicion)
      await tx.updateTable("inbox_desk").set({ last_alert: numbers.lastAlert, last_suspicion: numbers.lastSuspicion }).execute();
    if (news) await sql`select pg_notify(${INBOX_CHANNEL}, '')`.execute(tx);
    return value;
  });
}

/** What filing needs to know of these reports, or of standing alerts. */
export async function openDesk(
  tx: Tx,
  about: {
    readonly said: readonly Pick<AlertReport, "key" | "service" | "owner">[];
    readonly now: number;
    readonly numbers: Numbers;
  },
): Promise<Desk> {
  const { said, now, numbers } = about;
  const keys = [...new Set(said.map((one) => one.key))];
  const alerts =
    keys.length === 0
      ? []
      : await tx.selectFrom("alerts").selectAll().where("newest", "=", true).where("key", "in", keys).execute();
  const groups = [...new Set([...said, ...alerts].map(groupKeyOf))];
  const own = [...new Set(alerts.flatMap((alert) => alert.suspicion ?? []))];
  const suspicions = await tx
    .selectFrom("suspicions")
    .selectAll()
    .where((e) =>
      e.or([
        e.and([e("group_key", "=", sql<string>`any(${groups})`), e.or([e("end_kind", "is", null), e("follows", "=", true)])]),
        e("number", "=", sql<number>`any(${own})`),
      ]),
    )
    .execute();
  return {
    now,
    alerts: alerts.map(alertFrom),
    suspicions: suspicions.map(suspicionFrom),
    heldBy: await holders(tx, now),
    room: MOST_STANDING - (await standing(tx)),
    nextAlert: () => ++numbers.lastAlert,
    nextSuspicion: () => ++numbers.lastSuspicion,
  };
}

async function standing(tx: Tx): Promise<number> {
  const { n } = await tx
    .selectFrom("alerts")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("status", "<>", "resolved")
    .executeTakeFirstOrThrow();
  return n;
}

/** Read with the alerts, so that none slips through between a change and its news. */
async function holders(tx: Tx, now: number): Promise<Desk["heldBy"]> {
  const changes = await changesInForce(tx, now).select(["number", "service", "signals"]).orderBy("number").execute();
  return ({ service, signal, owner }) => {
    if (signal === null) return null;
    const covers = (signals: readonly string[]) => (signals.length === 0 ? owner !== "Security" : signals.includes(signal));
    const found = changes.find((change) => change.service === service && covers(change.signals));
    return found ? `CHG-${found.number}` : null;
  };
}
export function changesInForce(db: Kysely<InboxTables>, now: number) {
  return db
    .selectFrom("expected_changes")
    .where("starts_at", "<=", new Date(now))
    .where(sql<Date>`coalesce(ended_early_at, ends_at)`, ">", new Date(now));
}

/** Writes what was filed; a suspicion's own words follow from all of its alerts. Answers whether anybody would see a difference. */
export async function writeFiled(tx: Tx, filed: Filed, now: number): Promise<boolean> {
  await writeSuspicions(tx, filed);
  if (filed.superseded.length > 0)
    await tx
      .updateTable("alerts")
      .set({ newest: false })
      .where("number", "in", [...filed.superseded])
      .execute();
  for (let at = 0; at < filed.alerts.length; at += ROWS_A_WRITE)
    await upsertAlerts(tx, filed.alerts.slice(at, at + ROWS_A_WRITE));
  if (filed.left.length > 0)
    await tx
      .updateTable("suspicions")
      .set({ alert_count: sql<number>`(select count(*) from alerts where suspicion = suspicions.number)` })
      .where("number", "in", [...filed.left])
      .execute();
  if (filed.seen.length > 0)
    await tx
      .updateTable("alerts")
      .set({ last_seen_at: new Date(now) })
      .where(
        "number",
        "in",
        filed.seen.map((alert) => alert.number),
      )
      .execute();
  return filed.alerts.length > 0;
}

async function writeSuspicions(tx: Tx, filed: Filed): Promise<void> {
  if (filed.suspicions.length === 0) return;
  const members = await membersOf(tx, filed);
  for (const place of filed.suspicions) {
    const alerts = members.get(place.number) ?? [];
    // Its last alert went elsewhere: it keeps the words it had.
    if (alerts.length === 0) continue;
    const row = suspicionRow(place, alerts);
    await tx
      .insertInto("suspicions")
      .values({ ...row, number: place.number, segment: null, segment_asked_at: null, fault: null, declaring: null })
      .onConflict((conflict) => conflict.column("number").doUpdateSet(row))
      .execute();
  }
}
function suspicionRow(place: Place, alerts: readonly AlertRecord[]) {
  const { faultClass, since, ...facts } = factsOf(place, alerts);
  return {
    ...facts,
    group_key: place.groupKey,
    service: place.service,
    fault_class: faultClass,
    since: new Date(since),
    opened_at: new Date(place.openedAt),
    last_change_at: new Date(place.lastChangeAt),
    active_until: new Date(place.activeUntil),
    alert_count: alerts.length,
  };
}
async function membersOf(tx: Tx, filed: Filed): Promise<ReadonlyMap<number, readonly AlertRecord[]>> {
  const numbers = filed.suspicions.map((place) => place.number);
  const stored = await tx.selectFrom("alerts").selectAll().where("suspicion", "in", numbers).execute();
  const all = new Map(stored.map((row) => [row.number, alertFrom(row)]));
  for (const alert of filed.alerts) all.set(alert.number, alert);
  return Map.groupBy(
    [...all.values()].filter((alert) => alert.suspicion !== null),
    (alert) => alert.suspicion ?? 0,
  );
}

async function upsertAlerts(tx: Tx, alerts: readonly AlertRecord[]): Promise<void> {
  const rows = alerts.map(alertRow);
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).filter((column) => column !== "number");
  const incoming = Object.fromEntries(columns.map((column) => [column, sql`excluded.${sql.ref(column)}`]));
  await tx
    .insertInto("alerts")
    .values(rows)
    .onConflict((conflict) => conflict.column("number").doUpdateSet(incoming))
    .execute();
}

export async function readSuspicion(db: Kysely<InboxTables>, number: number): Promise<SuspicionRecord | null> {
  const row = await db.selectFrom("suspicions").selectAll().where("number", "=", number).executeTakeFirst();
  return row ? suspicionFrom(row) : null;
}

/** For each suspicion its alerts: those that fire first, then the most urgent, then the earliest. */
export async function readAlerts(
  db: Kysely<InboxTables>,
  suspicions: readonly number[],
  most: number,
): Promise<ReadonlyMap<number, readonly AlertRecord[]>> {
  if (suspicions.length === 0) return new Map();
  const ranked = db
    .selectFrom("alerts")
    .selectAll()
    .select(
      sql<number>`row_number() over (partition by suspicion order by status <> 'firing', urgency, since, number)`.as("place"),
    )
    .where("suspicion", "in", [...suspicions]);
  const rows = await db.selectFrom(ranked.as("ranked")).selectAll().where("place", "<=", most).orderBy("place").execute();
  return Map.groupBy(rows.map(alertFrom), (alert) => alert.suspicion ?? 0);
}

export async function endSuspicion(tx: Tx, number: number, end: SuspicionRecord["end"], now: number): Promise<void> {
  await tx
    .updateTable("suspicions")
    .set({ ...endColumns(end), declaring: null, fault: null, last_change_at: new Date(now) })
    .where("number", "=", number)
    .execute();
}
