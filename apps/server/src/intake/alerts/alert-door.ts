import express, { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { Logger } from "pino";
import type { z } from "zod";
import type { ApiKeys } from "../../auth/port.ts";
import { type Inbox, InboxFull } from "../../inbox/port.ts";
import { secretOf } from "../secret-of.ts";
import { reportsOf } from "./report-of-alert.ts";
import { type Sender, VERSIONS, WebhookBody } from "./webhook-body.ts";

const BODY_LIMIT = "2mb";
const PATHS: Readonly<Record<Sender, string>> = {
  alertmanager: "/v1/alerts/alertmanager",
  grafana: "/v1/alerts/grafana",
};

export interface AlertDoorOptions {
  readonly inbox: Pick<Inbox, "report">;
  readonly apiKeys: Pick<ApiKeys, "verify">;
  readonly logger: Logger;
}

/**
 * Where Alertmanager and Grafana deliver. 200 means that every alert of the delivery is in the inbox. What cannot be understood is
 * refused with 400, which they do not send again; what could not be kept is answered 503, which they do.
 */
export function createAlertDoor({ inbox, apiKeys, logger }: AlertDoorOptions): Router {
  const refuse = (response: Response, status: number, code: string, message: string): void => {
    if (status === 503) response.set("Retry-After", "5");
    response.status(status).json({ code, message });
  };

  async function authorise(request: Request, response: Response): Promise<string | null> {
    const holder = await apiKeys.verify(secretOf(request)).catch((error: unknown) => {
      logger.error({ err: error }, "the API keys could not be read; a sender of alerts was told to send again");
      return undefined;
    });
    if (holder === undefined) refuse(response, 503, "UNAVAILABLE", "Firebreak cannot check keys now. Send it again later.");
    else if (holder === null) refuse(response, 401, "UNAUTHORIZED", "Send an API key: Authorization: Bearer <key>.");
    else if (!holder.scopes.includes("alerts"))
      refuse(response, 403, "FORBIDDEN", "This API key may not send alerts. Use one with the scope alerts.");
    else return holder.service;
    return null;
  }

  async function deliver(sender: Sender, service: string, body: unknown, response: Response): Promise<void> {
    const parsed = WebhookBody.safeParse(body);
    if (!parsed.success)
      return refuse(response, 400, "NOT_UNDERSTOOD", `This is not what ${sender} sends: ${whyNot(parsed.error)}.`);
    if (parsed.data.version !== VERSIONS[sender])
      return refuse(
        response,
        400,
        "OTHER_VERSION",
        `Version ${parsed.data.version} is not understood here; ${sender} sends version "${VERSIONS[sender]}".`,
      );
    if (parsed.data.truncatedAlerts > 0)
      logger.warn({ sender, truncated: parsed.data.truncatedAlerts }, "a delivery left alerts out; raise max_alerts");
    try {
      await inbox.report(reportsOf(sender, parsed.data, service));
    } catch (error) {
      logger.error({ err: error, sender }, "alerts could not be kept; their sender was told to send them again");
      const message = error instanceof InboxFull ? error.message : "The alerts could not be kept. Send them again later.";
      return refuse(response, 503, "UNAVAILABLE", message);
    }
    response.json({ accepted: parsed.data.alerts.length });
  }

  const router = Router();
  const json = express.json({ limit: BODY_LIMIT, type: () => true });
  for (const sender of ["alertmanager", "grafana"] as const) {
    // The key comes first: a stranger's body is not parsed.
    router.post(PATHS[sender], async (request, response, next) => {
      const service = await authorise(request, response);
      if (service === null) return;
      json(request, response, (error?: unknown) => {
        if (error) return next(error);
        void deliver(sender, service, request.body, response).then(null, next);
      });
    });
  }
  const unreadable: ErrorRequestHandler = (error: { status?: unknown }, _request, response, next) => {
    if (response.headersSent || typeof error?.status !== "number" || error.status >= 500) return next(error);
    const tooLarge = error.status === 413;
    refuse(
      response,
      tooLarge ? 413 : 400,
      tooLarge ? "TOO_LARGE" : "NOT_JSON",
      tooLarge ? `The delivery is larger than ${BODY_LIMIT}; set max_alerts.` : "This is not JSON.",
    );
  };
  router.use(Object.values(PATHS), unreadable);
  return router;
}

/** The first three faults, with their places. */
function whyNot(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "the body"} ${issue.message}`)
    .join("; ");
}
