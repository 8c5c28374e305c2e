import { type Actor, decide, type IncidentCommand, type LoggedEvent, type Refusal } from "@firebreak/incident";
import type { FollowAnswer, Presence } from "@firebreak/server/contract";
import { foldRows, type Held, openSnapshot, prependRows } from "./fold.ts";
import { confirm, outlook, type PendingCommand, type PendingRow, settle, withdraw } from "./pending.ts";

export type Sent = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };
export type Delivery =
  | { readonly kind: "durable"; readonly seq: number }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Nobody knows whether it arrived: the same command is sent again. */
  | { readonly kind: "unknown" };

/** The doors of the room; the browser's are `socket.ts` and `trpc.ts`, a test's are its own. */
export interface RoomPorts {
  follow(ask: { incidentId: string; after: number | null }, answer: (reply: FollowAnswer) => void): void;
  unfollow(incidentId: string): void;
  /** Sends one command once. Never rejects. */
  deliver(request: { commandId: string; incidentId: string; command: IncidentCommand }): Promise<Delivery>;
  logBefore(incidentId: string, beforeSeq: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** Resolves when it is worth sending again: the time is over, or the connection is back. */
  untilRetry(attempt: number): Promise<void>;
  /** What this tab has not brought to the log yet: kept over a reload. `kept` answers what `keep` was last given. */
  keep(incidentId: string, unsent: readonly PendingCommand[]): void;
  kept(incidentId: string): readonly PendingCommand[];
  now(): number;
  newId(): string;
}

export type RoomView =
  | { readonly kind: "loading" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | {
      readonly kind: "open";
      readonly held: Held;
      /** Confirmed and pending together: what the screens show. */
      readonly state: Held["state"];
      readonly pending: readonly PendingRow[];
      readonly waiting: number;
      /** Of those, what is not durable yet: lost if the tab is closed now. */
      readonly unsent: number;
      readonly presence: Presence["people"];
      readonly moreBefore: boolean;
    };

export interface IncidentRoom {
  readonly incidentId: string;
  view(): RoomView;
  subscribe(listener: () => void): () => void;
  /** What came over the wire. */
  connected(): void;
  pushed(rows: readonly LoggedEvent[]): void;
  heartbeat(head: number | undefined): void;
  present(people: Presence["people"]): void;
  explain(command: IncidentCommand, actor: Actor): Refusal | null;
  /** Decided here first: a refusal comes without a round trip. Resolves once it is durable, or refused. */
  send(command: IncidentCommand, actor: Actor, commandId?: string): Promise<Sent>;
  /** One page of older rows; with a number, page after page until that row is held. Rejects where the server does not answer. */
  /** Takes up what `actor` sent before the page was loaded again, with the same ids. What somebody else left in this tab is dropped. */
  resume(actor: Actor): void;
  loadOlder(backTo?: number): Promise<void>;
  close(): void;
}

const FOLLOW_TIMEOUT_MS = 8_000;
const MOST_EARLY = 500;
const PAGE_ROWS = 200;
const LONG_PAGE_ROWS = 1_000;

export function createIncidentRoom(incidentId: string, ports: RoomPorts): IncidentRoom {
  let held: Held | null = null;
  let pending: readonly PendingCommand[] = [];
  let refusal: { code: string; message: string } | null = null;
  let presence: Presence["people"] = [];
  /** The server joins the room before it answers: a push may overtake the snapshot. */
  let early: readonly LoggedEvent[] = [];
  let asked = 0;
  let closed = false;
  let resumed = false;
  let kept: readonly PendingCommand[] = [];
  let view: RoomView = { kind: "loading" };
  const listeners = new Set<() => void>();

  function publish(): void {
    if (closed) return;
    if (resumed && pending !== kept)
      ports.keep(
        incidentId,
        pending.filter((one) => one.confirmedSeq === null),
      );
    kept = pending;
    if (held !== null) {
      const { state, rows } = outlook(held.state, pending);
      const moreBefore = (held.rows[0]?.seq ?? 1) > 1;
      const unsent = pending.filter((one) => one.confirmedSeq === null).length;
      view = { kind: "open", held, state, pending: rows, waiting: pending.length, unsent, presence, moreBefore };
    } else view = refusal === null ? { kind: "loading" } : { kind: "refused", ...refusal };
    for (const listener of listeners) listener();
  }
  function follow(): void {
    // One question at a time; a lost answer is asked again.
    const now = ports.now();
    if (closed || now - asked < FOLLOW_TIMEOUT_MS) return;
    asked = now;
    ports.follow({ incidentId, after: held?.seq ?? null }, (reply) => {
      asked = 0;
      if (!closed) answered(reply);
    });
  }
  function answered(reply: FollowAnswer): void {
    if (!reply.ok) {
      if (held === null || reply.code === "FORBIDDEN" || reply.code === "NOT_FOUND") {
        held = null;
        refusal = { code: reply.code, message: reply.message };
      }
      publish();
      return;
    }
    refusal = null;
    if (reply.kind === "events") {
      take(reply.events);
      return;
    }
    held = openSnapshot(reply.snapshot);
    pending = settle(pending, reply.snapshot.tail, held.seq);
    publish();
    const overtaken = early;
    early = [];
    take(overtaken);
  }
  function take(rows: readonly LoggedEvent[]): void {
    if (held === null) {
      early = [...early, ...rows].slice(-MOST_EARLY);
      return;
    }
    const folded = foldRows(held, rows);
    const before = pending;
    const changed = folded.held !== held;
    held = folded.held;
    pending = settle(pending, rows, held.seq);
    if (changed || pending !== before) publish();
    if (folded.hole) follow();
  }
  async function deliver(commandId: string, command: IncidentCommand): Promise<Sent> {
    for (let attempt = 0; ; attempt++) {
      const delivery = await ports.deliver({ commandId, incidentId, command });
      if (delivery.kind === "durable") {
        pending = settle(confirm(pending, commandId, delivery.seq), [], held?.seq ?? 0);
        publish();
        return { ok: true };
      }
      if (delivery.kind === "refused") {
        pending = withdraw(pending, commandId);
        publish();
        return { ok: false, refusal: delivery.refusal };
      }
      // Its row may have come by push although the answer was lost.
      if (held !== null && !pending.some((one) => one.commandId === commandId)) return { ok: true };
      await ports.untilRetry(attempt);
    }
  }
  const decideNow = (command: IncidentCommand, actor: Actor, commandId: string) => {
    const state = view.kind === "open" ? view.state : ({ situation: "undeclared" } as const);
    return decide(command, state, { commandId, actor, at: new Date(ports.now()).toISOString() });
  };

  return {
    incidentId,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connected() {
      asked = 0;
      follow();
    },
    pushed: take,
    heartbeat(head) {
      if (held === null || (head !== undefined && head > held.seq)) follow();
    },
    present(people) {
      presence = people;
      publish();
    },
    explain(command, actor) {
      if (view.kind !== "open") return { code: "NOT_LOADED", message: "The incident is still loading." };
      const decision = decideNow(command, actor, "explain");
      return decision.ok ? null : decision.refusal;
    },
    async send(command, actor, commandId = ports.newId()) {
      if (view.kind !== "open") return { ok: false, refusal: { code: "NOT_LOADED", message: "The incident is still loading." } };
      const decision = decideNow(command, actor, commandId);
      if (!decision.ok) return decision;
      pending = [...pending, { commandId, command, actor, at: new Date(ports.now()).toISOString(), confirmedSeq: null }];
      publish();
      return deliver(commandId, command);
    },
    resume(actor) {
      if (resumed) return;
      resumed = true;
      const left = ports
        .kept(incidentId)
        .filter((one) => one.actor.kind === "person" && actor.kind === "person" && one.actor.id === actor.id);
      pending = [...left.filter((one) => !pending.some((other) => other.commandId === one.commandId)), ...pending];
      publish();
      for (const { commandId, command } of left) void deliver(commandId, command);
    },
    async loadOlder(backTo) {
      const limit = backTo === undefined ? PAGE_ROWS : LONG_PAGE_ROWS;
      for (;;) {
        const first = held?.rows[0]?.seq ?? 1;
        if (first <= 1 || (backTo !== undefined && first <= backTo)) return;
        const older = await ports.logBefore(incidentId, first, limit);
        if (held === null || closed) return;
        const longer = prependRows(held, older);
        if (longer === held && (held.rows[0]?.seq ?? 1) === first) return;
        held = longer;
        publish();
        if (backTo === undefined) return;
      }
    },
    close() {
      closed = true;
      ports.unfollow(incidentId);
      listeners.clear();
    },
  };
}
