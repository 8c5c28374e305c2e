import type { Actor, Role } from "@firebreak/incident";

/** A signed-in person, as every request carries it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}
export const actorOf = (account: Account): Actor => ({
  kind: "person",
  id: account.id,
  name: account.name,
  role: account.role,
});

export interface AccountRow extends Account {
  readonly createdAt: string;
  readonly disabled: boolean;
  /** A link was handed out and not used yet. */
  readonly invited: boolean;
}

/** What a key opens. A key is bound to one service. */
/** Telemetry in, flags out, alerts of other systems in, changes that other systems announce in. */
export const KEY_SCOPES = ["intake", "flags", "alerts", "changes"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly scopes: readonly KeyScope[];
  /** First characters, to recognise it by. */
  readonly start: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}
export interface KeyHolder {
  readonly keyId: string;
  readonly service: string;
  readonly scopes: readonly KeyScope[];
}

/** Refusals of the desk are values; the API turns them into the one error table. */
export type DeskAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface Accounts {
  list(): Promise<readonly AccountRow[]>;
  /** Makes the account and a link that works once, within 7 days, to choose a password. */
  invite(who: {
    readonly name: string;
    readonly email: string;
    readonly role: Role;
  }): Promise<DeskAnswer<{ readonly link: string }>>;
  /** For who lost the link or forgot the password: works once, within 7 days; older links no longer work. Using it ends the account's sessions. */
  newLink(accountId: string): Promise<DeskAnswer<{ readonly link: string }>>;
  /** Refused for the last administrator. Open connections of the account are cut: `onChanged` fires. */
  changeRole(accountId: string, role: Role): Promise<DeskAnswer<null>>;
  setDisabled(accountId: string, disabled: boolean): Promise<DeskAnswer<null>>;
  onChanged(listener: (accountId: string) => void): void;
  /** People who may be named commander or technical lead. */
  assignable(): Promise<readonly { readonly id: string; readonly name: string; readonly role: Role }[]>;
}

export interface ApiKeys {
  list(): Promise<readonly ApiKeyRow[]>;
  /** The secret is shown once and stored as a hash. */
  create(key: {
    readonly name: string;
    readonly service: string;
    readonly scopes: readonly KeyScope[];
  }): Promise<{ readonly row: ApiKeyRow; readonly secret: string }>;
  revoke(keyId: string): Promise<DeskAnswer<null>>;
  /** null: unknown or revoked. Answers from memory after the first time, at most 10 s stale. */
  verify(secret: string): Promise<KeyHolder | null>;
}
