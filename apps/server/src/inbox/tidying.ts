import { type Kysely, sql } from "kysely";
import { createFiling } from "./filing.ts";
import { FADES_AFTER_MS } from "./grouping.ts";
import { alertFrom, endColumns } from "./rows.ts";
import { atTheDesk, changesInForce, openDesk, type Tx, writeFiled } from "./store.ts";
import type { InboxTables } from "./tables.ts";

const DAY = 86_400_000;
/** Whoever said that it fires has gone, or forgot to say that it is over. */
const FORGOTTEN_AFTER_MS = 7 * DAY;
const KEPT_MS = 90 * DAY;
const DELETED_AT_ONCE = 1_000;

/** What happens by the passing of time: expected changes begin and end, forgotten alerts resolve, suspicions fade, old ones go. */
export function tidy(db: Kysely<InboxTables>, now: number): Promise<void> {
  return atTheDesk(db, async (tx, numbers) => {
    const standing = await standingInDoubt(tx, now);
    const desk = await openDesk(tx, { said: standing, now, numbers });
    const filing = createFiling(desk);
    for (const alert of standing) {
      if (now - alert.lastSeenAt >= FORGOTTEN_AFTER_MS) filing.resolve(alert);
      else filing.review(alert);
    }
    const changed = await writeFiled(tx, filing.filed(), now);
    const faded = await fade(tx, now);
    await forget(tx, now);
    return { value: undefined, news: changed || faded };
  });
}

async function standingInDoubt(tx: Tx, now: number) {
  const rows = await tx
    .selectFrom("alerts")
    .selectAll()
    .where("status", "<>", "resolved")
    .where((e) =>
      e.or([
        e("status", "=", "held"),
        e("service", "in", changesInForce(tx, now).select("service")),
        e("last_seen_at", "<=", new Date(now - FORGOTTEN_AFTER_MS)),
      ]),
    )
    .execute();
  return rows.map(alertFrom);
}

async function fade(tx: Tx, now: number): Promise<boolean> {
  const end = endColumns({ kind: "faded", at: now, by: "Firebreak" });
  const faded = await tx
    .updateTable("suspicions")
    .set({ ...end, last_change_at: new Date(now) })
    .where("end_kind", "is", null)
    .where("declaring", "is", null)
    .where("active_until", "<=", new Date(now - FADES_AFTER_MS))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("alerts")
            .select("alerts.number")
            .whereRef("suspicion", "=", "suspicions.number")
            .where("status", "=", "firing"),
        ),
      ),
    )
    .returning("number")
    .execute();
  return faded.length > 0;
}

/** Ended suspicions with their alerts, alerts that never fired, and expected changes, 90 days after their end. */
async function forget(tx: Tx, now: number): Promise<void> {
  const before = new Date(now - KEPT_MS);
  await sql`delete from suspicions where number in (
      select number from suspicions s where ended_at < ${before} and not follows
        and not exists (select from alerts where suspicion = s.number and status <> 'resolved')
      limit ${DELETED_AT_ONCE})`.execute(tx);
  await sql`delete from alerts where number in (
      select number from alerts where suspicion is null and resolved_at < ${before} limit ${DELETED_AT_ONCE})`.execute(tx);
  await sql`delete from expected_changes where number in (
      select number from expected_changes where ends_at < ${before} limit ${DELETED_AT_ONCE})`.execute(tx);
}
