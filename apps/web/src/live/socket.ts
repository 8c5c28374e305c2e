import type { ExecutiveView, SupportView } from "@firebreak/incident";
import type { ClientToServer, PageView, ServerToClient } from "@firebreak/server/contract";
import { io, type Socket } from "socket.io-client";
import { setServerTime } from "../ui/now.ts";
import { type Connection, createConnectionStore, LOST_AFTER_MS, useConnectionOf } from "./connection.ts";
import { toSignIn } from "./trpc.ts";

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** The protocol's promise: silence of this length means that the connection is lost. */
const SILENCE_MS = 12_000;

/** One for the whole browser tab; it connects with the first that needs it. */
export const socket: LiveSocket = io({
  path: "/live",
  autoConnect: false,
  transports: ["websocket", "polling"],
  reconnectionDelay: 400,
  reconnectionDelayMax: 4_000,
  timeout: 8_000,
});

const connection = createConnectionStore();
export const useConnection = (): Connection => useConnectionOf(connection);
export const currentConnection = connection.get;
export const onConnection = connection.subscribe;

let lastHeard = Date.now();
let watchdog: ReturnType<typeof setInterval> | null = null;
const heard = () => {
  lastHeard = Date.now();
};
const isDown = () => {
  const now = connection.get();
  const since = now.kind === "live" ? lastHeard : now.since;
  connection.set({ kind: Date.now() - since > LOST_AFTER_MS ? "lost" : "reconnecting", since });
};
function watchSilence(): void {
  if (!socket.connected) {
    isDown();
    return;
  }
  if (Date.now() - lastHeard <= SILENCE_MS) return;
  isDown();
  // A half-open connection does not end by itself: begin another one.
  socket.disconnect();
  socket.connect();
}

socket.on("connect", () => {
  heard();
  connection.set({ kind: "live" });
});
socket.onAny(heard);
socket.on("heartbeat", ({ at }) => setServerTime(at));
socket.on("disconnect", (reason) => {
  if (reason === "io client disconnect") return;
  isDown();
  // The server cut it on purpose (a role changed, a session ended): the next handshake says which.
  if (reason === "io server disconnect") socket.connect();
});
socket.on("connect_error", (error) => {
  isDown();
  if (error.message === "UNAUTHORIZED") toSignIn();
  // A refused handshake is not tried again by itself.
  else if (!socket.active) setTimeout(() => socket.connect(), 3_000);
});

export function connect(): void {
  if (watchdog === null) watchdog = setInterval(watchSilence, 1_000);
  heard();
  if (!socket.connected && !socket.active) socket.connect();
}
/** For a person who does not want to wait. */
export function retryNow(): void {
  socket.disconnect();
  socket.connect();
}
export function disconnect(): void {
  if (watchdog !== null) clearInterval(watchdog);
  watchdog = null;
  socket.disconnect();
}

interface PageViews {
  readonly executive: ExecutiveView;
  readonly support: SupportView;
}
/** Follows a page's views, again after each reconnection, until the returned function is called. */
export function watchPage<P extends keyof PageViews>(page: P, onView: (view: PageViews[P]) => void): () => void {
  const ask = () => {
    socket.emit("watch", { page }, () => undefined);
  };
  const onPage = (push: PageView) => {
    if (push.page === page) onView(push.view as PageViews[P]);
  };
  socket.on("connect", ask);
  socket.on("page", onPage);
  connect();
  if (socket.connected) ask();
  return () => {
    socket.off("connect", ask);
    socket.off("page", onPage);
  };
}
