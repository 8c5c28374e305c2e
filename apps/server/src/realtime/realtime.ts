import type { Server as HttpServer, IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import { type DefaultEventsMap, Server, type Socket } from "socket.io";
import type { z } from "zod";
import { WAR_ROOM_ROLES } from "../api/trpc.ts";
import type { Account, Accounts } from "../auth/port.ts";
import type { Inbox } from "../inbox/port.ts";
import type { Incidents } from "../incidents/port.ts";
import { createAskLimit, createGate, FollowAsk, PresentAsk, UnfollowAsk, WatchAsk } from "./asks.ts";
import { createCoalescer } from "./coalescer.ts";
import { createFollowDesk } from "./follow.ts";
import { createPageViews, type Page } from "./page-views.ts";
import { createPresence } from "./presence.ts";
import type { ClientToServer, FollowAnswer, ServerToClient, WatchAnswer } from "./protocol.ts";

const MAX_CONNECTIONS = 5000;
/** Of them, those that have not shown a session yet. Past that, only who has one gets in: strangers cannot take all the seats. */
const MAX_STRANGERS = 200;
const SHOW_SESSION_MS = 10_000;
/** For the sentence to arrive; a client that does not go by itself is cut. */
const REFUSED_GOES_MS = 1_000;
const MAX_FOLLOWED = 50;
const MAX_ASK_BYTES = 16 * 1024;
/** Packets that a browser has not taken yet; it is cut and comes back with what it holds. */
const MAX_UNSENT = 1000;
const HEARTBEAT_MS = 5_000;
const LIST_EVERY_MS = 500;
const PRESENCE_EVERY_MS = 150;
/** A session that ended, or a role that changed, on another node: nobody tells us. */
const SESSION_CHECK_MS = 30_000;
const ROWS_A_PUSH = 500;

interface SocketFacts {
  account: Account;
  followed: Set<string>;
}
type Live = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketFacts>;
type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketFacts>;

export interface RealtimeOptions {
  readonly server: HttpServer;
  readonly incidents: Incidents;
  readonly inbox: Pick<Inbox, "onChanged">;
  readonly accounts: Pick<Accounts, "onChanged">;
  readonly accountOf: (headers: IncomingHttpHeaders) => Promise<Account | null>;
  /** Whether a browser's page may connect with this person's cookie. */
  readonly mayConnect: (headers: IncomingHttpHeaders) => boolean;
  readonly now: () => number;
  readonly logger: Logger;
  readonly maxStrangers?: number;
  readonly sessionCheckMs?: number;
}

export interface Realtime {
  readonly connections: () => number;
  /** Cuts every connection; the HTTP server stays with whoever opened it. */
  close(): void;
}

export function createRealtime(options: RealtimeOptions): Realtime {
  const { incidents, logger } = options;
  const io: Live = new Server(options.server, {
    path: "/live",
    serveClient: false,
    transports: ["websocket", "polling"],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_ASK_BYTES,
    connectTimeout: SHOW_SESSION_MS,
    allowRequest: (request, answer) => {
      if (!options.mayConnect(request.headers)) return answer("FORBIDDEN", false);
      hasRoom(request.headers).then(
        (room) => (room ? answer(null, true) : answer("TOO_MANY", false)),
        () => answer("UNAVAILABLE", false),
      );
    },
  });
  async function hasRoom(headers: IncomingHttpHeaders): Promise<boolean> {
    if (io.engine.clientsCount >= MAX_CONNECTIONS) return false;
    const strangers = io.engine.clientsCount - io.sockets.sockets.size;
    return strangers < (options.maxStrangers ?? MAX_STRANGERS) || (await options.accountOf(headers)) !== null;
  }

  const heads = new Map<string, number>();
  const presence = createPresence();
  const views = createPageViews(incidents);
  const follows = createFollowDesk(incidents);
  const soon = createCoalescer();

  const letIn = async (socket: LiveSocket, next: (error?: Error) => void) => {
    const refusal = await admit(socket);
    next(refusal);
    if (refusal) setTimeout(() => socket.conn.close(), REFUSED_GOES_MS).unref();
  };
  io.use((socket, next) => void letIn(socket, next));

  io.on("connection", (socket) => {
    const { account } = socket.data;
    void socket.join(accountRoom(account.id));
    if (inWarRoom(account)) void socket.join(WAR_ROOM);
    const accept = createGate(createAskLimit(options.now), (error) =>
      logger.error({ err: error, account: account.id }, "an ask over the live connection failed"),
    );
    socket.on(
      "follow",
      accept(FollowAsk, (ask) => follow(socket, ask)),
    );
    socket.on(
      "unfollow",
      accept(UnfollowAsk, async ({ incidentId }) => unfollow(socket, incidentId)),
    );
    socket.on(
      "present",
      accept(PresentAsk, async ({ incidentId, page }) => {
        if (!socket.data.followed.has(incidentId)) return;
        presence.sit(incidentId, socket.id, account, page);
        tellPresence(incidentId);
      }),
    );
    socket.on(
      "watch",
      accept(WatchAsk, ({ page }) => watch(socket, page)),
    );
    socket.on("disconnect", () => {
      for (const incidentId of presence.placesOf(socket.id)) unfollow(socket, incidentId);
      presence.forget(socket.id);
    });
  });

  /** What the browser is told instead of being let in. */
  async function admit(socket: LiveSocket): Promise<Error | undefined> {
    try {
      const account = await options.accountOf(socket.request.headers);
      if (!account) return new Error("UNAUTHORIZED");
      socket.data.account = account;
      socket.data.followed = new Set();
      return undefined;
    } catch (error) {
      logger.error({ err: error }, "a session could not be read");
      return new Error("UNAVAILABLE");
    }
  }

  async function follow(socket: LiveSocket, ask: z.infer<typeof FollowAsk>): Promise<FollowAnswer> {
    const { account, followed } = socket.data;
    if (!inWarRoom(account)) return forbidden(account);
    if (!followed.has(ask.incidentId) && followed.size >= MAX_FOLLOWED) {
      return { ok: false, code: "TOO_MANY", message: `One connection follows at most ${MAX_FOLLOWED} incidents.` };
    }
    // Joined first: what is appended from now on is pushed, what was before is in the answer.
    followed.add(ask.incidentId);
    await socket.join(incidentRoom(ask.incidentId));
    const answer = await follows.answer(ask.incidentId, ask.after);
    if (!answer.ok) unfollow(socket, ask.incidentId);
    else {
      const head = answer.kind === "snapshot" ? answer.snapshot.seq : answer.head;
      heads.set(ask.incidentId, Math.max(head, heads.get(ask.incidentId) ?? 0));
      socket.emit("presence", presence.in(ask.incidentId));
    }
    return answer;
  }

  async function watch(socket: LiveSocket, page: Page): Promise<WatchAnswer> {
    const { account } = socket.data;
    if (!mayWatch(account, page)) return forbidden(account);
    await socket.join(pageRoom(page));
    for (const view of await views.all(page)) socket.emit("page", view);
    return { ok: true };
  }

  function unfollow(socket: LiveSocket, incidentId: string): void {
    socket.data.followed.delete(incidentId);
    void socket.leave(incidentRoom(incidentId));
    if (presence.leave(incidentId, socket.id)) tellPresence(incidentId);
    if (!io.sockets.adapter.rooms.has(incidentRoom(incidentId))) heads.delete(incidentId);
  }

  function tellPresence(incidentId: string): void {
    soon(`presence ${incidentId}`, PRESENCE_EVERY_MS, () =>
      io.to(incidentRoom(incidentId)).emit("presence", presence.in(incidentId)),
    );
  }

  const stopHearing = incidents.onEvents((incidentId, rows, folded) => {
    const watched = io.to(incidentRoom(incidentId));
    for (let at = 0; at < rows.length; at += ROWS_A_PUSH) {
      watched.emit("events", { incidentId, events: rows.slice(at, at + ROWS_A_PUSH) });
    }
    if (heads.has(incidentId)) heads.set(incidentId, folded.seq);
    for (const page of ["executive", "support"] as const) {
      if (!io.sockets.adapter.rooms.has(pageRoom(page))) continue;
      const view = views.changed(page, folded);
      if (view) io.to(pageRoom(page)).emit("page", view);
    }
    soon("incidents", LIST_EVERY_MS, () => io.to(WAR_ROOM).emit("incidents"));
  });

  const stopHearingInbox = options.inbox.onChanged(() => io.to(WAR_ROOM).emit("inbox"));
  options.accounts.onChanged((accountId) => io.in(accountRoom(accountId)).disconnectSockets(true));

  const heartbeat = setInterval(() => {
    const at = options.now();
    for (const socket of io.sockets.sockets.values()) {
      // engine.io's own queue: what the transport could not take.
      const { writeBuffer } = socket.conn as unknown as { readonly writeBuffer: readonly unknown[] };
      if (writeBuffer.length > MAX_UNSENT) socket.disconnect(true);
      else socket.emit("heartbeat", { at, heads: headsOf(socket) });
    }
  }, HEARTBEAT_MS);
  const headsOf = (socket: LiveSocket) =>
    Object.fromEntries([...socket.data.followed].flatMap((id) => (heads.has(id) ? [[id, heads.get(id) ?? 0]] : [])));

  const sessions = setInterval(() => void cutEndedSessions(), options.sessionCheckMs ?? SESSION_CHECK_MS);
  let checking = false;
  async function cutEndedSessions(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      await cutEach();
    } catch (error) {
      logger.error({ err: error }, "the sessions of live connections could not be checked");
    } finally {
      checking = false;
    }
  }
  async function cutEach(): Promise<void> {
    const known = new Map<string, Promise<Account | null>>();
    for (const socket of io.sockets.sockets.values()) {
      const { headers } = socket.request;
      const cookie = headers.cookie ?? "";
      const asked = known.get(cookie) ?? options.accountOf(headers);
      known.set(cookie, asked);
      // While sessions cannot be read nobody is cut: the war room stays open when the database stumbles.
      const account = await asked.catch(() => socket.data.account);
      if (account?.id !== socket.data.account.id || account.role !== socket.data.account.role) socket.disconnect(true);
    }
  }

  return {
    connections: () => io.engine.clientsCount,
    close() {
      clearInterval(heartbeat);
      clearInterval(sessions);
      stopHearing();
      stopHearingInbox();
      soon.cancel();
      io.disconnectSockets(true);
      // Not io.close(): that one waits for every connection of the HTTP server, which is not ours.
      io.engine.close();
    },
  };
}

const WAR_ROOM = "war-room";
const accountRoom = (accountId: string) => `account:${accountId}`;
const incidentRoom = (incidentId: string) => `incident:${incidentId}`;
const pageRoom = (page: Page) => `page:${page}`;

const inWarRoom = (account: Account) => (WAR_ROOM_ROLES as readonly string[]).includes(account.role);
const mayWatch = (account: Account, page: Page) => inWarRoom(account) || account.role === page;
const forbidden = (account: Account) =>
  ({ ok: false, code: "FORBIDDEN", message: `Your role (${account.role}) does not open this page.` }) as const;
