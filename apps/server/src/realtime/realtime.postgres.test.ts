import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type DeclaredIncident, evolve, type IncidentState, type LoggedEvent, type Role } from "@firebreak/incident";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "../auth/port.ts";
import { openTestServer } from "../http/testing.ts";
import { createIncidents } from "../incidents/incidents.ts";
import { createPostgresEventStore } from "../incidents/postgres-event-store.ts";
import { aNote, byCommander, COMMANDER, declaration } from "../incidents/testing.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import type { ClientToServer, FollowAnswer, PageView, Presence, ServerToClient, WatchAnswer } from "./protocol.ts";
import { createRealtime } from "./realtime.ts";

type Client = Socket<ServerToClient, ClientToServer>;

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** A server whose cookie is the role of whoever holds it. */
async function openLive(options: { readonly maxStrangers?: number; readonly sessionCheckMs?: number } = {}) {
  const store = createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger: silent });
  const incidents = createIncidents({ store, now: Date.now, logger: silent });
  const live = await openTestServer();
  const changed: ((accountId: string) => void)[] = [];
  const signedOut = new Set<string>();
  const inboxListeners = new Set<() => void>();
  const realtime = createRealtime({
    server: live.server,
    incidents,
    inbox: {
      onChanged(listener) {
        inboxListeners.add(listener);
        return () => inboxListeners.delete(listener);
      },
    },
    accounts: { onChanged: (listener) => changed.push(listener) },
    accountOf: async ({ cookie }) => (cookie && !signedOut.has(cookie) ? accountNamed(cookie as Role) : null),
    mayConnect: ({ origin }) => origin === undefined,
    now: Date.now,
    logger: silent,
    ...options,
  });
  const clients: Client[] = [];
  const strangers: WebSocket[] = [];
  /** A bare WebSocket: engine.io's handshake, and no word after it. */
  const openStranger = async () => {
    const socket = new WebSocket(`${live.url.replace("http", "ws")}/live/?EIO=4&transport=websocket`);
    strangers.push(socket);
    const answer = await new Promise<"open" | "refused">((resolve) => {
      socket.addEventListener("message", () => resolve("open"), { once: true });
      socket.addEventListener("error", () => resolve("refused"), { once: true });
    });
    return { socket, answer };
  };
  const connect = async (cookie: string, headers: Record<string, string> = {}) => {
    const client: Client = io(live.url, {
      path: "/live",
      transports: ["websocket"],
      extraHeaders: { cookie, ...headers },
      forceNew: true,
      reconnectionDelay: 10,
    });
    clients.push(client);
    await new Promise<void>((resolve, reject) => client.once("connect", resolve).once("connect_error", reject));
    return client;
  };
  return {
    incidents,
    connect,
    realtime,
    openStranger,
    change: (role: Role) => {
      for (const listener of changed) listener(accountNamed(role).id);
    },
    inboxChanges: () => {
      for (const listener of inboxListeners) listener();
    },
    inboxListeners,
    signOut: (cookie: string) => signedOut.add(cookie),
    async declared() {
      const outcome = await incidents.declare({ commandId: randomUUID(), command: declaration, actor: COMMANDER });
      if (!outcome.incidentId) throw new Error(JSON.stringify(outcome));
      return outcome.incidentId;
    },
    note: (incidentId: string, text: string) => incidents.handle(byCommander(incidentId, aNote(text))),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.disconnect();
      for (const socket of strangers) socket.close();
      realtime.close();
      await live[Symbol.asyncDispose]();
      incidents.close();
      await store.close();
    },
  };
}
const accountNamed = (role: Role): Account => ({ id: `p-${role}`, name: `The ${role}`, email: `${role}@example.org`, role });

const follow = (client: Client, incidentId: string, after: number | null) =>
  new Promise<FollowAnswer>((resolve) => client.emit("follow", { incidentId, after }, resolve));
const watch = (client: Client, page: "executive" | "support") =>
  new Promise<WatchAnswer>((resolve) => client.emit("watch", { page }, resolve));
const pushed = <E extends keyof ServerToClient>(client: Client, event: E) =>
  new Promise<Parameters<ServerToClient[E]>[0]>((resolve) => client.once(event, resolve as never));

