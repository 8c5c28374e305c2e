import type { IncomingHttpHeaders } from "node:http";
import { Role } from "@firebreak/incident";
import type { OpenSession } from "./better-auth.ts";
import type { Account } from "./port.ts";

/** How long another node's change of a role may go unnoticed here; our own are noticed at once. */
export const SESSION_STALE_MS = 5_000;
const MAX_REMEMBERED = 10_000;
const COOKIE = /(?:^|;\s*)(?:__Secure-)?firebreak\.session_token=([^;]+)/;

export interface Sessions {
  /** null: nobody is signed in. From memory for up to 5 s after the first time. */
  accountOf(headers: Headers | IncomingHttpHeaders): Promise<Account | null>;
  /** After a role changed or an account was disabled. */
  forget(): void;
  /** After this person signed out; nobody else's session is read again for it. */
  forgetOne(headers: Headers | IncomingHttpHeaders): void;
}

/** Only found sessions are remembered: a stranger's cookies fill nothing. */
export function createSessions(options: {
  readonly read: (headers: Headers) => Promise<OpenSession | null>;
  readonly now: () => number;
}): Sessions {
  const remembered = new Map<string, { readonly account: Account; readonly until: number }>();
  const asked = new Map<string, Promise<Account | null>>();
  // What was read before a `forget` must not be remembered after it.
  let generation = 0;
  const tokenIn = (headers: Headers | IncomingHttpHeaders) => {
    const cookie = headers instanceof Headers ? headers.get("cookie") : headers.cookie;
    const token = cookie && COOKIE.exec(cookie)?.[1];
    return token ? { cookie, token } : null;
  };

  async function read(cookie: string, token: string, isWanted: () => boolean): Promise<Account | null> {
    const startedAt = options.now();
    const startedIn = generation;
    const session = await options.read(new Headers({ cookie }));
    const account = session && accountIn(session, options.now());
    if (startedIn !== generation) return read(cookie, token, isWanted);
    if (session && account && isWanted()) {
      if (remembered.size >= MAX_REMEMBERED) forgetOldest(remembered);
      remembered.set(token, { account, until: Math.min(startedAt + SESSION_STALE_MS, session.expiresAt) });
    }
    return account;
  }

  return {
    async accountOf(headers) {
      const found = tokenIn(headers);
      if (!found) return null;
      const { cookie, token } = found;
      const held = remembered.get(token);
      if (held && options.now() < held.until) return held.account;
      remembered.delete(token);
      const running = asked.get(token);
      if (running) return running;
      const reading: Promise<Account | null> = read(cookie, token, () => asked.get(token) === reading).finally(() => {
        if (asked.get(token) === reading) asked.delete(token);
      });
      asked.set(token, reading);
      return reading;
    },
    forget() {
      generation += 1;
      remembered.clear();
    },
    forgetOne(headers) {
      const token = tokenIn(headers)?.token;
      if (token === undefined) return;
      remembered.delete(token);
      // Who asked before the end may still be answered with the session; it is not remembered, and nobody later gets it.
      asked.delete(token);
    },
  };
}

function accountIn(session: OpenSession, now: number): Account | null {
  const role = Role.safeParse(session.role);
  if (!role.success || session.disabled || session.expiresAt <= now) return null;
  return { id: session.accountId, name: session.name, email: session.email, role: role.data };
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
