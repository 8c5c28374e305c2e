import express from "express";
import { openTestServer } from "../http/testing.ts";
import type { Postgres } from "../postgres/pool.ts";
import { silent } from "../postgres/testing.ts";
import { type Auth, createAuth } from "./create-auth.ts";

export const TEST_SECRET = "a-secret-that-only-tests-know-0123456789";
export const GOOD_PASSWORD = "correct horse battery";

/** A browser's jar with one jar for each person, and what the room answers. */
export interface Visitor {
  get(path: string): Promise<Answered>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  readonly cookie: string;
  readonly setCookie: string;
}
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
  readonly body: any;
}

export interface TestAuth extends AsyncDisposable {
  readonly auth: Auth;
  readonly url: string;
  readonly clock: { now: number };
  visitor(): Visitor;
  /** Invites and enters: an account that is signed in. */
  signedIn(
    role: "commander" | "responder" | "executive" | "support" | "legal" | "administrator",
  ): Promise<Visitor & { id: string; email: string }>;
  firstAdministrator(): Promise<Visitor & { id: string; email: string }>;
}

/** The room over HTTP on loopback, on a PostgreSQL that is shared and emptied of accounts first. */
export async function openTestAuth(postgres: Postgres): Promise<TestAuth> {
  await postgres.pool.query("truncate accounts, one_time_links, api_keys, sessions, credentials");
  const clock = { now: Date.now() };
  const app = express();
  const server = await openTestServer(app);
  const { url } = server;
  const auth = createAuth({ db: postgres.db, publicUrl: url, secret: TEST_SECRET, logger: silent, now: () => clock.now });
  app.use(auth.router);
  let count = 0;

  async function enter(link: string, who: { name?: string; email?: string }) {
    const visitor = openVisitor(url);
    const token = new URL(link).searchParams.get("token");
    const { status, body } = await visitor.post("/api/welcome", { token, password: GOOD_PASSWORD, ...who });
    if (status !== 200) throw new Error(`welcome answered ${status} ${JSON.stringify(body)}`);
    const account = await auth.accountOf({ cookie: visitor.cookie });
    if (!account) throw new Error("the session cookie opens nothing");
    return Object.assign(visitor, { id: account.id, email: account.email });
  }

  return {
    auth,
    url,
    clock,
    visitor: () => openVisitor(url),
    async firstAdministrator() {
      const link = await auth.firstAdministratorLink();
      if (!link) throw new Error("there is an administrator already");
      return enter(link, { name: "Commander", email: "commander@example.org" });
    },
    async signedIn(role) {
      count += 1;
      const invited = await auth.accounts.invite({ name: `Person ${count}`, email: `person${count}@example.org`, role });
      if (!invited.ok) throw new Error(invited.message);
      return enter(invited.value.link, {});
    },
    async [Symbol.asyncDispose]() {
      await auth.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function openVisitor(url: string): Visitor {
  let cookie = "";
  let setCookie = "";
  async function ask(path: string, init: RequestInit): Promise<Answered> {
    const response = await fetch(`${url}${path}`, init);
    for (const line of response.headers.getSetCookie()) {
      setCookie = line;
      cookie = /max-age=0/i.test(line) ? "" : (line.split(";")[0] ?? "");
    }
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") || text === "null" ? JSON.parse(text) : text };
  }
  return {
    get: (path) => ask(path, { headers: { cookie } }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, ...(cookie ? { cookie } : {}), ...headers },
        body: JSON.stringify(body),
      }),
    get cookie() {
      return cookie;
    },
    get setCookie() {
      return setCookie;
    },
  };
}
