import { randomUUID } from "node:crypto";
import type { Actor, IncidentCommand, Measure } from "@firebreak/incident";
import express from "express";
import { pino } from "pino";
import type { ApiKeys, KeyHolder } from "../auth/port.ts";
import { openTestServer } from "../http/testing.ts";
import { createIncidents } from "../incidents/incidents.ts";
import type { EventStore, Incidents } from "../incidents/port.ts";
import { createMemoryEventStore } from "../incidents/testing/memory-event-store.ts";
import { createFlags } from "./flags.ts";
import type { StreamLimits } from "./streams.ts";
import type { Rate } from "./token-bucket.ts";

const logger = pino({ level: "silent" });
const COMMANDER: Actor = { kind: "person", id: "u1", name: "Commander", role: "commander" };
const PERSON = { id: "u1", name: "Commander" };
export const SERVICE = "support-assistant";

/** A clock that moves when told to. */
export function createTestClock(start = Date.parse("2026-03-01T12:00:00.000Z")) {
  let moment = start;
  return {
    now: () => moment,
    advance(ms: number) {
      moment += ms;
    },
  };
}

/** The real log over a store in memory; two rooms over one store are two nodes. */
export function openIncidentRoom({ now, store = createMemoryEventStore() }: { now: () => number; store?: EventStore }) {
  const incidents = createIncidents({ store, now, logger });
  return { store, incidents, ...commandsOn(incidents, now), [Symbol.dispose]: () => incidents.close() };
}

/** The commands that a test of containment issues, through the real `decide`. Refusals throw. */
export function commandsOn(incidents: Incidents, now: () => number) {
  async function send(incidentId: string, command: IncidentCommand): Promise<void> {
    const outcome = await incidents.handle({ commandId: randomUUID(), incidentId, command, actor: COMMANDER });
    if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  }
  return {
    send,
    async declare(over: { readonly service?: string; readonly impactStartedAt?: number } = {}): Promise<string> {
      const grade = "medium" as const;
      const outcome = await incidents.declare({
        commandId: randomUUID(),
        actor: COMMANDER,
        command: {
          type: "DeclareIncident",
          title: "Ungrounded answers in German",
          summary: "",
          service: over.service ?? SERVICE,
          incidentClass: "model",
          scenario: "I1",
          impact: { customerHarm: grade, financialLoss: grade, regulatoryExposure: grade, systemDegradation: grade },
          severity: "SEV2",
          severityReason: "as rehearsed",
          impactStartedAt: new Date(over.impactStartedAt ?? now() - 300_000).toISOString(),
          commander: PERSON,
          technicalLead: PERSON,
          detectedBy: null,
          drill: true,
        },
      });
      if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
      return outcome.incidentId ?? "";
    },
    async isolate(
      incidentId: string,
      segment: Readonly<Record<string, string>>,
      over: { readonly measure?: Measure; readonly expiresAt?: number; readonly harmSignal?: string } = {},
    ): Promise<string> {
      const containmentId = randomUUID();
      await send(incidentId, {
        type: "IsolateSegment",
        containmentId,
        segment: { conditions: Object.entries(segment).map(([dimension, value]) => ({ dimension, value })) },
        measure: over.measure ?? "retrieval-only",
        reason: "The prompt lost its grounding.",
        blastRadius: {
          trafficShare: 0.1,
          requestsPerMinute: 12,
          harmShare: 0.8,
          windowSeconds: 300,
          measuredAt: new Date(now()).toISOString(),
        },
        harmSignal: over.harmSignal ?? "ungrounded-rate",
        expiresAt: over.expiresAt === undefined ? null : new Date(over.expiresAt).toISOString(),
      });
      return containmentId;
    },
    release: (incidentId: string, containmentId: string) =>
      send(incidentId, { type: "ReleaseSegment", containmentId, reason: "Harm is gone." }),
  };
}

export const KEYS = { flags: "fb_flags", intake: "fb_intake", other: "fb_other" } as const;
/** Keys as the accounts' desk would answer for them. */
export function createTestKeys(): ApiKeys {
  const holders: Readonly<Record<string, KeyHolder>> = {
    [KEYS.flags]: { keyId: "k1", service: SERVICE, scopes: ["flags"] },
    [KEYS.intake]: { keyId: "k2", service: SERVICE, scopes: ["intake"] },
    [KEYS.other]: { keyId: "k3", service: "other-service", scopes: ["flags", "intake"] },
  };
  return {
    verify: async (secret) => holders[secret] ?? null,
    list: async () =>
      Object.values(holders).map(({ keyId, service, scopes }) => ({
        id: keyId,
        name: keyId,
        service,
        scopes,
        start: "fb_",
        createdAt: "2026-03-01T12:00:00.000Z",
        lastUsedAt: null,
      })),
    create: () => Promise.reject(new Error("not in this test")),
    revoke: () => Promise.reject(new Error("not in this test")),
  };
}

interface Answered {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ReturnType<typeof JSON.parse>;
}

/** The flags of one node, behind a real HTTP server on a port of its own. */
export async function openFlagServer({
  whenReady = true,
  ...options
}: {
  incidents: Incidents;
  now: () => number;
  rate?: Rate;
  streamSecret?: string;
  apiKeys?: ApiKeys;
  limits?: StreamLimits;
  keepAliveMs?: number;
  whenReady?: boolean;
}) {
  const flags = createFlags({ apiKeys: createTestKeys(), ...options, logger });
  if (whenReady) await flags.ready;
  const app = express();
  app.use(flags.router);
  const server = await openTestServer(app);
  const baseUrl = server.url;
  return {
    ...flags,
    baseUrl,
    /** POST as a serving system does; `context` undefined sends no body of ours. */
    async ask(path: string, init: { body?: unknown; text?: string; headers?: Record<string, string> } = {}): Promise<Answered> {
      const response = await fetch(`${baseUrl}/ofrep/v1/evaluate/flags${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": KEYS.flags, ...init.headers },
        body: init.text ?? JSON.stringify(init.body ?? {}),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
    },
    async [Symbol.asyncDispose]() {
      flags.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