/** As a browser does it: a snapshot or the rows after what it holds, then the pushes, nothing twice. */
function openFold(client: Client, incidentId: string) {
  let seq = 0;
  let answered = true;
  let early: LoggedEvent[] = [];
  let state: IncidentState = { situation: "undeclared" };
  const waiting: (() => void)[] = [];
  const take = (rows: readonly LoggedEvent[]) => {
    for (const row of rows) {
      if (row.seq <= seq) continue;
      if (row.seq !== seq + 1) throw new Error(`hole before ${row.seq}`);
      state = evolve(state, row.event, row);
      seq = row.seq;
    }
    for (const wake of waiting) wake();
  };
  client.on("events", (push) => {
    if (push.incidentId !== incidentId) return;
    // Joined before answered: a push may overtake the answer.
    if (answered) take(push.events);
    else early.push(...push.events);
  });
  return {
    async follow() {
      answered = false;
      const answer = await follow(client, incidentId, seq || null);
      if (!answer.ok) throw new Error(answer.message);
      if (answer.kind === "snapshot") ({ seq, state } = answer.snapshot);
      else take(answer.events);
      answered = true;
      take(early);
      early = [];
      return answer.kind;
    },
    at: (n: number) => new Promise<void>((resolve) => (seq >= n ? resolve() : waiting.push(() => seq >= n && resolve()))),
    state: () => state as DeclaredIncident,
  };
}

test("a browser that was cut off asks for what it missed and ends where one that never was ends", async () => {
  await using live = await openLive();
  const id = await live.declared();
  const [steady, shaky] = [await live.connect("commander"), await live.connect("responder")];
  const [a, b] = [openFold(steady, id), openFold(shaky, id)];
  expect([await a.follow(), await b.follow()]).toEqual(["snapshot", "snapshot"]);
  await live.note(id, "both hear this");
  await Promise.all([a.at(2), b.at(2)]);
  shaky.disconnect();
  for (let i = 0; i < 30; i++) await live.note(id, `missed ${i}`);
  const back = new Promise<void>((resolve) => shaky.once("connect", resolve));
  shaky.connect();
  await back;
  expect(await b.follow()).toBe("events");
  await live.note(id, "both hear this too");
  await Promise.all([a.at(33), b.at(33)]);
  expect(b.state()).toEqual(a.state());
  expect((await live.incidents.load(id))?.state).toEqual(a.state());
});

test("nothing falls between the answer and the pushes while commands keep coming", async () => {
  await using live = await openLive();
  const id = await live.declared();
  const writing = Promise.all(Array.from({ length: 200 }, (_, i) => live.note(id, `n${i}`)));
  const folds = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const fold = openFold(await live.connect("commander"), id);
      await fold.follow();
      return fold;
    }),
  );
  await writing;
  await Promise.all(folds.map((fold) => fold.at(201)));
  for (const fold of folds) expect(fold.state()).toEqual(folds[0]?.state());
});

test("more than 2,000 missed rows, and a number that the log does not have, are answered with a snapshot", async () => {
  await using live = await openLive();
  const id = await live.declared();
  for (let i = 0; i < 3; i++) await Promise.all(Array.from({ length: 700 }, (_, n) => live.note(id, `${i} ${n}`)));
  const client = await live.connect("commander");
  expect(await follow(client, id, 1)).toMatchObject({ ok: true, kind: "snapshot", snapshot: { seq: 2101 } });
  expect(await follow(client, id, 9999)).toMatchObject({ ok: true, kind: "snapshot" });
  const events = await follow(client, id, 150);
  expect(events.ok && events.kind === "events" && events.events.map((row) => row.seq)).toEqual(
    Array.from({ length: 1951 }, (_, i) => i + 151),
  );
  const answer = await follow(client, id, null);
  expect(answer.ok && answer.kind === "snapshot" && answer.snapshot.tail.map((row) => row.seq)).toEqual(
    Array.from({ length: 200 }, (_, i) => i + 1902),
  );
});

test("executives and support reach their own page and nothing else", async () => {
  await using live = await openLive();
  const id = await live.declared();
  const [executive, support] = [await live.connect("executive"), await live.connect("support")];
  for (const client of [executive, support]) {
    client.on("events", () => expect.unreachable());
    client.on("presence", () => expect.unreachable());
    client.on("incidents", () => expect.unreachable());
    expect(await follow(client, id, null)).toMatchObject({ ok: false, code: "FORBIDDEN" });
    client.emit("present", { incidentId: id, page: "board" });
  }
  expect(await watch(executive, "support")).toMatchObject({ ok: false, code: "FORBIDDEN" });
  expect(await watch(support, "executive")).toMatchObject({ ok: false, code: "FORBIDDEN" });

  const pages: PageView[] = [];
  const changed = new Promise<void>((resolve) =>
    executive.on("page", (view) => {
      pages.push(view);
      if (view.view.incidentId === id && view.view.severity === "SEV1") resolve();
    }),
  );
  expect(await watch(executive, "executive")).toEqual({ ok: true });
  expect(await watch(support, "support")).toEqual({ ok: true });
  const impact = { customerHarm: "high", financialLoss: "high", regulatoryExposure: "high", systemDegradation: "high" } as const;
  await live.incidents.handle(byCommander(id, { type: "AssessImpact", impact, severity: "SEV1", reason: "worse" }));
  await changed;
  expect(new Set(pages.map((view) => view.page))).toEqual(new Set(["executive"]));
});

