import express from "express";
import { pino } from "pino";
import type { KeyHolder } from "../../auth/port.ts";
import { openTestServer } from "../../http/testing.ts";
import type { TelemetryBatch } from "../../telemetry/port.ts";
import { createIntake, type IntakeLimits } from "./intake.ts";

const HOLDERS: ReadonlyMap<string, KeyHolder> = new Map([
  ["good", { keyId: "k", service: "assistant", scopes: ["intake"] }],
  ["flags-only", { keyId: "f", service: "assistant", scopes: ["flags"] }],
  ["neighbour", { keyId: "n", service: "neighbour", scopes: ["intake"] }],
  ["refunds", { keyId: "r", service: "refund-risk", scopes: ["intake"] }],
]);
export const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const logger = pino({ level: "silent" });

/** The real door on a real socket; only the store is held by the test's hand. */
export async function openDoor(limits: Partial<IntakeLimits> = {}) {
  const batches: TelemetryBatch[] = [];
  const flags: unknown[] = [];
  let answer: () => Promise<void> = () => Promise.resolve();
  let keys: "readable" | "unreadable" = "readable";
  const intake = createIntake({
    store: {
      insert: (batch) => {
        batches.push(batch);
        return answer();
      },
    },
    apiKeys: {
      verify: async (secret) => {
        if (keys === "unreadable") throw new Error("the database is away");
        return HOLDERS.get(secret) ?? null;
      },
    },
    limits: { batchDelayMs: 5, ...limits },
    logger,
    onFlagEvaluations: (seen) => flags.push(...seen),
  });
  const server = await openTestServer(express().use(intake.router));
  return {
    intake,
    url: server.url,
    batches,
    /** What the store was given of this kind. */
    stored: <Kind extends keyof TelemetryBatch>(kind: Kind) =>
      batches.flatMap<TelemetryBatch[Kind][number]>((batch) => batch[kind]),
    flags,
    /** What the store does from now on. */
    storeWill: (next: () => Promise<void>) => {
      answer = next;
    },
    keysAre: (next: typeof keys) => {
      keys = next;
    },
    post: (path: string, body: Buffer | string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}/v1/${path}`, {
        method: "POST",
        body: typeof body === "string" ? body : new Uint8Array(body),
        headers: { authorization: "Bearer good", "content-type": "application/x-protobuf", ...headers },
      }),
    async [Symbol.asyncDispose]() {
      await intake.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
