import type { FlagEvaluation } from "@firebreak/signals";
import { type Request, type Response, Router } from "express";
import type { Logger } from "pino";
import type { ApiKeys } from "../../auth/port.ts";
import type { TelemetryStore } from "../../telemetry/port.ts";
import { secretOf } from "../secret-of.ts";
import { type BodyLimits, createBodyReader } from "./body.ts";
import { DOORS, type Door } from "./doors.ts";
import { createIntakeQueue, type Outcome, type QueueLimits } from "./queue.ts";
import { CONTENT_TYPE, type Encoding, type Refusal, replyRefused } from "./reply.ts";
import { BadRequest, TooManyItems } from "./request.ts";

export interface IntakeLimits extends BodyLimits, QueueLimits {
  /** Older telemetry is rejected; not more than the retention. */
  readonly oldestMs: number;
  /** How far a sender's clock may be ahead. */
  readonly aheadMs: number;
  /** For what waits at `close`. */
  readonly drainMs: number;
}
const MEBIBYTE = 1024 * 1024;
const DAY_MS = 86_400_000;
export const INTAKE_LIMITS: IntakeLimits = {
  bodyBytes: 20 * MEBIBYTE,
  bytesInFlight: 128 * MEBIBYTE,
  bodyTimeoutMs: 30_000,
  queueRows: 200_000,
  queueBytes: 256 * MEBIBYTE,
  serviceShare: 0.75,
  batchRows: 20_000,
  batchDelayMs: 250,
  insertTimeoutMs: 30_000,
  oldestMs: 30 * DAY_MS,
  aheadMs: 10 * 60_000,
  drainMs: 10_000,
};

export interface IntakeStats {
  readonly requests: number;
  readonly refused: number;
  /** Spans, log records, data points and truths that a request held and its answer counted as rejected. */
  readonly rejectedItems: number;
  readonly storedRows: number;
  readonly failedRows: number;
  readonly queuedRows: number;
  readonly queuedBytes: number;
}
export interface Intake {
  /** POST /v1/traces, /v1/logs, /v1/metrics, /v1/ground-truth. Mount it before anything that reads bodies. */
  readonly router: Router;
  stats(): IntakeStats;
  /** Stores what waits, within `drainMs`; later requests are answered 503. */
  close(): Promise<void>;
}
export interface IntakeOptions {
  readonly store: Pick<TelemetryStore, "insert">;
  readonly apiKeys: Pick<ApiKeys, "verify">;
  readonly limits?: Partial<IntakeLimits>;
  readonly logger: Logger;
  /** Called as soon as they are read, before they are stored: acknowledgements must not wait for a batch. */
  readonly onFlagEvaluations: (evaluations: readonly FlagEvaluation[]) => void;
  readonly now?: () => number;
}
/** The OTLP/HTTP door, and ground truth in plain JSON. 200 means durable; every refusal is the protocol's own, in the sender's encoding. */
export function createIntake(options: IntakeOptions): Intake {
  const limits: IntakeLimits = { ...INTAKE_LIMITS, ...options.limits };
  const now = options.now ?? Date.now;
  const bodies = createBodyReader(limits);
  const queue = createIntakeQueue({ store: options.store, limits, logger: options.logger });
  const counted = { requests: 0, refused: 0, rejectedItems: 0 };

  async function receive(door: Door, request: Request, response: Response): Promise<void> {
    counted.requests += 1;
    const encoding = encodingOf(request, door.encodings);
    const refuse = (refusal: Refusal): void => {
      counted.refused += 1;
      // What was not read of the body would otherwise be taken for the next request.
      if (!request.complete) response.set("Connection", "close");
      replyRefused(response, encoding ?? "json", refusal);
    };
    const holder = await options.apiKeys.verify(secretOf(request)).catch((error: unknown) => {
      options.logger.error({ err: error }, "the API keys could not be read; a sender of telemetry was told to send again");
      return undefined;
    });
    if (holder === undefined)
      return refuse({ ...REFUSED.failed, message: "Firebreak cannot check keys now. Send it again later." });
    if (holder === null) return refuse({ status: 401, message: "Send an API key: Authorization: Bearer <key>." });
    if (!holder.scopes.includes("intake"))
      return refuse({ status: 403, message: "This API key may not send telemetry. Use one with the scope intake." });
    if (encoding === null)
      return refuse({ status: 415, message: `Send ${door.encodings.map((one) => CONTENT_TYPE[one]).join(" or ")}.` });
    const body = await bodies.read(request);
    if (!body.ok) return refuse(body.refusal);
    const admission = { service: holder.service, now: now(), oldestMs: limits.oldestMs, aheadMs: limits.aheadMs };
    const read = understood(() => door.read(body.bytes, encoding, admission));
    if (!read.ok) return refuse({ status: read.status, message: read.message });
    const { batch, rejected, reply } = read.value;
    if (batch.flagEvaluations.length > 0) options.onFlagEvaluations(batch.flagEvaluations);
    const outcome = await queue.submit({ service: holder.service, batch, bytes: body.bytes.length });
    if (outcome !== "stored") return refuse(REFUSED[outcome]);
    counted.rejectedItems += rejected;
    reply(response);
  }

  const router = Router();
  for (const door of DOORS) router.post(door.path, (request, response) => receive(door, request, response));
  return {
    router,
    stats: () => {
      const { rows, bytes, stored, failed } = queue.standing();
      return { ...counted, storedRows: stored, failedRows: failed, queuedRows: rows, queuedBytes: bytes };
    },
    close: () => queue.close(limits.drainMs),
  };
}

const REFUSED: Readonly<Record<Exclude<Outcome, "stored">, Refusal>> = {
  "share-full": {
    status: 429,
    message: "This service sends faster than it can be stored. Send it again later.",
    retryAfterSeconds: 1,
  },
  full: { status: 503, message: "The intake is full. Send it again later.", retryAfterSeconds: 1 },
  failed: { status: 503, message: "The telemetry could not be stored. Send it again later.", retryAfterSeconds: 5 },
};

function encodingOf(request: Request, understands: readonly Encoding[]): Encoding | null {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  return understands.find((encoding) => CONTENT_TYPE[encoding] === type) ?? null;
}

function understood<T>(
  read: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly status: 400 | 413; readonly message: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof BadRequest)
      return { ok: false, status: error instanceof TooManyItems ? 413 : 400, message: error.message };
    throw error;
  }
}
