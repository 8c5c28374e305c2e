import type { Actor } from "@firebreak/incident";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { DeskAnswer } from "../auth/port.ts";
import type { Incidents } from "../incidents/port.ts";
import type { Attaching } from "./attaching.ts";
import type { Inbox } from "./port.ts";
import { type SuspicionRecord, suspicionIdOf, suspicionNumber } from "./records.ts";
import { atTheDesk, endSuspicion, readSuspicion, type Tx } from "./store.ts";
import type { InboxTables } from "./tables.ts";

type End = NonNullable<SuspicionRecord["end"]>;
type Joining = { readonly kind: "merged" | "declared"; readonly suspicionId: string; readonly incidentId: string };

const done: DeskAnswer<null> = { ok: true, value: null };
const refuse = (code: string, message: string) => ({ ok: false as const, code, message });

export function createDeciding(ports: {
  readonly db: Kysely<InboxTables>;
  readonly incidents: Pick<Incidents, "load">;
  readonly attaching: Attaching;
  readonly now: () => number;
  readonly logger: Logger;
}): Pick<Inbox, "dismiss" | "merge" | "declared"> {
  const { db, now } = ports;

  /** Ends it as `end` unless that is refused; the answer says what it was before. */
  function decide(suspicionId: string, end: End): Promise<DeskAnswer<SuspicionRecord | "already">> {
    return atTheDesk<DeskAnswer<SuspicionRecord | "already">>(db, async (tx) => {
      const before = await suspicionOf(tx, suspicionId);
      if (!before) return { value: refuse("SUSPICION_UNKNOWN", `There is no ${suspicionId}. Reload the inbox.`), news: false };
      if (before.end !== null && isSame(before.end, end)) return { value: { ok: true, value: "already" }, news: false };
      const refusal = refusalOf(before, end);
      if (refusal) return { value: refusal, news: false };
      await endSuspicion(tx, before.number, end, now());
      return { value: { ok: true, value: before }, news: true };
    });
  }

  async function join({ kind, suspicionId, incidentId }: Joining, by: Actor): Promise<DeskAnswer<null>> {
    const incident = await ports.incidents.load(incidentId);
    if (!incident) return refuse("INCIDENT_UNKNOWN", `There is no ${incidentId}. Choose one of the list.`);
    if (incident.state.situation === "closed") return closed(incidentId);
    const decided = await decide(suspicionId, { kind, incidentId, at: now(), by: by.name });
    if (!decided.ok) return decided;
    const number = suspicionNumber(suspicionId) ?? 0;
    const refusal = await ports.attaching.attach(number, incidentId, by);
    if (refusal === null || decided.value === "already") return done;
    ports.logger.warn({ suspicionId, incidentId, refusal }, "The incident's log refused the alerts of a suspicion.");
    // Too busy now: the merge stands, and the alerts follow by themselves.
    if (refusal.code === "BUSY") return done;
    const { end } = decided.value;
    await atTheDesk(db, async (tx) => ({ value: await endSuspicion(tx, number, end, now()), news: true }));
    return refusal.code === "INCIDENT_CLOSED" ? closed(incidentId) : refuse(refusal.code, refusal.message);
  }

  return {
    async dismiss({ suspicionId, reason }, by) {
      const decided = await decide(suspicionId, { kind: "dismissed", reason, at: now(), by: by.name });
      return decided.ok ? done : decided;
    },
    merge: (ask, by) => join({ ...ask, kind: "merged" }, by),
    declared: (ask, by) => join({ ...ask, kind: "declared" }, by),
  };
}

async function suspicionOf(tx: Tx, suspicionId: string): Promise<SuspicionRecord | null> {
  const number = suspicionNumber(suspicionId);
  return number === null ? null : await readSuspicion(tx, number);
}

/** Sent again, or first merged and then said to be declared into the same incident: it is there. */
function isSame(was: End, end: End): boolean {
  if (was.kind === "faded" || end.kind === "faded") return false;
  if (was.kind === "dismissed" && end.kind === "dismissed") return was.reason === end.reason;
  if (was.kind === "dismissed" || end.kind === "dismissed") return false;
  return was.incidentId === end.incidentId;
}

/** What was dismissed or faded may still be merged or declared: who does so knows more by now. */
function refusalOf({ number, end: was, declaring }: SuspicionRecord, end: End): DeskAnswer<never> | null {
  const id = suspicionIdOf(number);
  if (was === null && declaring !== null)
    return refuse(
      "BEING_DECLARED",
      `The rule “${declaring}” is declaring ${id} at this moment. Look at it again in a few seconds.`,
    );
  if (was === null) return null;
  if (was.kind === "merged" || was.kind === "declared")
    return refuse("ALREADY_DECIDED", `${id} was ${inWords[was.kind]} ${was.incidentId} by ${was.by}. Go on in that incident.`);
  if (end.kind !== "dismissed") return null;
  const how = was.kind === "faded" ? "faded by itself" : `was dismissed by ${was.by}`;
  return refuse("ALREADY_DECIDED", `${id} ${how}: there is nothing left to dismiss.`);
}
const inWords = { merged: "merged into", declared: "declared as" } as const;

const closed = (incidentId: string) =>
  refuse("INCIDENT_CLOSED", `${incidentId} is closed; declare a new incident if harm is back.`);
