import type { IncomingHttpHeaders } from "node:http";
import { hashPassword } from "better-auth/crypto";
import type { Router } from "express";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { createAccounts, lockAdministrators } from "./accounts.ts";
import { createApiKeys } from "./api-keys.ts";
import { createSignInEngine } from "./better-auth.ts";
import { createOneTimeLinks } from "./links.ts";
import type { Account, Accounts, ApiKeys, KeyScope } from "./port.ts";
import { createAuthRouter } from "./router.ts";
import { createSessions } from "./sessions.ts";
import type { AuthTables } from "./tables.ts";
import { createWelcome } from "./welcome.ts";

const SHORTEST_SECRET = 32;

export interface AuthOptions {
  // biome-ignore lint/complexity/noBannedTypes: the pool's Kysely knows no table; this room names its own
  readonly db: Kysely<{}>;
  /** Where people reach this server; https makes the cookies secure. */
  readonly publicUrl: string;
  /** Signs the session cookies: at least 32 characters, the same on every node. */
  readonly secret: string;
  readonly logger: Logger;
  readonly now?: () => number;
}

export interface Auth {
  /** Mounts /api/auth/* and /api/welcome; parses its own bodies. `trust proxy` of the app decides whose address counts. */
  readonly router: Router;
  /** null: nobody is signed in. Cheap: from memory for up to 5 s. */
  accountOf(headers: Headers | IncomingHttpHeaders): Promise<Account | null>;
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  /** null when someone can sign in as an administrator; otherwise a fresh link, and older ones no longer work. */
  firstAdministratorLink(): Promise<string | null>;
  /** For whoever runs the server when no administrator can get in: a fresh link that makes one, or opens an account anew as one. */
  administratorLink(): Promise<string>;
  /** The key with this secret exists from now on and opens this. */
  ensureKey(
    secret: string,
    key: { readonly name: string; readonly service: string; readonly scopes: readonly KeyScope[] },
  ): Promise<void>;
  close(): Promise<void>;
}

export function createAuth(options: AuthOptions): Auth {
  if (options.secret.length < SHORTEST_SECRET) throw new Error(`The secret must have at least ${SHORTEST_SECRET} characters.`);
  const { publicUrl, secret, logger, now = Date.now } = options;
  const db = options.db.withTables<AuthTables>();
  const linkTo = (token: string) => `${publicUrl.replace(/\/$/, "")}/welcome?token=${token}`;

  const links = createOneTimeLinks({ now });
  const accounts = createAccounts({ db, links, linkTo, now });
  const apiKeys = createApiKeys({ db, now });
  const engine = createSignInEngine({ db, publicUrl, secret, logger });
  const sessions = createSessions({ read: (headers) => engine.session(headers), now });
  const welcome = createWelcome({ db, links, accounts, hashPassword, now, logger });
  // First of the listeners: who asks afterwards, asks the database.
  accounts.onChanged(() => sessions.forget());

  return {
    router: createAuthRouter({ engine, sessions, welcome, publicUrl, logger, now }),
    accountOf: (headers) => sessions.accountOf(headers),
    accounts,
    apiKeys,
    firstAdministratorLink: () =>
      db.transaction().execute(async (tx) => {
        await lockAdministrators(tx);
        if (await accounts.hasActiveAdministrator(tx)) return null;
        return linkTo(await links.issue(tx, { kind: "first-administrator" }));
      }),
    async administratorLink() {
      const token = await db.transaction().execute((tx) => links.issue(tx, { kind: "administrator" }));
      logger.warn("a link for an administrator was asked for at this start");
      return linkTo(token);
    },
    ensureKey: (secret, key) => apiKeys.ensureKey(secret, key),
    close: () => apiKeys.close(),
  };
}
