import { type Actor, IncidentCommand, type Refusal, SYSTEM_ACTOR } from "@firebreak/incident";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { commandIdOf } from "../command-id.ts";
import type { Incidents } from "../incidents/port.ts";
import { createFiling } from "./filing.ts";
import { type AlertRecord, alertIdOf, suspicionIdOf } from "./records.ts";
import { alertFrom } from "./rows.ts";
import { atTheDesk, openDesk, writeFiled } from "./store.ts";
import type { InboxTables } from "./tables.ts";

/** The most that one command of the incident takes. */
const ALERTS_A_COMMAND = 50;

export interface Attaching {
  /** All alerts of the suspicion that its incident's log does not have yet. The log's refusal, or null. */
  attach(suspicion: number, incidentId: string, by: Actor): Promise<Refusal | null>;
  /** For every suspicion that follows an incident; a closed one is followed no longer, and what fires meanwhile is filed anew. */
  attachAll(): Promise<void>;
}

export function createAttaching(ports: {
  readonly db: Kysely<InboxTables>;
  readonly incidents: Pick<Incidents, "handle" | "load">;
  readonly now: () => number;
  readonly logger: Logger;
}): Attaching {
  const { db, incidents } = ports;

  async function attach(suspicion: number, incidentId: string, by: Actor): Promise<Refusal | null> {
    for (;;) {
      const alerts = await unattached(db, suspicion);
      if (alerts.length === 0) return null;
      const outcome = await incidents.handle({
        // Of what is attached, not of when or by whom: sent again, by this node or another, it counts once.
        commandId: commandIdOf("inbox", "attach", incidentId, ...alerts.map((alert) => alertIdOf(alert.number))),
        incidentId,
        command: commandOf(suspicion, alerts),
        actor: by,
      });
      if (!outcome.ok && outcome.refusal.code !== "NO_CHANGE") return outcome.refusal;
      const numbers = alerts.map((alert) => alert.number);
      await db.updateTable("alerts").set({ attached_to: incidentId }).where("number", "in", numbers).execute();
    }
  }

  async function follow(suspicion: number, incidentId: string): Promise<void> {
    const incident = await incidents.load(incidentId);
    if (incident?.state.situation === "active") {
      const refusal = await attach(suspicion, incidentId, SYSTEM_ACTOR);
      if (refusal === null) return;
      ports.logger.warn({ incidentId, suspicion: suspicionIdOf(suspicion), refusal }, "The incident's log refused its alerts.");
      if (refusal.code !== "INCIDENT_CLOSED") return;
    }
    await letGo(db, suspicion, ports.now());
  }

  return {
    attach,
    async attachAll() {
      const followers = await db
        .selectFrom("suspicions")
        .select(["number", "incident_id"])
        .where("follows", "=", true)
        .orderBy("number")
        .execute();
      for (const { number, incident_id } of followers) if (incident_id !== null) await follow(number, incident_id);
    },
  };
}

async function unattached(db: Kysely<InboxTables>, suspicion: number): Promise<readonly AlertRecord[]> {
  const rows = await db
    .selectFrom("alerts")
    .selectAll()
    .where("suspicion", "=", suspicion)
    .where("attached_to", "is", null)
    .orderBy("number")
    .limit(ALERTS_A_COMMAND)
    .execute();
  return rows.map(alertFrom);
}

function commandOf(suspicion: number, alerts: readonly AlertRecord[]): IncidentCommand {
  // Parsed, though it is our own: what the schema would not read again must never get into a log.
  return IncidentCommand.parse({
    type: "AttachAlerts",
    suspicionId: suspicionIdOf(suspicion),
    alerts: alerts.map(({ number, signal, title, sentence, owner, since }) => ({
      alertId: alertIdOf(number),
      signal,
      title,
      sentence,
      owner,
      since: new Date(since).toISOString(),
    })),
  });
}

/** The incident is closed. What its log did not take and still fires is a fault of its own. */
async function letGo(db: Kysely<InboxTables>, suspicion: number, now: number): Promise<void> {
  await atTheDesk(db, async (tx, numbers) => {
    await tx.updateTable("suspicions").set({ follows: false }).where("number", "=", suspicion).execute();
    const left = await tx
      .selectFrom("alerts")
      .selectAll()
      .where("suspicion", "=", suspicion)
      .where("attached_to", "is", null)
      .where("status", "=", "firing")
      .execute();
    const alerts = left.map(alertFrom);
    const filing = createFiling(await openDesk(tx, { said: alerts, now, numbers }));
    for (const alert of alerts) filing.place(alert);
    const filed = filing.filed();
    return { value: undefined, news: await writeFiled(tx, filed, now) };
  });
}
