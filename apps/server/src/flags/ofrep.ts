import { hash } from "node:crypto";
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from "express";
import type { Logger } from "pino";
import type { ApiKeys, KeyHolder } from "../auth/port.ts";
import { ANSWER_MODE } from "./compile.ts";
import type { Evaluated, FlagSet } from "./evaluate.ts";
import { type Context, readContext } from "./evaluation-request.ts";
import type { FlagSets } from "./flag-sets.ts";
import type { Readings } from "./readings.ts";
import type { StreamTokens } from "./stream-token.ts";
import type { Streams } from "./streams.ts";
import { createTokenBuckets, type Rate } from "./token-bucket.ts";

export interface OfrepPorts {
  readonly flagSets: FlagSets;
  readonly readings: Readings;
  readonly apiKeys: ApiKeys;
  readonly streams: Streams;
  readonly tokens: StreamTokens;
  readonly logger: Logger;
  readonly now: () => number;
  readonly rate: Rate;
}

const READY_WITHIN_MS = 5_000;
const VERSION_WITHIN_MS = 1_000;
const BULK = "/ofrep/v1/evaluate/flags";
const STREAM = "/ofrep/v1/stream";

/** OpenFeature Remote Evaluation Protocol 0.3: the two evaluations and the change stream, for the service of the key. */
export function createOfrepRouter(ports: OfrepPorts): Router {
  const { flagSets, readings, streams, tokens } = ports;
  const buckets = createTokenBuckets({ rate: ports.rate, now: ports.now });
  const router = express.Router();

  /** The key's holder, or null after the refusal was sent. */
  async function admit(request: Request, response: Response): Promise<KeyHolder | null> {
    const secret = secretOf(request);
    const holder = secret ? await ports.apiKeys.verify(secret) : null;
    if (!holder) {
      response.setHeader("WWW-Authenticate", "Bearer");
      answer(response, 401, { errorDetails: "Send a valid API key as Authorization: Bearer … or X-API-Key." });
      return null;
    }
    if (!holder.scopes.includes("flags")) {
      answer(response, 403, { errorDetails: "This key has no scope “flags”. An administrator can make one that has." });
      return null;
    }
    return tooFast(response, holder.keyId) ? null : holder;
  }
  function tooFast(response: Response, keyId: string): boolean {
    const wait = buckets.take(keyId);
    if (wait > 0) tooMany(response, wait, "Too many requests with this key.");
    return wait > 0;
  }

  /** The flag set and the context, or null after the refusal was sent. */
  async function ask(request: Request, response: Response, key?: string) {
    const holder = await admit(request, response);
    if (!holder) return null;
    const context = await readContext(request);
    if (!context.ok) {
      // Whatever else of it is on its way is not wanted.
      if (!request.complete) response.setHeader("Connection", "close");
      answer(response, 400, key === undefined ? context.fault : { key, ...context.fault });
      return null;
    }
    if (!flagSets.isReady() && !(await within(flagSets.ready, READY_WITHIN_MS))) {
      answer(response, 500, { errorDetails: "The incident log is still being read. Keep the last flags and ask again." });
      return null;
    }
    return { holder, context: context.value };
  }
  function noteReading(flagSet: FlagSet, context: Context): void {
    const { instance } = context;
    if (typeof instance === "string") readings.read(flagSet.service, { instance, version: flagSet.version, at: ports.now() });
  }

  router.post(`${BULK}/:key`, async (request, response) => {
    const key = request.params.key;
    const asked = await ask(request, response, key);
    if (!asked) return;
    if (key !== ANSWER_MODE) {
      return answer(response, 404, { key, errorCode: "FLAG_NOT_FOUND", errorDetails: `The only flag is ${ANSWER_MODE}.` });
    }
    const flagSet = flagSets.get(asked.holder.service);
    const evaluated = flagSet.evaluate(asked.context);
    noteReading(flagSet, asked.context);
    answer(response, 200, flagAnswer(evaluated, flagSet));
  });

  router.post(BULK, async (request, response) => {
    const asked = await ask(request, response);
    if (!asked) return;
    const { service } = asked.holder;
    await untilVersion(flagSets, service, request.query.flagConfigEtag);
    const flagSet = flagSets.get(service);
    const evaluated = flagSet.evaluate(asked.context);
    noteReading(flagSet, asked.context);
    const etag = etagOf({ flagSet, context: asked.context, period: tokens.period() });
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    const requestUri = `${STREAM}?token=${tokens.issue(asked.holder)}`;
    answer(response, 200, {
      flags: [flagAnswer(evaluated, flagSet)],
      metadata: metadataOf(flagSet),
      eventStreams: [{ type: "sse", endpoint: { requestUri }, inactivityDelaySec: 120 }],
    });
  });

  router.get(STREAM, async (request, response) => {
    const { token } = request.query;
    const holder = typeof token === "string" ? tokens.verify(token) : await admit(request, response);
    if (!holder) {
      if (!response.headersSent)
        answer(response, 401, { errorDetails: "The stream's token is not valid any more. Evaluate again." });
      return;
    }
    if (typeof token === "string" && tooFast(response, holder.keyId)) return;
    if (!streams.open(request, response, holder)) tooMany(response, 30, "Too many streams are open.");
  });

  router.use("/ofrep", ((error, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof URIError)
      return answer(response, 400, { errorCode: "GENERAL", errorDetails: "The flag key is not valid UTF-8." });
    ports.logger.error({ err: error }, "A flag could not be evaluated.");
    answer(response, 500, { errorDetails: "Firebreak failed to evaluate. Keep the last flags and ask again." });
  }) satisfies ErrorRequestHandler);

  return crossOrigin(router);
}

