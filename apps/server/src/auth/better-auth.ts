import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { AuthTables } from "./tables.ts";

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;
const SESSION_SECONDS = 7 * 24 * 3600;
/** Set by our router from the socket (or a trusted proxy), never taken from the client. */
export const CLIENT_ADDRESS_HEADER = "x-firebreak-client-address";
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

export interface BetterAuthConfig {
  readonly db: Kysely<AuthTables>;
  readonly publicUrl: string;
  readonly secret: string;
  readonly logger: Logger;
}

/**
 * The library's options, apart so that the schema can be generated from them. Its tables carry our names and are made by
 * migration 010-auth. OIDC: add `genericOAuth` to `plugins`; its accounts land in `credentials`, tokens encrypted.
 */
export function betterAuthOptions({ db, publicUrl, secret, logger }: BetterAuthConfig) {
  return {
    appName: "Firebreak",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    database: { db, type: "postgres" as const },
    trustedOrigins: (request?: Request) => ownOrigins(request),
    emailAndPassword: {
      enabled: true,
      // Accounts exist only by one-time links.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
    },
    user: {
      modelName: "accounts",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
      additionalFields: {
        // `input: false`: no request of the library's own API can set them.
        role: { type: "string" as const, required: true, input: false },
        disabled: { type: "boolean" as const, required: true, input: false, defaultValue: false },
      },
    },
    session: {
      modelName: "sessions",
      fields: {
        userId: "account_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
    },
    account: {
      modelName: "credentials",
      encryptOAuthTokens: true,
      fields: {
        userId: "account_id",
        accountId: "provider_account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      modelName: "verifications",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    // Our own limits count by address and by e-mail and say how long to wait (attempts.ts).
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "firebreak",
      useSecureCookies: publicUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" as const, path: "/" },
      // Named so that no test environment turns them off by itself.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    databaseHooks: { session: { create: { before: (session: { userId: string }) => beforeSession(db, session.userId) } } },
    telemetry: { enabled: false },
    // A refusal goes to whoever was refused; without this the library also prints it past our logger.
    onAPIError: {
      onError: (error: unknown) => {
        if (!(error instanceof APIError) || error.status === "INTERNAL_SERVER_ERROR")
          logger.error({ err: error }, "sign-in failed");
      },
    },
    logger: {
      level: "warn" as const,
      log: (level: "debug" | "info" | "warn" | "error", message: string) => logger[level]({ library: "better-auth" }, message),
    },
  };
}

/** Also reachable by its loopback names: a browser's Origin must then be the Host that it asked. */
function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get("host") ?? "";
  return LOOPBACK.test(host) ? [`http://${host}`] : [];
}

/** Each sign-in also clears away what has ended, so the table holds a week of sessions at most. */
async function beforeSession(db: Kysely<AuthTables>, accountId: string): Promise<void> {
  await db.deleteFrom("sessions").where("expires_at", "<", new Date()).execute();
  const account = await db.selectFrom("accounts").select("disabled").where("id", "=", accountId).executeTakeFirst();
  if (account && !account.disabled) return;
  throw new APIError("FORBIDDEN", {
    code: "ACCOUNT_DISABLED",
    message: "This account is disabled. Ask an administrator to enable it.",
  });
}

export interface OpenSession {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly disabled: boolean;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What the rest of the room needs of the library; its inferred type stays behind this. */
export interface SignInEngine {
  handler(request: Request): Promise<Response>;
  /** Follows the signed cookie to the database; null: no session, ended or expired. */
  session(headers: Headers): Promise<OpenSession | null>;
  /** The response carries the session cookie. */
  signIn(who: { readonly email: string; readonly password: string }, headers: Headers): Promise<Response>;
}

export function createSignInEngine(config: BetterAuthConfig): SignInEngine {
  const auth = betterAuth(betterAuthOptions(config));
  return {
    handler: (request) => auth.handler(request),
    session: async (headers) => {
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      if (!found) return null;
      const { id: accountId, name, email, role, disabled } = found.user;
      return { accountId, name, email, role, disabled, expiresAt: found.session.expiresAt.getTime() };
    },
    signIn: (body, headers) => auth.api.signInEmail({ body, headers, asResponse: true }),
  };
}
