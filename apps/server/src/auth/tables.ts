import type { ColumnType } from "kysely";

type Moment = ColumnType<Date, Date, Date>;
type MadeAt = ColumnType<Date, Date, never>;

/**
 * Rows as migration 010-auth makes them. `accounts` and `credentials` are better-auth's `user` and `account`. A type, not an
 * interface: Kysely's `withTables` asks for an index signature.
 */
export type AuthTables = {
  accounts: {
    id: string;
    name: string;
    email: string;
    email_verified: boolean;
    image: string | null;
    role: string;
    disabled: boolean;
    created_at: MadeAt;
    updated_at: Moment;
  };
  credentials: {
    id: string;
    account_id: string;
    provider_id: string;
    provider_account_id: string;
    password: string | null;
    created_at: MadeAt;
    updated_at: Moment;
  };
  sessions: { id: string; account_id: string; token: string; expires_at: Moment };
  one_time_links: {
    /** SHA-256 of the token, hex. The token itself is stored nowhere. */
    token_hash: string;
    kind: "first-administrator" | "administrator" | "invitation";
    /** null: the link makes its account. */
    account_id: string | null;
    created_at: MadeAt;
    expires_at: Moment;
    used_at: Moment | null;
  };
  api_keys: {
    id: string;
    name: string;
    service: string;
    scopes: string[];
    start: string;
    secret_hash: string;
    created_at: MadeAt;
    last_used_at: Moment | null;
    revoked_at: Moment | null;
  };
};
