import { verifyChain } from "@firebreak/evidence";
import {
  type DeclaredIncident,
  decide,
  type IncidentSummary,
  type LoggedEvent,
  type Refusal,
  summarise,
} from "@firebreak/incident";
import type { Logger } from "pino";
import { fold, nothingYet, pagesAfter } from "./folding.ts";
import type { CommandOutcome, CommandRequest, EventStore, FoldedIncident, Incidents } from "./port.ts";
import { createSerialQueue, type SerialQueue } from "./queue.ts";

const MAX_WAITING = 1000;
const MAX_CONFLICTS = 20;
const LISTED = 200;

type Listener = Parameters<Incidents["onEvents"]>[0];
type Declared = FoldedIncident & { readonly state: DeclaredIncident };

export interface IncidentsOptions {
  readonly store: EventStore;
  readonly now: () => number;
  readonly logger: Logger;
  /** Folded states kept in memory. */
  readonly maxFolded?: number;
}

/**
 * load → decide → append → publish. One command at a time for one incident in this process; other nodes are met by the
 * expected sequence number and a retry. Listeners hear own appends right after the commit and others' when woken.
 */
export function createIncidents({ store, now, logger, maxFolded = 400 }: IncidentsOptions): Incidents & { close(): void } {
  const desks = new Map<string, Desk>();
  /** What listeners have heard, for each incident; at the start: what the log held. */
  const published = new Map<string, number>();
  const summaries = new Map<string, IncidentSummary>();
  const listeners = new Set<Listener>();
  let closed = false;
  let started: Promise<void> | null = null;
  /** Asked again after a failure: a database that stumbles at the start must not silence this process for good. */
  function ready(): Promise<void> {
    started ??= readHeads().catch((error) => {
      started = null;
      throw error;
    });
    return started;
  }
  async function readHeads(): Promise<void> {
    for (const { incidentId, seq } of await store.heads()) if (!published.has(incidentId)) published.set(incidentId, seq);
  }
  ready().catch((error) => logger.error({ err: error }, "the heads of the log could not be read"));

  function deskOf(incidentId: string): Desk {
    const found = desks.get(incidentId);
    // Moved to the end: the map's order is the order of use.
    if (found) desks.delete(incidentId);
    const desk = found ?? { queue: createSerialQueue(MAX_WAITING), folded: null, head: 0, unsure: false, reading: null };
    desks.set(incidentId, desk);
    for (const [id, other] of desks) {
      if (desks.size <= maxFolded) break;
      if (other.queue.idle && other !== desk) desks.delete(id);
    }
    return desk;
  }

  /** Folds rows that are in the log and tells the listeners those that they have not heard. */
  function absorb(before: FoldedIncident, rows: readonly LoggedEvent[]): FoldedIncident {
    const folded = fold(before, rows);
    const heard = published.get(folded.incidentId) ?? 0;
    const news = rows.filter((row) => row.seq > heard);
    if (news.length === 0) return folded;
    published.set(folded.incidentId, folded.seq);
    for (const listener of listeners) {
      try {
        listener(folded.incidentId, news, folded);
      } catch (error) {
        logger.error({ err: error, incidentId: folded.incidentId }, "a listener of the log failed");
      }
    }
    return folded;
  }

  /** Inside the queue only. Reads what is missing when the folded state is not known to be the head. */
  async function current(incidentId: string, desk: Desk): Promise<FoldedIncident> {
    await ready();
    if (desk.folded && !desk.unsure && reachesHead(desk)) return desk.folded;
    let folded = desk.folded ?? nothingYet(incidentId);
    for await (const rows of pagesAfter(store, incidentId, folded.seq)) folded = absorb(folded, rows);
    // Only now: a half-read log is nobody's state.
    desk.folded = folded;
    desk.unsure = false;
    return folded;
  }

  async function decideAndAppend(request: CommandRequest, desk: Desk): Promise<CommandOutcome> {
    const { incidentId, commandId, command, actor } = request;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const folded = await current(incidentId, desk);
      const at = timeOf(folded, now());
      const decision = decide(command, folded.state, { commandId, actor, at });
      if (!decision.ok) return (await answeredBefore(request)) ?? decision;
      // Should the append fail half-way, nobody knows whether the rows are in: read again before the next decision.
      desk.unsure = true;
      const outcome = await store.append({
        incidentId,
        commandId,
        expectedSeq: folded.seq,
        prevHash: folded.headHash,
        at,
        actor,
        events: decision.events,
      });
      if (outcome.kind === "conflict") continue;
      if (outcome.kind === "duplicate") return answerOf(request, outcome.rows);
      desk.folded = absorb(folded, outcome.rows);
      desk.unsure = false;
      return { ok: true, events: outcome.rows };
    }
    return refusal("BUSY", "Other commands for this incident came first again and again. Nothing was written. Try again.");
  }

  async function answeredBefore(request: CommandRequest): Promise<CommandOutcome | null> {
    const rows = await store.byCommand(request.commandId);
    return rows.length > 0 ? answerOf(request, rows) : null;
  }

  async function handle(request: CommandRequest): Promise<CommandOutcome> {
    const desk = deskOf(request.incidentId);
    const outcome = desk.queue.run(() => decideAndAppend(request, desk));
    return outcome ?? refusal("BUSY", `${MAX_WAITING} commands for ${request.incidentId} are waiting. Try again in a moment.`);
  }

  async function load(incidentId: string): Promise<Declared | null> {
    const desk = deskOf(incidentId);
    const folded = desk.folded && reachesHead(desk) ? desk.folded : await read(incidentId, desk);
    if (isDeclared(folded)) return folded;
    if (desk.queue.idle) desks.delete(incidentId);
    return null;
  }
  /** However many ask, one reading waits in the queue. */
  function read(incidentId: string, desk: Desk): Promise<FoldedIncident> {
    if (desk.reading) return desk.reading;
    const reading = desk.queue.run(() => current(incidentId, desk));
    if (!reading) return Promise.reject(new Error(`${incidentId} cannot be read: ${MAX_WAITING} commands for it are waiting`));
    desk.reading = reading.finally(() => {
      desk.reading = null;
    });
    return desk.reading;
  }

  async function wake(incidentId: string, seq: number): Promise<void> {
    await ready();
    if (closed || (published.get(incidentId) ?? 0) >= seq) return;
    const desk = deskOf(incidentId);
    desk.head = Math.max(desk.head, seq);
    const folded = await read(incidentId, desk);
    // A reading that was under way may have been too early for this one.
    if (folded.seq < seq) await read(incidentId, desk);
  }
  store.onAppended(({ incidentId, seq }) => {
    wake(incidentId, seq).catch((error) => logger.error({ err: error, incidentId }, "rows of another node could not be read"));
  });

  return {
    handle,
    async declare(request) {
      const before = await store.byCommand(request.commandId);
      const incidentId = before[0]?.incidentId ?? (await store.nextIncidentId());
      const outcome = before.length > 0 ? ({ ok: true, events: before } as const) : await handle({ ...request, incidentId });
      return outcome.ok ? { ...outcome, incidentId: outcome.events[0]?.incidentId ?? incidentId } : outcome;
    },
    load,
    async list() {
      await ready();
      const newest = [...published.keys()].sort((a, b) => numberOf(b) - numberOf(a)).slice(0, LISTED);
      const rows: IncidentSummary[] = [];
      for (const incidentId of newest) {
        const known = summaries.get(incidentId);
        if (known && known.seq === published.get(incidentId)) {
          rows.push(known);
          continue;
        }
        const folded = await load(incidentId).catch((error) =>
          logger.error({ err: error, incidentId }, "an incident cannot be read"),
        );
        if (!folded) continue;
        const summary = summarise(incidentId, folded.seq, folded.state);
        summaries.set(incidentId, summary);
        rows.push(summary);
      }
      for (const id of summaries.keys()) if (summaries.size > 2 * LISTED) summaries.delete(id);
      return rows;
    },
    read: (incidentId, afterSeq, limit) => store.read(incidentId, afterSeq, limit),
    readBack: (incidentId, beforeSeq, limit) => store.readBack(incidentId, beforeSeq, limit),
    verify: (incidentId) => verify(store, incidentId),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      listeners.clear();
    },
  };
}

