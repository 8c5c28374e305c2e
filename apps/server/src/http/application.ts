import { createExpressMiddleware } from "@trpc/server/adapters/express";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import { appRouter } from "../api/router.ts";
import type { ApiContext } from "../api/trpc.ts";
import type { Auth } from "../auth/create-auth.ts";
import { browserApp } from "./browser-app.ts";
import { type HealthChecks, healthz } from "./health.ts";
import type { SameOrigin } from "./same-origin.ts";
import { securityHeaders } from "./security-headers.ts";

const MAX_COMMAND_BYTES = 256 * 1024;
/** The browser asks at most so much at once (`maxItems` in its tRPC link). */
const MAX_BATCH = 20;
/** Where a program asks: it gets JSON, also when there is nothing. */
const DOORS = ["/trpc", "/api", "/v1", "/ofrep", "/live"];

export interface ApplicationOptions {
  readonly publicUrl: string;
  readonly trustProxy: number | readonly string[];
  readonly sameOrigin: SameOrigin;
  readonly accountOf: Auth["accountOf"];
  readonly api: Omit<ApiContext, "account">;
  /** Routers of other rooms; each mounts its own absolute paths and parses its own bodies. */
  readonly rooms: readonly RequestHandler[];
  readonly health: HealthChecks;
  readonly webFolder: string;
  readonly logger: Logger;
}

export function createApplication(options: ApplicationOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustProxy);
  app.set("query parser", "simple");
  app.use(securityHeaders(options.publicUrl));
  app.get("/healthz", healthz(options.health, options.api.now));
  for (const room of options.rooms) app.use(room);
  app.use("/trpc", refuseForeignPages(options.sameOrigin), trpc(options));
  app.use(DOORS, (_request, response) => {
    response.status(404).json({ code: "NOT_FOUND", message: "There is nothing at this address." });
  });
  app.use(browserApp(options.webFolder));
  app.use(lastResort(options.logger));
  return app;
}

function trpc({ api, accountOf, logger }: ApplicationOptions): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    maxBodySize: MAX_COMMAND_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext: async ({ req, res }): Promise<ApiContext> => {
      res.setHeader("cache-control", "no-store");
      return { ...api, account: await accountOf(req.headers) };
    },
    onError: ({ error, path }) => {
      if (error.code === "INTERNAL_SERVER_ERROR") logger.error({ err: error.cause ?? error, path }, "a request failed");
    },
  });
}

/** A cookie comes along from every page; only ours may act with it. */
function refuseForeignPages(sameOrigin: SameOrigin): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || sameOrigin(request.headers, { silence: false })) return next();
    response.status(403).json({
      code: "FOREIGN_ORIGIN",
      message: "This request does not come from Firebreak's own pages. Open Firebreak under its public address.",
    });
  };
}

/** Tells the log what happened and the outside only that it did. */
function lastResort(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) logger.error({ err: error, path: request.path }, "a request failed");
    if (response.headersSent) return next(error);
    const message = status >= 500 ? "The server failed on this request. It is in its log." : "This request cannot be read.";
    response.status(status).json({ code: status >= 500 ? "FAILED" : "BAD_REQUEST", message });
  };
}
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}
