import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { createAuth } from "./auth/create-auth.ts";
import type { Accounts } from "./auth/port.ts";
import { createChanges } from "./changes/changes.ts";
import type { Config } from "./config.ts";
import { createContainmentWatch, type Schedule } from "./detection/containment-watch.ts";
import { createDetection } from "./detection/detection.ts";
import type { TeamSignals } from "./detection/port.ts";
import { createServiceCatalogue } from "./detection/service-catalogue.ts";
import { createSignals } from "./detection/signals.ts";
import { openTeamSignals } from "./detection/team-signals.ts";
import { createWatches } from "./detection/watches.ts";
import { createDiagnosis } from "./diagnosis/diagnosis.ts";
import { createEvidenceWatch } from "./diagnosis/evidence-watch.ts";
import { createFlags } from "./flags/flags.ts";
import { createApplication } from "./http/application.ts";
import { createSameOrigin } from "./http/same-origin.ts";
import { createExpectedChanges } from "./inbox/expected-changes.ts";
import { createInbox } from "./inbox/inbox.ts";
import { createIncidents } from "./incidents/incidents.ts";
import type { Incidents } from "./incidents/port.ts";
import { createPostgresEventStore } from "./incidents/postgres-event-store.ts";
import { createAlertDoor } from "./intake/alerts/alert-door.ts";
import { createChangeDoor } from "./intake/changes/change-door.ts";
import { createIntake } from "./intake/otlp/intake.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";
import { createPostgresLead } from "./postgres/lead.ts";
import { lockDataFolder } from "./postgres/lock.ts";
import { migrate } from "./postgres/migrate.ts";
import { MIGRATIONS } from "./postgres/migrations.ts";
import { createNotices } from "./postgres/notices.ts";
import { checkPostgres, openPostgres, type Postgres } from "./postgres/pool.ts";
import { createHttpPractice } from "./practice/http-practice.ts";
import { createRealtime } from "./realtime/realtime.ts";
import { keptSecret } from "./secret.ts";
import { openTelemetryStore } from "./telemetry/clickhouse/telemetry-store.ts";
import type { TelemetryStore } from "./telemetry/port.ts";
import { createPrometheus } from "./telemetry/prometheus/prometheus.ts";

/** What the practice's keys are for. */
const PRACTICE_KEYS = [
  { key: "practiceKey", name: "Practice service", service: "support-assistant" },
  { key: "practiceScoringKey", name: "Practice service, scoring", service: "refund-risk" },
] as const;
/** Of all nodes on one database the one with this advisory lock reports what detection finds. */
const DETECTION_LOCK = 4_600_001;

export interface Firebreak {
  readonly url: string;
  /** null when there is an administrator. */
  readonly firstAdministratorLink: string | null;
  /** Only when it was asked for, and there is an administrator. */
  readonly administratorLink: string | null;
  /** Fires when something without which the server is useless ended by itself. */
  onLost(listener: (what: string) => void): void;
  close(): Promise<void>;
}

/** Starts everything in order; what was started is closed in the opposite one, also when a later part fails. */
export async function compose(config: Config, logger: Logger): Promise<Firebreak> {
  await using starting = new AsyncDisposableStack();
  const opened = <T extends { close(): unknown }>(part: T): T => starting.adopt(part, async (it) => void (await it.close()));
  const now = Date.now;
  const lost: ((what: string) => void)[] = [];
  const tellLost = (what: string) => {
    for (const listener of lost) listener(what);
  };

  const lock = await lockDataFolder(config.dataFolder);
  starting.defer(lock.release);
  const server = await listen(config);
  starting.defer(() => stopListening(server));
  const publicUrl = config.publicUrl ?? addressOf(server, config.host);

  const postgres = opened(await openDatabase(config, logger, { started: opened, lost: tellLost }));
  await migrate(postgres.pool, MIGRATIONS, logger);
  const telemetry = opened(
    await openTelemetryStore({
      url: config.clickhouseUrl,
      folder: join(config.dataFolder, "telemetry"),
      retentionDays: config.retentionDays,
      logger,
    }),
  );

  const log = opened(createPostgresEventStore({ pool: postgres.pool, url: postgres.url, logger }));
  const incidents = opened(createIncidents({ store: log, now, logger }));
  const secret = config.secret ?? (await keptSecret(config.dataFolder));
  const auth = opened(createAuth({ db: postgres.db, publicUrl, secret, logger, now }));
  for (const { key, name, service } of PRACTICE_KEYS) {
    const practiceKey = config[key];
    if (practiceKey !== null) await auth.ensureKey(practiceKey, { name, service, scopes: ["intake", "flags"] });
  }
  const { apiKeys, accounts, accountOf } = auth;
  const flags = opened(createFlags({ incidents, apiKeys, logger, now, streamSecret: secret }));
  const file = config.signalsFile ?? join(config.dataFolder, "signals.yaml");
  const team = opened(await openTeamSignals({ file, logger }));
  const { signals, inbox, expectedChanges, changes, diagnosis } = openDetection(config, {
    opened,
    secret,
    team,
    postgres,
    telemetry,
    incidents,
    accounts,
    now,
    logger,
  });
  const { harm } = signals;
  opened(createContainmentWatch({ incidents, flags, telemetry, harm, now, logger, schedule }));
  const onFlagEvaluations = flags.noteFlagEvaluations;
  // What the store would throw away is refused at the door, by name.
  const limits = { oldestMs: Math.min(30, config.retentionDays) * 86_400_000 };
  const intake = opened(createIntake({ store: telemetry, apiKeys, logger, now, onFlagEvaluations, limits }));
  const practice = createHttpPractice({ url: config.practiceUrl });

  const sameOrigin = createSameOrigin(publicUrl);
  const application = createApplication({
    publicUrl,
    trustProxy: config.trustProxy,
    sameOrigin,
    accountOf,
    api: {
      incidents,
      telemetry,
      signals,
      inbox,
      expectedChanges,
      changes,
      diagnosis,
      flags: flags.flags,
      practice,
      accounts,
      apiKeys,
      now,
    },
    rooms: [
      intake.router,
      createAlertDoor({ inbox, apiKeys, logger }),
      createChangeDoor({ changes, apiKeys, now, logger }),
      auth.router,
      flags.router,
    ],
    health: {
      postgres: () => postgres.pool.query("select 1"),
      telemetry: () => telemetry.ping(),
    },
    webFolder: join(import.meta.dirname, "..", "..", "web", "dist"),
    logger,
  });
  const mayConnect = (headers: Parameters<typeof sameOrigin>[0]) => sameOrigin(headers, { silence: true });
  serve(server, application as RequestListener);
  opened(createRealtime({ server, incidents, inbox, accounts, accountOf, mayConnect, now, logger }));

  // The first thing that a stop does: nobody new, while what is under way comes to its end.
  starting.defer(() => void server.close());

  const firstAdministratorLink = await auth.firstAdministratorLink();
  const wanted = config.administratorLink && firstAdministratorLink === null;
  const administratorLink = wanted ? await auth.administratorLink() : null;
  const running = starting.move();
  return {
    url: publicUrl,
    firstAdministratorLink,
    administratorLink,
    onLost: (listener) => lost.push(listener),
    close: () => running.disposeAsync(),
  };
}

