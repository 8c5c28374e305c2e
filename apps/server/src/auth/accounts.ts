import { randomUUID } from "node:crypto";
import { Role } from "@firebreak/incident";
import { type Kysely, sql, type Transaction } from "kysely";
import type { OneTimeLinks } from "./links.ts";
import type { AccountRow, Accounts, DeskAnswer } from "./port.ts";
import type { AuthTables } from "./tables.ts";

const MAX_ACCOUNTS = 2_000;
const ASSIGNABLE: readonly Role[] = ["commander", "responder", "administrator"];
/** Held while the number of administrators may change, so that two cannot leave at once. */
const ADMINISTRATORS_LOCK = 4600_0010;

export interface AccountDesk extends Accounts {
  /** Someone may sign in who can invite others. */
  hasActiveAdministrator(db: Kysely<AuthTables>): Promise<boolean>;
  /** The account's sessions were ended: tells the listeners. */
  changed(accountId: string): void;
}

export function createAccounts(options: {
  readonly db: Kysely<AuthTables>;
  readonly links: OneTimeLinks;
  readonly linkTo: (token: string) => string;
  readonly now: () => number;
}): AccountDesk {
  const { db, links, now } = options;
  const listeners = new Set<(accountId: string) => void>();

  const changed = (accountId: string) => {
    for (const listener of listeners) listener(accountId);
  };

  /** `change` runs with the administrators locked; when it changed something, the account's sessions end with it. */
  async function changing(accountId: string, change: (tx: Transaction<AuthTables>) => Promise<DeskAnswer<null> | "unchanged">) {
    const answer = await db.transaction().execute(async (tx) => {
      await lockAdministrators(tx);
      const outcome = await change(tx);
      if (outcome !== "unchanged" && outcome.ok) await tx.deleteFrom("sessions").where("account_id", "=", accountId).execute();
      return outcome;
    });
    if (answer === "unchanged") return done;
    if (answer.ok) changed(accountId);
    return answer;
  }

  return {
    async list() {
      const rows = await db
        .selectFrom("accounts")
        .selectAll()
        .select(hasPassword)
        .orderBy("disabled")
        .orderBy("name")
        .limit(MAX_ACCOUNTS)
        .execute();
      return rows.map(rowOf);
    },
    async invite(who) {
      const email = who.email.trim().toLowerCase();
      return db.transaction().execute(async (tx): Promise<DeskAnswer<{ link: string }>> => {
        await lockAdministrators(tx);
        const known = await tx
          .selectFrom("accounts")
          .selectAll()
          .select(hasPassword)
          .where("email", "=", email)
          .executeTakeFirst();
        if (known?.active)
          return refuse(
            "EMAIL_TAKEN",
            `${email} has an account already. Change its role in the list, or give it a new link there.`,
          );
        if (known?.disabled)
          return refuse("ACCOUNT_DISABLED", `${email} is disabled. Enable the account in the list, then invite again.`);
        const { count } = await tx
          .selectFrom("accounts")
          .select((e) => e.fn.countAll<number>().as("count"))
          .executeTakeFirstOrThrow();
        if (!known && count >= MAX_ACCOUNTS) {
          return refuse("TOO_MANY_ACCOUNTS", `There are ${MAX_ACCOUNTS} accounts, the most that one installation holds.`);
        }
        const at = new Date(now());
        const accountId = known?.id ?? randomUUID();
        const account = { name: who.name.trim(), role: who.role, updated_at: at };
        await tx
          .insertInto("accounts")
          .values({ ...account, id: accountId, email, email_verified: false, image: null, disabled: false, created_at: at })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(account))
          .execute();
        const token = await links.issue(tx, { kind: "invitation", accountId });
        return { ok: true, value: { link: options.linkTo(token) } };
      });
    },
    async newLink(accountId) {
      const account = await db.selectFrom("accounts").selectAll().where("id", "=", accountId).executeTakeFirst();
      if (!account) return unknownAccount;
      if (account.disabled) return refuse("ACCOUNT_DISABLED", `${account.name} is disabled. Enable the account first.`);
      const token = await db.transaction().execute((tx) => links.issue(tx, { kind: "invitation", accountId }));
      return { ok: true, value: { link: options.linkTo(token) } };
    },
    changeRole: (accountId, role) =>
      changing(accountId, async (tx) => {
        const account = await tx.selectFrom("accounts").selectAll().where("id", "=", accountId).executeTakeFirst();
        if (!account) return unknownAccount;
        if (account.role === role) return "unchanged";
        if (role !== "administrator" && (await isLastAdministrator(tx, accountId))) return lastAdministrator("keeps the role");
        await tx
          .updateTable("accounts")
          .set({ role, updated_at: new Date(now()) })
          .where("id", "=", accountId)
          .execute();
        return done;
      }),
    setDisabled: (accountId, disabled) =>
      changing(accountId, async (tx) => {
        const account = await tx.selectFrom("accounts").selectAll().where("id", "=", accountId).executeTakeFirst();
        if (!account) return unknownAccount;
        if (account.disabled === disabled) return "unchanged";
        if (disabled && (await isLastAdministrator(tx, accountId))) return lastAdministrator("cannot be disabled");
        await tx
          .updateTable("accounts")
          .set({ disabled, updated_at: new Date(now()) })
          .where("id", "=", accountId)
          .execute();
        return done;
      }),
    onChanged: (listener) => void listeners.add(listener),
    async assignable() {
      const rows = await db
        .selectFrom("accounts")
        .select(["id", "name", "role"])
        .select(hasPassword)
        .where("role", "in", ASSIGNABLE)
        .where("disabled", "=", false)
        .where(hasCredential)
        .orderBy("name")
        .limit(MAX_ACCOUNTS)
        .execute();
      return rows.map(({ id, name, role }) => ({ id, name, role: Role.parse(role) }));
    },
    changed,
    hasActiveAdministrator: async (inside) => (await activeAdministrators(inside)).length > 0,
  };
}

export async function lockAdministrators(tx: Kysely<AuthTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK})`.execute(tx);
}

const hasCredential = sql<boolean>`exists (select from credentials where credentials.account_id = accounts.id)`;
const hasPassword = hasCredential.as("active");

async function activeAdministrators(db: Kysely<AuthTables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("accounts")
    .select("id")
    .where("role", "=", "administrator")
    .where("disabled", "=", false)
    .where(hasCredential)
    .limit(2)
    .execute();
  return rows.map((row) => row.id);
}

async function isLastAdministrator(db: Kysely<AuthTables>, accountId: string): Promise<boolean> {
  const [first, ...others] = await activeAdministrators(db);
  return first === accountId && others.length === 0;
}

const done: DeskAnswer<null> = { ok: true, value: null };
const refuse = (code: string, message: string) => ({ ok: false as const, code, message });
const unknownAccount = refuse("ACCOUNT_UNKNOWN", "There is no such account. Reload the list.");
const lastAdministrator = (what: string) =>
  refuse("LAST_ADMINISTRATOR", `The last administrator ${what}. Make somebody else an administrator first.`);

function rowOf(row: {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly disabled: boolean;
  readonly created_at: Date;
  readonly active: boolean;
}): AccountRow {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: Role.parse(row.role),
    createdAt: row.created_at.toISOString(),
    disabled: row.disabled,
    invited: !row.active,
  };
}
