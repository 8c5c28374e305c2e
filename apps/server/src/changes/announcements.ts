import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { ChangeReport } from "./port.ts";
import type { ChangeTables } from "./tables.ts";

export const CHANGES_CHANNEL = "firebreak_changes";
export const MOST_AT_ONCE = 500;
const DAY = 86_400_000;
const KEPT_MS = 400 * DAY;
const MARKS_KEPT_MS = 30 * DAY;
/** Of one service; a script that announces without end drives out its own oldest. */
const MOST_KEPT = 20_000;
const DELETED_AT_ONCE = 5_000;

export type Announcement = Selectable<ChangeTables["announced_changes"]>;
type Db = Kysely<ChangeTables>;
type Tx = Transaction<ChangeTables>;

/** Newest first. */
export function readAnnouncements(
  db: Db,
  window: { readonly service: string; readonly from: number; readonly to: number },
  limit: number,
): Promise<Announcement[]> {
  return db
    .selectFrom("announced_changes")
    .selectAll()
    .where("service", "=", window.service)
    .where("at", ">=", new Date(window.from))
    .where("at", "<", new Date(window.to))
    .orderBy("at", "desc")
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}

/** Inside the caller's transaction. A word older than the one that stands changes nothing. */
export async function writeReports(tx: Tx, reports: readonly ChangeReport[], now: number): Promise<void> {
  const rows = newestWords(reports).map((report) => rowOf(report, now));
  if (rows.length === 0) return;
  await tx
    .insertInto("announced_changes")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["service", "key"])
        .doUpdateSet(({ ref }) => ({
          source: ref("excluded.source"),
          kind: ref("excluded.kind"),
          artefact: ref("excluded.artefact"),
          version: ref("excluded.version"),
          previous: ref("excluded.previous"),
          status: ref("excluded.status"),
          // The end of what was started does not move the moment it began to count.
          at: sql<Date>`case when excluded.status = 'started' then excluded.at else announced_changes.at end`,
          said_at: ref("excluded.said_at"),
          title: ref("excluded.title"),
          by: ref("excluded.by"),
          environment: ref("excluded.environment"),
          url: ref("excluded.url"),
        }))
        .whereRef("excluded.said_at", ">=", "announced_changes.said_at"),
    )
    .execute();
  await sql`select pg_notify(${CHANGES_CHANNEL}, '')`.execute(tx);
}

/** True when every mark is new; the marks stand until they are forgotten. */
export async function markDelivery(tx: Tx, doorId: string, marks: readonly string[], now: number): Promise<boolean> {
  if (marks.length === 0) return true;
  const rows = [...new Set(marks)].map((mark) => ({ door_id: doorId, mark, taken_at: new Date(now) }));
  const written = await tx
    .insertInto("change_deliveries")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("mark")
    .execute();
  return written.length === rows.length;
}

/** Announcements after 400 days or beyond 20,000 of a service, marks of deliveries after 30. */
export async function forget(db: Db, services: readonly string[], now: number): Promise<void> {
  await sql`delete from announced_changes where number in (
      select number from announced_changes where at < ${new Date(now - KEPT_MS)} limit ${DELETED_AT_ONCE})`.execute(db);
  await sql`delete from change_deliveries where (door_id, mark) in (
      select door_id, mark from change_deliveries where taken_at < ${new Date(now - MARKS_KEPT_MS)} limit ${DELETED_AT_ONCE})`.execute(
    db,
  );
  for (const service of services)
    await sql`delete from announced_changes where number in (
        select number from announced_changes where service = ${service} order by at desc, number desc
        offset ${MOST_KEPT} limit ${DELETED_AT_ONCE})`.execute(db);
}

/** One statement may not write a row twice: of one key the newest word, and what began it keeps its moment. */
function newestWords(reports: readonly ChangeReport[]): readonly ChangeReport[] {
  const words = new Map<string, ChangeReport>();
  for (const report of [...reports].sort((a, b) => a.at - b.at)) {
    const name = JSON.stringify([report.service, report.key]);
    const before = words.get(name);
    words.set(name, report);
    if (before?.status === "started" && report.status !== "started") words.set(name, { ...report, at: before.at });
  }
  return [...words.values()];
}

function rowOf(report: ChangeReport, now: number) {
  const at = new Date(report.at);
  return { ...report, at, said_at: at, announced_at: new Date(now) };
}