test("presence shows one entry for each account and forgets who left", async () => {
  await using live = await openLive();
  const id = await live.declared();
  const watcher = await live.connect("commander");
  await follow(watcher, id, null);
  const until = (condition: (people: Presence["people"]) => boolean) =>
    new Promise<Presence["people"]>((resolve) => watcher.on("presence", ({ people }) => condition(people) && resolve(people)));
  const seen = until((people) => people.some((person) => person.page === "log"));
  const tabs = [await live.connect("responder"), await live.connect("responder")];
  for (const [i, tab] of tabs.entries()) {
    await follow(tab, id, null);
    tab.emit("present", { incidentId: id, page: i === 0 ? "board" : "log" });
  }
  expect(await seen).toEqual([{ id: "p-responder", name: "The responder", role: "responder", page: "log" }]);
  const gone = until((people) => people.length === 0);
  for (const tab of tabs) tab.disconnect();
  expect(await gone).toEqual([]);
});

test("strangers and foreign pages do not connect; a changed account is cut and let in by its session only", async () => {
  await using live = await openLive();
  await expect(live.connect("")).rejects.toThrow("UNAUTHORIZED");
  await expect(live.connect("commander", { origin: "http://evil.example" })).rejects.toThrow();
  const client = await live.connect("commander");
  const cut = new Promise((resolve) => client.once("disconnect", resolve));
  const refused = new Promise<Error>((resolve) => client.once("connect_error", resolve));
  live.signOut("commander");
  live.change("commander");
  await cut;
  client.connect();
  expect((await refused).message).toBe("UNAUTHORIZED");
});

test("nonsense is answered, floods are refused, and the heartbeat names the heads that are followed", async () => {
  await using live = await openLive();
  const id = await live.declared();
  const client = await live.connect("commander");
  expect(await follow(client, "../etc", null)).toMatchObject({ ok: false, code: "BAD_REQUEST" });
  expect(await follow(client, "INC-999999", null)).toMatchObject({ ok: false, code: "NOT_FOUND" });
  await follow(client, id, null);
  const beat = pushed(client, "heartbeat");
  const answers = await Promise.all(Array.from({ length: 100 }, () => follow(client, id, 1)));
  expect(answers.some((answer) => !answer.ok && answer.code === "TOO_MANY")).toBe(true);
  expect((await beat).heads).toEqual({ [id]: 1 });
});

test("strangers who hold connections open keep nobody out who has a session", async () => {
  await using live = await openLive({ maxStrangers: 3 });
  const answers = [];
  for (let n = 0; n < 4; n++) answers.push((await live.openStranger()).answer);
  expect(answers).toEqual(["open", "open", "open", "refused"]);
  expect((await live.connect("commander")).connected).toBe(true);
});

test("who is refused does not keep the connection, also when it stays on the line", async () => {
  await using live = await openLive();
  const { socket } = await live.openStranger();
  const closed = once(socket, "close");
  socket.send("40");
  const [{ data }] = (await once(socket, "message")) as [{ data: string }];
  expect(data).toContain("UNAUTHORIZED");
  await closed;
  await expect.poll(() => live.realtime.connections()).toBe(0);
}, 8_000);

test("a session that ended on another node is cut, and comes back as nobody", async () => {
  await using live = await openLive({ sessionCheckMs: 20 });
  const client = await live.connect("executive");
  const stays = await live.connect("commander");
  const cut = new Promise((resolve) => client.once("disconnect", resolve));
  const refused = new Promise((resolve) => client.once("connect_error", resolve));
  live.signOut("executive");
  await cut;
  client.connect();
  expect(await refused).toMatchObject({ message: "UNAUTHORIZED" });
  expect(stays.connected).toBe(true);
});

test("the war room hears that the inbox changed, executives and support do not, and after the end nobody listens", async () => {
  const live = await openLive();
  {
    await using _ = live;
    const inside = await Promise.all(["commander", "responder", "legal", "administrator"].map((role) => live.connect(role)));
    const outside = await Promise.all(["executive", "support"].map((role) => live.connect(role)));
    const heard: string[] = [];
    for (const [index, client] of outside.entries()) client.on("inbox", () => heard.push(`outside ${index}`));
    const all = Promise.all(inside.map((client) => pushed(client, "inbox")));
    // What everybody is told, and so comes after the notice on each connection.
    const beats = Promise.all(outside.map((client) => pushed(client, "heartbeat")));
    live.inboxChanges();
    await Promise.all([all, beats]);
    expect(heard).toEqual([]);
  }
  expect(live.inboxListeners.size).toBe(0);
});
