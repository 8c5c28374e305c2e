import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import { type AccountDesk, lockAdministrators } from "./accounts.ts";
import { PASSWORD_LENGTH } from "./better-auth.ts";
import type { LinkAnswer, OneTimeLinks } from "./links.ts";
import type { AuthTables } from "./tables.ts";

export type WelcomeAnswer =
  | { readonly ok: true; readonly accountId: string; readonly email: string }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly field?: string };

export const Welcome = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, "Write your name.").max(120, "The name is too long: 120 characters at most.").optional(),
  email: z.email("This is not an e-mail address. It looks like name@example.org.").max(254).toLowerCase().optional(),
  password: z
    .string()
    .min(PASSWORD_LENGTH.min, `Choose a password of at least ${PASSWORD_LENGTH.min} characters.`)
    .max(PASSWORD_LENGTH.max, `The password is too long: ${PASSWORD_LENGTH.max} characters at most.`),
});
export type Welcome = z.infer<typeof Welcome>;

export interface WelcomeDesk {
  look(token: string): Promise<LinkAnswer>;
  /** Takes the link, makes or completes its account, and sets the password: all of it, or nothing and the link stays good. */
  enter(who: Welcome): Promise<WelcomeAnswer>;
}

export function createWelcome(options: {
  readonly db: Kysely<AuthTables>;
  readonly links: OneTimeLinks;
  readonly accounts: AccountDesk;
  /** Costly on purpose: done before the transaction, and only for a link that is good. */
  readonly hashPassword: (password: string) => Promise<string>;
  readonly now: () => number;
  readonly logger: Logger;
}): WelcomeDesk {
  const { db, links, now } = options;

  /** `recovery`: whoever runs the server asked for it. It also opens an account that is there, and makes it an administrator's. */
  async function administrator(tx: Kysely<AuthTables>, who: Welcome, at: Date, recovery: boolean): Promise<string> {
    await lockAdministrators(tx);
    if (!recovery && (await options.accounts.hasActiveAdministrator(tx))) {
      throw new Undone("ADMINISTRATOR_EXISTS", "This installation has an administrator already. Ask them for an invitation.");
    }
    if (!who.name) throw new Undone("INVALID_INPUT", "Write your name.", "name");
    if (!who.email) throw new Undone("INVALID_INPUT", "Write your e-mail address.", "email");
    const account = { name: who.name, role: "administrator", disabled: false, updated_at: at };
    const made = await tx
      .insertInto("accounts")
      .values({ ...account, id: randomUUID(), email: who.email, email_verified: false, image: null, created_at: at })
      .onConflict((conflict) => (recovery ? conflict.column("email").doUpdateSet(account) : conflict.column("email").doNothing()))
      .returning("id")
      .executeTakeFirst();
    if (!made) throw new Undone("EMAIL_TAKEN", `${who.email} has an account already. Use another address.`, "email");
    if (recovery) options.logger.warn({ account: made.id }, "the link for an administrator was used");
    return made.id;
  }

  /** The old password's sessions end with it. */
  async function setPassword(tx: Kysely<AuthTables>, accountId: string, password: string, at: Date): Promise<void> {
    await tx.deleteFrom("sessions").where("account_id", "=", accountId).execute();
    await tx.deleteFrom("credentials").where("account_id", "=", accountId).where("provider_id", "=", "credential").execute();
    const credential = { id: randomUUID(), account_id: accountId, provider_account_id: accountId, provider_id: "credential" };
    await tx
      .insertInto("credentials")
      .values({ ...credential, password, created_at: at, updated_at: at })
      .execute();
  }

  return {
    look: (token) => links.find(db, token),
    async enter(who) {
      const found = await links.find(db, who.token);
      if (!found.ok) return found;
      const hash = await options.hashPassword(who.password);
      const at = new Date(now());
      const answer = await db
        .transaction()
        .execute(async (tx): Promise<WelcomeAnswer> => {
          const taken = await links.take(tx, who.token);
          if (!taken.ok) return taken;
          const accountId = taken.account?.id ?? (await administrator(tx, who, at, taken.kind === "administrator"));
          if (taken.account && who.name) {
            await tx.updateTable("accounts").set({ name: who.name, updated_at: at }).where("id", "=", accountId).execute();
          }
          await setPassword(tx, accountId, hash, at);
          const { email } = await tx.selectFrom("accounts").select("email").where("id", "=", accountId).executeTakeFirstOrThrow();
          return { ok: true, accountId, email };
        })
        .catch((error: unknown) => {
          if (error instanceof Undone) return error.answer;
          throw error;
        });
      if (answer.ok) options.accounts.changed(answer.accountId);
      return answer;
    },
  };
}

/** Rolls the transaction back and carries the refusal out of it. */
class Undone extends Error {
  readonly answer: WelcomeAnswer;
  constructor(code: string, message: string, field?: string) {
    super(code);
    this.answer = { ok: false, code, message, ...(field ? { field } : {}) };
  }
}
