import express, { type Request, type Response, type Router } from "express";
import type { Logger } from "pino";
import { type Attempts, createAttempts } from "./attempts.ts";
import { CLIENT_ADDRESS_HEADER, type SignInEngine } from "./better-auth.ts";
import type { Sessions } from "./sessions.ts";
import { Welcome, type WelcomeDesk } from "./welcome.ts";

const MINUTE_MS = 60_000;
const BODY_LIMIT = "16kb";

/** The library's own words, where they do not say what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: "The e-mail address or the password is wrong. Check both and try again.",
  INVALID_EMAIL: "This is not an e-mail address. It looks like name@example.org.",
  INVALID_ORIGIN: "This page was opened under an address that Firebreak does not know. Open it under its public address.",
};

export interface AuthRouterOptions {
  readonly engine: SignInEngine;
  readonly sessions: Sessions;
  readonly welcome: WelcomeDesk;
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/**
 * /api/auth/* and /api/welcome. Of the library's many endpoints only those that the browser needs are open; whatever a
 * newer version of it adds stays shut until somebody opens it here.
 */
export function createAuthRouter(options: AuthRouterOptions): Router {
  const { now } = options;
  const byAddress = createAttempts({ max: 30, windowMs: MINUTE_MS, now });
  // By address too: a stranger who knows a commander's e-mail must not be able to lock them out.
  const byPerson = createAttempts({ max: 10, windowMs: 10 * MINUTE_MS, now });
  const router = express.Router();
  router.use(["/api/auth", "/api/welcome"], (_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  router.use(["/api/auth", "/api/welcome"], express.json({ limit: BODY_LIMIT }));

  router.post("/api/auth/sign-in/email", async (request, response) => {
    if (refuseTooMany(response, byAddress, addressOf(request))) return;
    const person = `${addressOf(request)} ${String(request.body?.email).toLowerCase()}`;
    if (refuseTooMany(response, byPerson, person)) return;
    const answer = await options.engine.handler(webRequest(request, options.publicUrl));
    if (answer.ok) byPerson.forgive(person);
    await send(answer, response);
  });
  router.post("/api/auth/sign-out", async (request, response) => {
    await send(await options.engine.handler(webRequest(request, options.publicUrl)), response);
    options.sessions.forgetOne(request.headers);
  });
  router.get("/api/auth/get-session", async (request, response) => {
    await send(await options.engine.handler(webRequest(request, options.publicUrl)), response);
  });
  router.use("/api/auth", (_request, response) => {
    response.status(404).json({ code: "NOT_FOUND", message: "Firebreak does not open this door." });
  });

  mountWelcome(router, options, byAddress);
  router.use(["/api/auth", "/api/welcome"], unreadable(options.logger));
  return router;
}

function mountWelcome(router: Router, { welcome, engine }: AuthRouterOptions, byAddress: Attempts): void {
  router.get("/api/welcome", async (request, response) => {
    if (refuseTooMany(response, byAddress, addressOf(request))) return;
    const answer = await welcome.look(typeof request.query.token === "string" ? request.query.token : "");
    if (!answer.ok) response.status(answer.code === "ACCOUNT_DISABLED" ? 403 : 404).json(answer);
    else
      response.json({
        ok: true,
        // Both ask the same of a person: a name, an address, a password.
        kind: answer.kind === "administrator" ? "first-administrator" : answer.kind,
        ...(answer.account && { name: answer.account.name, email: answer.account.email }),
      });
  });
  router.post("/api/welcome", async (request, response) => {
    if (refuseTooMany(response, byAddress, addressOf(request))) return;
    const who = Welcome.safeParse(request.body);
    if (!who.success) {
      const [issue] = who.error.issues;
      const field = String(issue?.path[0] ?? "");
      const message = field === "token" ? "This link is not complete. Copy it again, whole." : (issue?.message ?? "Send JSON.");
      response.status(400).json({ ok: false, code: "INVALID_INPUT", message, field });
      return;
    }
    const answer = await welcome.enter(who.data);
    if (!answer.ok) {
      response.status(STATUS[answer.code] ?? 409).json(answer);
      return;
    }
    const signedIn = await engine.signIn({ email: answer.email, password: who.data.password }, clientHeaders(request));
    if (!signedIn.ok) {
      await send(signedIn, response);
      return;
    }
    response.setHeader("set-cookie", signedIn.headers.getSetCookie());
    response.json({ ok: true });
  });
}

const STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  ACCOUNT_DISABLED: 403,
  LINK_UNKNOWN: 404,
  LINK_USED: 409,
  LINK_EXPIRED: 410,
};

function addressOf(request: Request): string {
  return request.ip ?? "unknown";
}

function refuseTooMany(response: Response, attempts: Attempts, key: string): boolean {
  const seconds = attempts.spend(key);
  if (seconds === 0) return false;
  const message = `Too many attempts. Wait ${seconds} s, then try again.`;
  response.status(429).set("retry-after", String(seconds)).json({ ok: false, code: "TOO_MANY_ATTEMPTS", message });
  return true;
}

function clientHeaders(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === "content-length" || name === "transfer-encoding") continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  headers.set(CLIENT_ADDRESS_HEADER, addressOf(request));
  return headers;
}

function webRequest(request: Request, publicUrl: string): globalThis.Request {
  const url = new URL(request.originalUrl, publicUrl);
  const headers = clientHeaders(request);
  if (request.method === "GET") return new globalThis.Request(url, { headers });
  return new globalThis.Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) });
}

async function send(answer: globalThis.Response, response: Response): Promise<void> {
  const text = await answer.text();
  response.status(answer.status);
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  if (answer.ok) response.send(text);
  else response.json(refusalIn(text));
}

function refusalIn(text: string): { ok: false; code: string; message: string } {
  let said: { code?: unknown; message?: unknown } = {};
  try {
    said = JSON.parse(text) ?? {};
  } catch {
    // Not JSON: the general sentence below says enough.
  }
  const code = typeof said.code === "string" ? said.code : "REFUSED";
  const message = SENTENCES[code] ?? (typeof said.message === "string" ? said.message : "This did not work. Try again.");
  return { ok: false, code, message };
}

/** A body that is no JSON or too big; anything else is a bug, logged, and says nothing of the inside. */
function unreadable(logger: Logger) {
  return (error: { status?: number }, _request: Request, response: Response, next: (error: unknown) => void) => {
    if (response.headersSent) return next(error);
    const status = typeof error.status === "number" && error.status < 500 ? error.status : 500;
    if (status === 500) logger.error({ err: error }, "sign-in failed");
    const message =
      status === 500 ? "Firebreak could not do this now. Try again in a moment." : "The request is not readable JSON.";
    response.status(status).json({ ok: false, code: status === 500 ? "FAILED" : "BAD_REQUEST", message });
  };
}
