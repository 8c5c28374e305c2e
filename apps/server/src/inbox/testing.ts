import { randomUUID } from "node:crypto";
import type { Actor, IncidentCommand, LoggedEvent } from "@firebreak/incident";
import type { Harm } from "@firebreak/signals";
import { pino } from "pino";
import type { AccountRow } from "../auth/port.ts";
import type { createTestTime } from "../detection/testing.ts";
import { createIncidents } from "../incidents/incidents.ts";
import { createPostgresEventStore } from "../incidents/postgres-event-store.ts";
import { COMMANDER, declaration } from "../incidents/testing.ts";
import { createNotices } from "../postgres/notices.ts";
import type { Postgres } from "../postgres/pool.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { createExpectedChanges } from "./expected-changes.ts";
import { createInbox } from "./inbox.ts";
import type { AlertReport, DeclarationRule } from "./port.ts";

export const SERVICE = "refund-risk";
export const MINUTE = 60_000;
export { COMMANDER };

export function alarm(signal: string, change: Partial<AlertReport> = {}): AlertReport {
  const service = change.service ?? SERVICE;
  return {
    key: `detection/${service}/${signal}`,
    source: "detection",
    service,
    signal,
    title: signal,
    owner: "ML",
    urgency: "page",
    faultClass: "model",
    scenarios: ["I2"],
    firing: true,
    since: 0,
    reasons: [{ kind: "threshold", limit: { op: "≤", value: 0.1 }, value: 0.4 }],
    sentence: `${signal} is 40 %; at most 10 % was agreed.`,
    labels: {},
    url: "",
    ...change,
  };
}
export const over = (report: AlertReport): AlertReport => ({ ...report, firing: false });

export type TestTime = ReturnType<typeof createTestTime>;
export interface InboxRoomOptions {
  readonly postgres: Postgres;
  readonly time: TestTime;
  readonly rules?: readonly DeclarationRule[];
  readonly accounts?: { list(): Promise<readonly AccountRow[]> };
  readonly segments?: TelemetryStore["segments"];
  readonly harm?: (service: string, signal: string) => Promise<Harm | null>;
  readonly services?: readonly string[];
}

/** Empties the inbox; the log of incidents is append only and stays. */
export async function emptyInbox(postgres: Postgres): Promise<void> {
  await postgres.pool.query("truncate alerts, suspicions, expected_changes");
  await postgres.pool.query("update inbox_desk set last_alert = 0, last_suspicion = 0");
  await postgres.pool.query("alter sequence expected_change_number restart");
}

/** One node: the inbox and its expected changes over a real log of incidents, with time in the test's hand. */
export async function openInboxRoom(options: InboxRoomOptions) {
  const { postgres, time } = options;
  const said: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => said.push(JSON.parse(line).msg) });
  const parts = new AsyncDisposableStack();
  const store = parts.adopt(createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger }), (it) => it.close());
  const incidents = parts.adopt(createIncidents({ store, now: time.now, logger }), (it) => it.close());
  const notices = parts.adopt(createNotices({ url: postgres.url, logger }), (it) => it.close());
  const inbox = parts.adopt(
    createInbox({
      db: postgres.db,
      notices,
      incidents,
      accounts: options.accounts ?? { list: async () => [] },
      rules: () => options.rules ?? [],
      isDrill: () => false,
      telemetry: { segments: options.segments ?? (async () => []) },
      harm: options.harm ?? (async () => null),
      now: time.now,
      schedule: time.schedule,
      logger,
    }),
    (it) => it.close(),
  );
  const expected = parts.adopt(
    createExpectedChanges({
      db: postgres.db,
      notices,
      telemetry: {
        services: async () =>
          (options.services ?? [SERVICE]).map((service) => ({ service, lastSeenAt: time.now(), requestsPerMinute: 60 })),
      },
      now: time.now,
      logger,
    }),
    (it) => it.close(),
  );
  await Promise.all([notices.listening(), expected.ready]);
  return {
    inbox,
    expected,
    incidents,
    said,
    /** Impact began now unless the alarm says otherwise. */
    async report(...reports: readonly AlertReport[]): Promise<void> {
      await inbox.report(reports.map((report) => ({ ...report, since: report.since || time.now() })));
      await inbox.settled();
    },
    open: () => inbox.list({ open: true, owner: null, limit: 200 }),
    ended: () => inbox.list({ open: false, owner: null, limit: 200 }),
    pass: (ms: number) => time.pass(ms, () => inbox.settled()),
    async declareIncident(change: Partial<Extract<IncidentCommand, { type: "DeclareIncident" }>> = {}): Promise<string> {
      const impactStartedAt = new Date(time.now() - MINUTE).toISOString();
      const command = { ...declaration, service: SERVICE, impactStartedAt, ...change } as IncidentCommand;
      const outcome = await incidents.declare({ commandId: randomUUID(), command, actor: COMMANDER });
      if (!outcome.ok || !outcome.incidentId) throw new Error(JSON.stringify(outcome));
      return outcome.incidentId;
    },
    async command(incidentId: string, command: IncidentCommand, actor: Actor = COMMANDER): Promise<void> {
      const outcome = await incidents.handle({ commandId: randomUUID(), incidentId, command, actor });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    },
    async close(incidentId: string): Promise<void> {
      await this.command(incidentId, { type: "MovePhase", phase: "learn", reason: "The soak is over." });
      await this.command(incidentId, { type: "CloseIncident", reason: "Reviewed." });
    },
    /** Which alerts the incident's log holds, by whom, row by row. */
    async attached(incidentId: string): Promise<readonly (readonly [string, ...string[]])[]> {
      const rows: readonly LoggedEvent[] = await incidents.read(incidentId, 0, 1_000);
      return rows.flatMap(({ event, actor }) =>
        event.type === "AlertsAttached" ? [[actor.name, ...event.alerts.map((alert) => alert.title)] as const] : [],
      );
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