interface Desk {
  readonly queue: SerialQueue;
  folded: FoldedIncident | null;
  /** The highest number that another node told us of. */
  head: number;
  /** An append of ours may have come through or not. */
  unsure: boolean;
  reading: Promise<FoldedIncident> | null;
}

const reachesHead = (desk: Desk) => (desk.folded?.seq ?? 0) >= desk.head;
const isDeclared = (folded: FoldedIncident): folded is Declared => folded.state.situation !== "undeclared";
const numberOf = (incidentId: string) => Number(incidentId.slice(4));
const refusal = (code: string, message: string): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, message },
});

/** A command's id counts once; it cannot mean two incidents. */
function answerOf(request: CommandRequest, rows: readonly LoggedEvent[]): CommandOutcome {
  const known = rows[0];
  if (known && known.incidentId !== request.incidentId && request.command.type !== "DeclareIncident") {
    return refusal("COMMAND_ID_USED", "This command's id was used for another incident. Send it with a new id.");
  }
  return { ok: true, events: rows };
}

/** The clock may be set back; the log's time never runs backwards. */
function timeOf(folded: FoldedIncident, now: number): string {
  const at = new Date(now).toISOString();
  return folded.state.situation !== "undeclared" && folded.state.lastEventAt > at ? folded.state.lastEventAt : at;
}

async function verify(store: EventStore, incidentId: string): ReturnType<Incidents["verify"]> {
  // The head first: rows that come in while the log is read make it longer than this head, never shorter.
  const head = await store.head(incidentId);
  if (!head) return null;
  let seq = 0;
  let headHash = nothingYet(incidentId).headHash;
  for await (const rows of pagesAfter(store, incidentId, 0)) {
    const verdict = verifyChain(rows, { seq, hash: headHash });
    if (!verdict.ok) return { ok: false, seq, headHash, fault: `Row ${verdict.seq}: ${FAULTS[verdict.fault]}.` };
    seq = verdict.head;
    headHash = verdict.headHash;
  }
  const whole = seq >= head.seq;
  return { ok: whole, seq, headHash, fault: whole ? null : `The log ends at row ${seq}, its head says ${head.seq}.` };
}
const FAULTS = {
  gap: "a row before it is missing",
  "broken-link": "it does not carry the hash of the row before it",
  altered: "it was changed after it was written",
} as const;
