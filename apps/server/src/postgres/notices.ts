import pg from "pg";
import type { Logger } from "pino";

const CHECK_EVERY_MS = 15_000;
const LONGEST_PAUSE_MS = 5_000;
const CHANNEL = /^[a-z_]{1,60}$/;

/** What was sent with a NOTIFY; null after each (re)connection, when something may have been missed. */
type Listener = (payload: string | null) => void | Promise<void>;

export interface Notices {
  /**
   * Hears every NOTIFY of any node. It connects with the first listener. A listener that cannot catch up after a connection
   * (its promise rejects) is asked again with the next one, soon.
   */
  on(channel: string, listener: Listener): () => void;
  /** Resolves once notices are heard and everybody has caught up, or after `close`. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

/** One connection of its own that LISTENs; when it breaks it comes back, with growing pauses. */
export function createNotices({ url, logger }: { readonly url: string; readonly logger: Logger }): Notices {
  const listeners = new Map<string, Set<Listener>>();
  const ready = Promise.withResolvers<void>();
  let client: pg.Client | null = null;
  /** The connection stands: what is listened to from now on has to be asked for one by one. */
  let connected = false;
  let retry: NodeJS.Timeout | null = null;
  let check: NodeJS.Timeout | null = null;
  let failures = 0;
  let closed = false;

  function heard(channel: string, payload: string): void {
    for (const listener of listeners.get(channel) ?? []) {
      const failed = (error: unknown) => logger.error({ err: error, channel }, "a listener of the database's notices failed");
      try {
        Promise.resolve(listener(payload)).catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  }
  async function catchUp(channel: string): Promise<void> {
    for (const listener of listeners.get(channel) ?? []) await listener(null);
  }

  function lost(broken: pg.Client, error?: unknown): void {
    if (client !== broken) return;
    client = null;
    connected = false;
    if (check) clearInterval(check);
    void broken.end().catch(() => undefined);
    if (closed) return;
    const pause = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures++);
    logger.warn({ err: error, pause }, "the connection that hears other nodes broke; connecting again");
    retry = setTimeout(() => void connect(), pause);
  }

  async function connect(): Promise<void> {
    retry = null;
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
      application_name: "firebreak-listen",
    });
    client = fresh;
    fresh.on("error", (error) => lost(fresh, error));
    fresh.on("end", () => lost(fresh));
    fresh.on("notification", ({ channel, payload }) => heard(channel, payload ?? ""));
    try {
      await fresh.connect();
      // The map may grow meanwhile; what is added last is met last.
      for (const channel of listeners.keys()) await fresh.query(`listen ${channel}`);
      connected = true;
      for (const channel of listeners.keys()) await catchUp(channel);
      failures = 0;
      // A connection can be dead without an error: ask it something.
      check = setInterval(() => void fresh.query("select 1").catch((error) => lost(fresh, error)), CHECK_EVERY_MS).unref();
      ready.resolve();
    } catch (error) {
      lost(fresh, error);
    }
  }

  async function hear(channel: string): Promise<void> {
    const asked = client;
    if (!asked) return connect();
    if (!connected) return;
    try {
      await asked.query(`listen ${channel}`);
      await catchUp(channel);
    } catch (error) {
      lost(asked, error);
    }
  }

  return {
    on(channel, listener) {
      if (!CHANNEL.test(channel)) throw new Error(`A channel is lower case letters and underscores: ${channel}`);
      const known = listeners.get(channel);
      listeners.set(channel, (known ?? new Set()).add(listener));
      if (!known && !closed && !retry) void hear(channel);
      return () => void listeners.get(channel)?.delete(listener);
    },
    listening: () => ready.promise,
    async close() {
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
