import express, { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { Logger } from "pino";
import type { ApiKeys } from "../../auth/port.ts";
import type { ChangeDeliveries, Changes } from "../../changes/port.ts";
import { secretOf } from "../secret-of.ts";
import type { Headers } from "./announcement.ts";
import { type Delivery, read } from "./read.ts";
import { prove } from "./signatures.ts";

const BODY_LIMIT = "1mb";

export interface ChangeDoorOptions {
  readonly changes: Pick<Changes, "report"> & { readonly deliveries: ChangeDeliveries };
  readonly apiKeys: Pick<ApiKeys, "verify">;
  readonly now: () => number;
  readonly logger: Logger;
}
type Answer =
  | { readonly status: 200; readonly accepted: number; readonly note: string | null }
  | { readonly status: 401 | 403 | 404 | 409 | 422 | 503; readonly code: string; readonly message: string };

/**
 * Where other systems announce changes: each by a door of its own that knows its signature, or in plain JSON with an API key of the
 * scope `changes`. 200 means that it is kept; what is no change is answered 200 with the reason, so that its sender stays content.
 */
export function createChangeDoor(options: ChangeDoorOptions): Router {
  const { logger } = options;
  const router = Router();
  // As it was sent, never unpacked or parsed: that is what was signed.
  const raw = express.raw({ limit: BODY_LIMIT, type: () => true, inflate: false });
  const door = (answerOf: (request: Request) => Promise<Answer>) => async (request: Request, response: Response) => {
    const failed = (error: unknown): Answer => {
      logger.error({ err: error }, "a change could not be kept; its sender was told to send it again");
      return { status: 503, code: "UNAVAILABLE", message: "The change could not be kept. Send it again later." };
    };
    send(response, await answerOf(request).catch(failed));
  };
  router.post(
    "/v1/changes",
    raw,
    door((request) => byKey(options, request)),
  );
  router.post(
    "/v1/changes/:doorId",
    raw,
    door((request) => byDoor(options, request)),
  );
  router.use("/v1/changes", unreadable);
  return router;
}

async function byKey({ apiKeys, changes, now }: ChangeDoorOptions, request: Request): Promise<Answer> {
  const holder = await apiKeys.verify(secretOf(request));
  if (holder === null) return { status: 401, code: "UNAUTHORIZED", message: "Send an API key: Authorization: Bearer <key>." };
  if (!holder.scopes.includes("changes"))
    return { status: 403, code: "FORBIDDEN", message: "This API key may not announce changes. Use one with the scope changes." };
  const found = read({ ...deliveryOf(request), source: "json", service: holder.service }, now());
  if (!found.ok) return notUnderstood(found.problem);
  await changes.report(found.reports);
  return { status: 200, accepted: found.reports.length, note: found.note };
}

async function byDoor(options: ChangeDoorOptions, request: Request): Promise<Answer> {
  const { deliveries } = options.changes;
  const doorId = String(request.params.doorId);
  const opened = await deliveries.open(doorId);
  if (opened === null)
    return {
      status: 404,
      code: "NO_DOOR",
      message: "There is no such door, or it was revoked. Make one under Settings, Changes.",
    };
  const answer = await check(options, { ...deliveryOf(request), ...opened });
  if (answer.status !== 200) await deliveries.noteRefusal(doorId, answer.message);
  return answer;
}

type AtDoor = Delivery & NonNullable<Awaited<ReturnType<ChangeDeliveries["open"]>>>;
async function check({ changes, now }: ChangeDoorOptions, delivery: AtDoor): Promise<Answer> {
  const { secret } = delivery;
  if (secret === null)
    return {
      status: 503,
      code: "SECRET_LOST",
      message: "The server's own secret was changed, so this door cannot check its senders. Make a new door.",
    };
  const proof = prove(delivery.source, { ...delivery, secret, now: now() });
  if (!proof.ok) return { status: 401, code: "UNAUTHORIZED", message: proof.why };
  const found = read(delivery, now());
  if (!found.ok) return notUnderstood(found.problem);
  const taken = await changes.deliveries.take(delivery, { marks: [...proof.marks, ...found.marks], reports: found.reports });
  if (taken) return { status: 200, accepted: found.reports.length, note: found.note };
  return { status: 409, code: "REPLAYED", message: "This delivery was taken before. Each one is taken once." };
}

const notUnderstood = (message: string): Answer => ({ status: 422, code: "NOT_UNDERSTOOD", message });

function send(response: Response, answer: Answer): void {
  if (answer.status === 503) response.set("Retry-After", "5");
  if (answer.status !== 200) response.status(answer.status).json({ code: answer.code, message: answer.message });
  else response.json({ accepted: answer.accepted, ...(answer.note === null ? {} : { note: answer.note }) });
}

function deliveryOf(request: Request): Pick<Delivery, "body" | "header"> {
  const header: Headers = (name) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : "";
  };
  return { header, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}

const unreadable: ErrorRequestHandler = (error: { status?: unknown }, _request, response, next) => {
  if (response.headersSent || typeof error?.status !== "number" || error.status >= 500) return next(error);
  if (error.status === 413)
    response.status(413).json({ code: "TOO_LARGE", message: "The delivery is larger than 1 MiB. Send it in several." });
  else if (error.status === 415)
    response.status(415).json({ code: "COMPRESSED", message: "Send the body as it is, without a Content-Encoding." });
  else response.status(400).json({ code: "NOT_READ", message: "The body could not be read to its end. Send it again." });
};
