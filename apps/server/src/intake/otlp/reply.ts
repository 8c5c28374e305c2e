import type { Response } from "express";
import protobuf from "protobufjs/minimal.js";
import type { Rejections } from "./admission.ts";

/** OTLP/HTTP answers in the encoding of the request. */
export type Encoding = "protobuf" | "json";
export type SignalPath = "traces" | "logs" | "metrics";

export const CONTENT_TYPE: Readonly<Record<Encoding, string>> = { protobuf: "application/x-protobuf", json: "application/json" };
const REJECTED_FIELD: Readonly<Record<SignalPath, string>> = {
  traces: "rejectedSpans",
  logs: "rejectedLogRecords",
  metrics: "rejectedDataPoints",
};
/** google.rpc.Code */
const CODES = { 400: 3, 401: 16, 403: 7, 408: 4, 413: 8, 415: 3, 429: 8, 503: 14 } as const;

export interface Refusal {
  readonly status: keyof typeof CODES;
  readonly message: string;
  /** Only where repeating makes sense. */
  readonly retryAfterSeconds?: number;
}

/** Export*ServiceResponse; `partial_success` (field 1) only when something was rejected. */
export function replyAccepted(response: Response, encoding: Encoding, path: SignalPath, rejected: Rejections): void {
  response.status(200).type(CONTENT_TYPE[encoding]);
  if (encoding === "json") {
    const partialSuccess = { [REJECTED_FIELD[path]]: String(rejected.count), errorMessage: rejected.message };
    response.end(JSON.stringify(rejected.count === 0 ? {} : { partialSuccess }));
    return;
  }
  const writer = protobuf.Writer.create();
  if (rejected.count > 0) writer.uint32(10).fork().uint32(8).int64(rejected.count).uint32(18).string(rejected.message).ldelim();
  response.end(Buffer.from(writer.finish()));
}

export function replyJson(response: Response, answer: object): void {
  response.status(200).type(CONTENT_TYPE.json).end(JSON.stringify(answer));
}

/** google.rpc.Status: code 1, message 2. */
export function replyRefused(response: Response, encoding: Encoding, refusal: Refusal): void {
  const code = CODES[refusal.status];
  response.status(refusal.status).type(CONTENT_TYPE[encoding]);
  if (refusal.retryAfterSeconds !== undefined) response.set("Retry-After", String(refusal.retryAfterSeconds));
  if (refusal.status === 401) response.set("WWW-Authenticate", "Bearer");
  response.end(
    encoding === "json"
      ? JSON.stringify({ code, message: refusal.message })
      : Buffer.from(protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(refusal.message).finish()),
  );
}
