import { type BinaryToTextEncoding, createHmac } from "node:crypto";
import express from "express";
import { pino } from "pino";
import type { ChangeReport, ChangeSource } from "../../changes/port.ts";
import { openTestServer } from "../../http/testing.ts";
import { createChangeDoor } from "./change-door.ts";

export const NOW: number = Date.UTC(2026, 0, 31, 14, 5);
export const DOOR_ID = "AAAAAAAAAAAAAAAAAAAAAA";
export const SECRET = "the-secret-of-the-door";

/** The real doors on a real socket, with one door of a source; what lies behind is in the test's hand. */
export async function openDoor(
  source: ChangeSource,
  options: { readonly now?: number; readonly secret?: string | null; readonly broken?: boolean } = {},
) {
  const reports: ChangeReport[] = [];
  const refusals: string[] = [];
  const marks = new Set<string>();
  const take = async (taken: readonly ChangeReport[]) => {
    if (options.broken) throw new Error("the database is away");
    reports.push(...taken);
  };
  const router = createChangeDoor({
    changes: {
      report: take,
      deliveries: {
        open: async (doorId) =>
          doorId === DOOR_ID
            ? { doorId, service: "assistant", source, secret: options.secret === undefined ? SECRET : options.secret }
            : null,
        take: async (_door, delivery) => {
          if (delivery.marks.some((mark) => marks.has(mark))) return false;
          await take(delivery.reports);
          for (const mark of delivery.marks) marks.add(mark);
          return true;
        },
        noteRefusal: async (_doorId, message) => void refusals.push(message),
      },
    },
    apiKeys: {
      verify: async (key) =>
        key === "good"
          ? { keyId: "k", service: "refund-risk", scopes: ["changes"] }
          : key === "telemetry"
            ? { keyId: "t", service: "refund-risk", scopes: ["intake"] }
            : null,
    },
    now: () => options.now ?? NOW,
    logger: pino({ level: "silent" }),
  });
  const server = await openTestServer(express().use(router));
  return {
    url: server.url,
    reports,
    refusals,
    async post(path: string, body: string | object, headers: Readonly<Record<string, string>> = {}) {
      const response = await fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const { status } = response;
      return {
        status,
        retryAfter: response.headers.get("retry-after"),
        ...((await response.json()) as { code?: string; message?: string; note?: string; accepted?: number }),
      };
    },
    deliver(body: string | object, headers: Readonly<Record<string, string>> = {}) {
      return this.post(`/v1/changes/${DOOR_ID}`, body, headers);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const hmac = (text: string, as: BinaryToTextEncoding, secret: string) => createHmac("sha256", secret).update(text).digest(as);

/** As GitHub documents it. */
export const githubHeaders = (
  body: string,
  { event = "deployment_status", id = "72d3162e-cc78-11e3-81ab-4c9367dc0958", secret = SECRET } = {},
) => ({
  "x-github-event": event,
  "x-github-delivery": id,
  "x-hub-signature-256": `sha256=${hmac(body, "hex", secret)}`,
});
/** As MLflow documents it. */
export function mlflowHeaders(body: string, { id = "0f2c7b0e-8d6a-4f0e-9a0b-3f8f3f1f2c11", at = NOW, secret = SECRET } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  return {
    "x-mlflow-delivery-id": id,
    "x-mlflow-timestamp": timestamp,
    "x-mlflow-signature": `v1,${hmac(`${id}.${timestamp}.${body}`, "base64", secret)}`,
  };
}
/** As docs/changes.md documents it. */
export function ourHeaders(body: string, { at = NOW, secret = SECRET } = {}) {
  const timestamp = Math.floor(at / 1000);
  return { "x-firebreak-signature": `t=${timestamp},v1=${hmac(`${timestamp}.${body}`, "hex", secret)}` };
}
export const bearer = (secret: string = SECRET) => ({ authorization: `Bearer ${secret}` });
