import pg from "pg";
import type { Logger } from "pino";
import type { EventStore } from "./port.ts";

type Wake = Parameters<Parameters<EventStore["onAppended"]>[0]>[0];

const CHECK_EVERY_MS = 15_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A connection of its own that LISTENs. It connects with the first listener and then wakes every incident once; when it
 * breaks it comes back, with growing pauses, and wakes those whose head moved meanwhile.
 */
export function createLogListener(ports: { readonly url: string; readonly heads: EventStore["heads"]; readonly logger: Logger }) {
  const listeners: ((wake: Wake) => void)[] = [];
  const seen = new Map<string, number>();
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let check: NodeJS.Timeout | null = null;
  let failures = 0;
  let closed = false;
  const ready = Promise.withResolvers<void>();

  const wake = (news: Wake) => {
    if ((seen.get(news.incidentId) ?? 0) < news.seq) seen.set(news.incidentId, news.seq);
    for (const listener of listeners) listener(news);
  };

  function lost(broken: pg.Client, error?: unknown): void {
    if (client !== broken) return;
    client = null;
    if (check) clearInterval(check);
    void broken.end().catch(() => undefined);
    if (closed) return;
    const pause = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures++);
    ports.logger.warn({ err: error, pause }, "the connection that hears other nodes broke; connecting again");
    retry = setTimeout(() => void connect(), pause);
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: ports.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
      application_name: "firebreak-listen",
    });
    client = fresh;
    fresh.on("error", (error) => lost(fresh, error));
    fresh.on("end", () => lost(fresh));
    fresh.on("notification", ({ payload }) => {
      const [incidentId, seq] = (payload ?? "").split(" ");
      if (incidentId && Number(seq) > 0) wake({ incidentId, seq: Number(seq) });
    });
    try {
      await fresh.connect();
      await fresh.query("listen incident_events");
      await catchUp();
      failures = 0;
      // A connection can be dead without an error: ask it something.
      check = setInterval(() => void fresh.query("select 1").catch((error) => lost(fresh, error)), CHECK_EVERY_MS).unref();
      ready.resolve();
    } catch (error) {
      lost(fresh, error);
    }
  }

  async function catchUp(): Promise<void> {
    for (const { incidentId, seq } of await ports.heads()) {
      if ((seen.get(incidentId) ?? 0) >= seq) continue;
      wake({ incidentId, seq });
    }
  }

  return {
    onWake(listener: (news: Wake) => void): void {
      listeners.push(listener);
      if (listeners.length === 1 && !closed) void connect();
    },
    listening: () => ready.promise,
    async close(): Promise<void> {
      closed = true;
      if (retry) clearTimeout(retry);
      if (check) clearInterval(check);
      const open = client;
      client = null;
      ready.resolve();
      await open?.end().catch(() => undefined);
    },
  };
}
