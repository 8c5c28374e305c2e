import { IncidentCommand, type Person, SYSTEM_ACTOR } from "@firebreak/incident";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import type { AccountRow, Accounts } from "../auth/port.ts";
import { commandIdOf } from "../command-id.ts";
import type { Incidents } from "../incidents/port.ts";
import type { Attaching } from "./attaching.ts";
import { declarationOf } from "./declaration.ts";
import type { DeclarationRule } from "./port.ts";
import { type AlertRecord, type SuspicionRecord, suspicionIdOf } from "./records.ts";
import { suspicionFrom } from "./rows.ts";
import { isFulfilled } from "./rule.ts";
import { atTheDesk, endSuspicion, readAlerts, readSuspicion } from "./store.ts";
import type { InboxTables } from "./tables.ts";

export interface DeclaringPorts {
  readonly db: Kysely<InboxTables>;
  readonly incidents: Pick<Incidents, "declare">;
  readonly accounts: Pick<Accounts, "list">;
  readonly rules: () => readonly DeclarationRule[];
  /** Whether an incident of this service is a rehearsal. */
  readonly isDrill: (service: string) => boolean;
  readonly attaching: Attaching;
  readonly now: () => number;
  readonly logger: Logger;
}

const MAY_LEAD: readonly AccountRow["role"][] = ["commander", "responder", "administrator"];
const MOST_ALERTS = 100;

/** One look at every open suspicion: what fulfils a rule is declared, once, whatever number of nodes look at it. */
export function createDeclaring(ports: DeclaringPorts): () => Promise<void> {
  const { db, now, logger } = ports;

  async function note(suspicion: SuspicionRecord, fault: string): Promise<void> {
    if (suspicion.fault === fault) return;
    logger.error({ suspicion: suspicionIdOf(suspicion.number) }, fault);
    const row = { fault, declaring: null, last_change_at: new Date(now()) };
    await atTheDesk(db, async (tx) => {
      await tx.updateTable("suspicions").set(row).where("number", "=", suspicion.number).where("end_kind", "is", null).execute();
      return { value: undefined, news: true };
    });
  }

  /** From here on no person decides otherwise, and a node that dies in between is carried on by the next look. */
  function claim(number: number, rule: DeclarationRule): Promise<boolean> {
    return atTheDesk(db, async (tx) => {
      const before = await readSuspicion(tx, number);
      if (!before || before.end !== null || (before.declaring !== null && before.declaring !== rule.name))
        return { value: false, news: false };
      await tx.updateTable("suspicions").set({ declaring: rule.name }).where("number", "=", number).execute();
      return { value: true, news: false };
    });
  }

  async function declare(suspicion: SuspicionRecord, rule: DeclarationRule, alerts: readonly AlertRecord[]): Promise<void> {
    const id = suspicionIdOf(suspicion.number);
    if (suspicion.service === "")
      return note(suspicion, `The rule “${rule.name}” cannot declare ${id}: its alerts name no service. Declare it by hand.`);
    const leaders = leadersOf(rule, await ports.accounts.list());
    if (typeof leaders === "string") return note(suspicion, `The rule “${rule.name}” cannot declare ${id}: ${leaders}`);
    if (!(await claim(suspicion.number, rule))) return;
    const drill = ports.isDrill(suspicion.service);
    const declaration = declarationOf(suspicion, { rule, alerts, ...leaders, drill, now: now() });
    const command = IncidentCommand.safeParse(declaration);
    if (!command.success)
      return note(suspicion, `The rule “${rule.name}” could not declare ${id}: ${z.prettifyError(command.error)}`);
    const outcome = await ports.incidents.declare({
      commandId: commandIdOf("inbox", "declare", id, String(suspicion.openedAt)),
      command: command.data,
      actor: SYSTEM_ACTOR,
    });
    if (!outcome.ok) return note(suspicion, `The rule “${rule.name}” could not declare ${id}: ${outcome.refusal.message}`);
    await declared(suspicion.number, rule, outcome.incidentId ?? outcome.events[0]?.incidentId ?? "");
  }
  async function declared(number: number, rule: DeclarationRule, incidentId: string): Promise<void> {
    const end = { kind: "declared", incidentId, at: now(), by: `the rule “${rule.name}”` } as const;
    const first = await atTheDesk(db, async (tx) => {
      const open = (await readSuspicion(tx, number))?.end === null;
      if (open) await endSuspicion(tx, number, end, now());
      return { value: open, news: open };
    });
    if (first) logger.info({ incidentId, suspicion: suspicionIdOf(number), rule: rule.name }, "a rule declared an incident");
    await ports.attaching.attach(number, incidentId, SYSTEM_ACTOR);
  }

  return async () => {
    const rules = ports.rules();
    const open = await openSuspicions(db, rules.length > 0);
    const members = await readAlerts(
      db,
      open.map((one) => one.number),
      MOST_ALERTS,
    );
    for (const suspicion of open) {
      const alerts = (members.get(suspicion.number) ?? []).filter((alert) => alert.status === "firing");
      const begun = rules.find((rule) => rule.name === suspicion.declaring);
      const rule = begun ?? rules.find((one) => isFulfilled(one, suspicion, { alerts, now: now() }));
      if (rule) await declare(suspicion, rule, alerts);
      else if (suspicion.declaring !== null || suspicion.fault !== null) await forget(db, suspicion.number);
    }
  };
}

/** Without rules only what one of them left behind. */
async function openSuspicions(db: Kysely<InboxTables>, all: boolean): Promise<readonly SuspicionRecord[]> {
  let query = db.selectFrom("suspicions").selectAll().where("end_kind", "is", null);
  if (!all) query = query.where((e) => e.or([e("declaring", "is not", null), e("fault", "is not", null)]));
  const rows = await query.orderBy("number").execute();
  return rows.map(suspicionFrom);
}

/** No rule asks for it any more: it was taken out of the file, or its alerts are over. */
async function forget(db: Kysely<InboxTables>, number: number): Promise<void> {
  await atTheDesk(db, async (tx) => {
    await tx.updateTable("suspicions").set({ declaring: null, fault: null }).where("number", "=", number).execute();
    return { value: undefined, news: true };
  });
}

/** Or the sentence that says who is missing. */
function leadersOf(
  rule: DeclarationRule,
  accounts: readonly AccountRow[],
): { readonly commander: Person; readonly technicalLead: Person } | string {
  const find = (email: string) => accounts.find((account) => account.email === email.trim().toLowerCase());
  const [commander, technicalLead] = [find(rule.commander), find(rule.technicalLead)];
  if (!commander) return missing(rule.commander);
  if (!technicalLead) return missing(rule.technicalLead);
  for (const account of [commander, technicalLead]) {
    const fault = unfit(account);
    if (fault) return fault;
  }
  return {
    commander: { id: commander.id, name: commander.name },
    technicalLead: { id: technicalLead.id, name: technicalLead.name },
  };
}
const missing = (email: string) => `there is no account ${email}. Invite it, or name another one in the team's file.`;
function unfit({ email, disabled, invited, role }: AccountRow): string | null {
  if (disabled) return `the account ${email} is disabled. Enable it, or name another one in the team's file.`;
  if (invited)
    return `${email} was invited and has not come in yet. Send a new link, or name another account in the team's file.`;
  if (!MAY_LEAD.includes(role))
    return `${email} has the role ${role}, which leads no incident. Name another account in the team's file.`;
  return null;
}