/**
 * A browser of any origin may ask, with a key in a header; no cookie is looked at here. Other paths are not opened.
 */
function crossOrigin(inner: Router): Router {
  const outer = express.Router();
  outer.use("/ofrep", (request, response, next) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Retry-After");
    if (request.method !== "OPTIONS") return next();
    response
      .writeHead(204, {
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, X-API-Key, Content-Type, If-None-Match, Last-Event-ID, Cache-Control",
        "Access-Control-Max-Age": "600",
      })
      .end();
  });
  outer.use(inner);
  return outer;
}

/** Written by hand: Express would hash every answer for an ETag of its own. */
function answer(response: Response, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json; charset=utf-8", "Content-Length": Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}
function tooMany(response: Response, seconds: number, errorDetails: string): void {
  response.setHeader("Retry-After", String(seconds));
  answer(response, 429, { errorDetails });
}

function flagAnswer(evaluated: Evaluated, flagSet: FlagSet) {
  return { key: ANSWER_MODE, ...evaluated, metadata: metadataOf(flagSet) };
}
const metadataOf = (flagSet: FlagSet) => ({ flagSetId: flagSet.service, version: flagSet.version });

function secretOf(request: Request): string | null {
  const { authorization, "x-api-key": apiKey } = request.headers;
  if (typeof apiKey === "string" && apiKey !== "") return apiKey;
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? "");
  return bearer?.[1] ?? null;
}

/**
 * Rules and context, both: web providers re-send the old tag after their context changed. The period of the stream's
 * token too, so that a client never keeps an address that has run out.
 */
function etagOf(parts: { readonly flagSet: FlagSet; readonly context: Context; readonly period: number }): string {
  const { service, version } = parts.flagSet;
  const text = JSON.stringify([service, version, parts.period, Object.entries(parts.context).toSorted(byName)]);
  return `"${hash("sha256", text, "base64url").slice(0, 27)}"`;
}
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

/** A client told of a version by one node may ask another that has not read it yet. */
async function untilVersion(flagSets: FlagSets, service: string, etag: unknown): Promise<void> {
  const wanted = typeof etag === "string" ? Number(/^v(\d{1,12})$/.exec(etag)?.[1]) : Number.NaN;
  if (!(wanted > flagSets.get(service).version)) return;
  let stop = () => {};
  const arrived = new Promise<void>((resolve) => {
    stop = flagSets.onChange((changed, version) => {
      if (changed === service && version >= wanted) resolve();
    });
  });
  await within(arrived, VERSION_WITHIN_MS);
  stop();
}

/** false: it took longer, or failed. */
async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true as const), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
