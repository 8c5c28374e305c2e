import { serverNow } from "../ui/now.ts";
import { createIncidentRoom, type IncidentRoom, type RoomPorts } from "./incident-room.ts";
import { connect, currentConnection, onConnection, socket } from "./socket.ts";
import { api, faultOf, isPassing, toSignIn } from "./trpc.ts";
import { keepUnsent, readUnsent } from "./unsent.ts";

const COMMAND_TIMEOUT_MS = 10_000;
/** A page change must not cost a snapshot. */
const KEEP_MS = 60_000;

const ports: RoomPorts = {
  follow: (ask, answer) => {
    if (socket.connected) socket.emit("follow", ask, answer);
  },
  unfollow: (incidentId) => {
    if (socket.connected) socket.emit("unfollow", { incidentId });
  },
  async deliver(request) {
    try {
      const { seq } = await api.incidents.command.mutate(request, { signal: AbortSignal.timeout(COMMAND_TIMEOUT_MS) });
      return { kind: "durable", seq };
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind === "UNAUTHORIZED") toSignIn();
      if (isPassing(fault) || fault.kind === "UNAUTHORIZED") return { kind: "unknown" };
      return { kind: "refused", refusal: { code: fault.refusal ?? fault.kind ?? "REFUSED", message: fault.message } };
    }
  },
  logBefore: (incidentId, beforeSeq, limit) => api.incidents.logBefore.query({ incidentId, beforeSeq, limit }),
  untilRetry: (attempt) =>
    new Promise((resolve) => {
      const stop = onConnection(() => {
        if (currentConnection().kind === "live") done();
      });
      const timer = setTimeout(() => done(), Math.min(400 * 2 ** attempt, 5_000));
      function done() {
        clearTimeout(timer);
        stop();
        resolve();
      }
    }),
  keep: keepUnsent,
  kept: readUnsent,
  now: serverNow,
  newId: () => newCommandId(),
};

interface Entry {
  readonly room: IncidentRoom;
  users: number;
  /** Where this tab is in the incident: told again after each reconnection. */
  page: string | null;
  ending: ReturnType<typeof setTimeout> | null;
}
const open = new Map<string, Entry>();

let unsent = 0;
const unsentListeners = new Set<() => void>();
function countUnsent(): void {
  const views = [...open.values()].map(({ room }) => room.view());
  const next = views.reduce((sum, view) => sum + (view.kind === "open" ? view.unsent : 0), 0);
  if (next === unsent) return;
  unsent = next;
  for (const listener of unsentListeners) listener();
}
/** Commands of this tab that are not durable yet, over all incidents. */
export const unsentStore = {
  get: (): number => unsent,
  subscribe(listener: () => void): () => void {
    unsentListeners.add(listener);
    return () => unsentListeners.delete(listener);
  },
};

socket.on("connect", () => {
  for (const entry of open.values()) {
    entry.room.connected();
    sayPage(entry);
  }
});
socket.on("events", ({ incidentId, events }) => open.get(incidentId)?.room.pushed(events));
socket.on("heartbeat", ({ heads }) => {
  for (const [incidentId, { room }] of open) room.heartbeat(heads[incidentId]);
});
socket.on("presence", ({ incidentId, people }) => open.get(incidentId)?.room.present(people));

/** `crypto.randomUUID` exists on https and localhost only. */
export function newCommandId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The same room for everybody who looks at the incident in this tab. */
export function roomOf(incidentId: string): IncidentRoom {
  const known = open.get(incidentId);
  if (known) return known.room;
  const room = createIncidentRoom(incidentId, ports);
  open.set(incidentId, { room, users: 0, page: null, ending: null });
  room.subscribe(countUnsent);
  return room;
}
/** Keeps the room open until the returned function is called, and a little longer. */
export function enterRoom(incidentId: string, listener: () => void): () => void {
  const room = roomOf(incidentId);
  const entry = open.get(incidentId);
  if (!entry) throw new Error("a room that was just opened is open");
  if (entry.ending !== null) clearTimeout(entry.ending);
  entry.ending = null;
  entry.users += 1;
  connect();
  if (socket.connected && room.view().kind === "loading") room.connected();
  const stop = room.subscribe(listener);
  return () => {
    stop();
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.ending = setTimeout(() => {
      // What is not sent yet keeps its room open.
      const view = room.view();
      if (entry.users > 0 || (view.kind === "open" && view.waiting > 0)) return;
      open.delete(incidentId);
      room.close();
    }, KEEP_MS);
  };
}
function sayPage({ room, page, users }: Entry): void {
  if (socket.connected && page !== null && users > 0) socket.emit("present", { incidentId: room.incidentId, page });
}
export function tellPage(incidentId: string, page: string): void {
  const entry = open.get(incidentId);
  if (!entry) return;
  entry.page = page;
  sayPage(entry);
}
