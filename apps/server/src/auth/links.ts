import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { AuthTables } from "./tables.ts";

export const LINK_LIFETIME_MS = 7 * 24 * 3600_000;
/** A link that is over can still say so for this long; then it is unknown. */
const KEPT_MS = 90 * 24 * 3600_000;

export type LinkKind = AuthTables["one_time_links"]["kind"];
export interface LinkRefusal {
  readonly ok: false;
  readonly code: "LINK_UNKNOWN" | "LINK_USED" | "LINK_EXPIRED" | "ACCOUNT_DISABLED";
  readonly message: string;
}
export type LinkAnswer =
  | {
      readonly ok: true;
      readonly kind: LinkKind;
      readonly account: { readonly id: string; readonly name: string; readonly email: string } | null;
    }
  | LinkRefusal;

const SENTENCES = {
  LINK_UNKNOWN: "This link is not complete or not ours. Copy it again, whole, from where you got it.",
  LINK_USED: "This link was used already: it works once. If it was you, sign in with your password.",
  LINK_EXPIRED:
    "This link has expired or was replaced by a newer one. Ask an administrator for a new link; the first administrator restarts the server, which prints one. If no administrator can get in, start it with --administrator-link.",
  ACCOUNT_DISABLED: "This account is disabled. Ask an administrator to enable it.",
} as const;
const refuse = (code: LinkRefusal["code"]): LinkRefusal => ({ ok: false, code, message: SENTENCES[code] });

const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

export interface OneTimeLinks {
  /** A fresh token; older unused ones for the same purpose expire now. */
  issue(db: Kysely<AuthTables>, purpose: LinkPurpose): Promise<string>;
  /** What the link would do. Using it is `take`. */
  find(db: Kysely<AuthTables>, token: string): Promise<LinkAnswer>;
  /** Of two that take at once, one gets it; the other waits for the first one's transaction and is refused. */
  take(db: Kysely<AuthTables>, token: string): Promise<LinkAnswer>;
}
export type LinkPurpose =
  | { readonly kind: "first-administrator" | "administrator" }
  | { readonly kind: "invitation"; readonly accountId: string };

export function createOneTimeLinks({ now }: { readonly now: () => number }): OneTimeLinks {
  async function find(db: Kysely<AuthTables>, token: string): Promise<LinkAnswer> {
    const row = await db
      .selectFrom("one_time_links as link")
      .leftJoin("accounts as account", "account.id", "link.account_id")
      .select(["link.kind", "link.expires_at", "link.used_at", "account.id", "account.name", "account.email", "account.disabled"])
      .where("link.token_hash", "=", hashOfToken(token))
      .executeTakeFirst();
    if (!row) return refuse("LINK_UNKNOWN");
    if (row.used_at) return refuse("LINK_USED");
    if (row.expires_at.getTime() <= now()) return refuse("LINK_EXPIRED");
    if (row.disabled) return refuse("ACCOUNT_DISABLED");
    const account = row.id && row.name && row.email ? { id: row.id, name: row.name, email: row.email } : null;
    return { ok: true, kind: row.kind, account };
  }

  return {
    async issue(db, purpose) {
      const accountId = purpose.kind === "invitation" ? purpose.accountId : null;
      const at = new Date(now());
      await db
        .updateTable("one_time_links")
        .set({ expires_at: at })
        .where("kind", "=", purpose.kind)
        .where((row) => (accountId ? row("account_id", "=", accountId) : row("account_id", "is", null)))
        .where("used_at", "is", null)
        .where("expires_at", ">", at)
        .execute();
      await db
        .deleteFrom("one_time_links")
        .where("expires_at", "<", new Date(now() - KEPT_MS))
        .execute();
      const token = randomBytes(32).toString("base64url");
      await db
        .insertInto("one_time_links")
        .values({
          token_hash: hashOfToken(token),
          kind: purpose.kind,
          account_id: accountId,
          created_at: at,
          expires_at: new Date(now() + LINK_LIFETIME_MS),
          used_at: null,
        })
        .execute();
      return token;
    },
    find,
    async take(db, token) {
      const found = await find(db, token);
      if (!found.ok) return found;
      const at = new Date(now());
      const taken = await db
        .updateTable("one_time_links")
        .set({ used_at: at })
        .where("token_hash", "=", hashOfToken(token))
        .where("used_at", "is", null)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return taken.numUpdatedRows === 1n ? found : refuse("LINK_USED");
    },
  };
}