async function openDatabase(
  config: Config,
  logger: Logger,
  on: { started: (part: { close(): Promise<void> }) => unknown; lost: (what: string) => void },
): Promise<Postgres> {
  if (config.databaseUrl) {
    await checkPostgres(config.databaseUrl);
    return openPostgres({ url: config.databaseUrl, logger });
  }
  const embedded = await startEmbeddedPostgres({ folder: config.dataFolder, logger });
  on.started(embedded);
  embedded.onLost(() => on.lost("PostgreSQL"));
  return openPostgres({ url: embedded.url, logger });
}

/** Signals, their watches, the inbox, what changed and what is expected: all that knows that something is wrong. */
function openDetection(
  config: Config,
  parts: {
    readonly opened: <T extends { close(): unknown }>(part: T) => T;
    readonly secret: string;
    readonly team: TeamSignals;
    readonly postgres: Postgres;
    readonly telemetry: TelemetryStore;
    readonly incidents: Incidents;
    readonly accounts: Accounts;
    readonly now: () => number;
    readonly logger: Logger;
  },
) {
  const { opened, secret, team, postgres, telemetry, incidents, accounts, now, logger } = parts;
  const { db, url } = postgres;
  const notices = opened(createNotices({ url, logger }));
  const expectedChanges = opened(createExpectedChanges({ db, notices, telemetry, now, logger }));
  const changes = opened(createChanges({ db, notices, telemetry, secret, now, logger }));
  const catalogue = opened(createServiceCatalogue({ telemetry, team, now }));
  const promql = config.prometheus && createPrometheus(config.prometheus);
  const watches = createWatches({ catalogue, telemetry, promql, expectedChanges, now });
  const signals = createSignals({ catalogue, watches, telemetry, promql, now });
  const { harm } = signals;
  const { rules } = team;
  const isDrill = (service: string) => PRACTICE_KEYS.some((practice) => practice.service === service);
  const inbox = opened(createInbox({ db, notices, incidents, accounts, telemetry, harm, rules, isDrill, now, logger, schedule }));
  const lead = opened(createPostgresLead({ url, lock: DETECTION_LOCK, logger }));
  opened(createDetection({ watches, telemetry, inbox, lead, now, logger, schedule }));
  opened(createEvidenceWatch({ incidents, signals, telemetry, lead, now, logger, schedule }));
  const diagnosis = createDiagnosis({ incidents, signals, telemetry, changes, now, logger });
  return { signals, inbox, expectedChanges, changes, diagnosis };
}

const schedule: Schedule = (afterMs, run) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};

/** Bound before anything is started: a taken port is told at once, and the port is known to whatever makes links. */
async function listen({ host, port }: Config): Promise<Server> {
  const server = createServer(starting);
  // An intake or a command may take a while, a header not.
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortTaken(`Port ${port} on ${host} is taken. Set PORT to another one.`) : error),
    );
    server.listen(port, host, resolve);
  });
  return server;
}
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "2" });
  response.end('{"code":"STARTING","message":"Firebreak is starting. Try again in a moment."}');
};
function serve(server: Server, application: RequestListener): void {
  server.removeListener("request", starting);
  server.on("request", application);
}

async function stopListening(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
