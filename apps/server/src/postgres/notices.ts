import pg from "pg";
import type { Logger } from "pino";

const CHECK_EVERY_MS = 15_000;
const LONGEST_PAUSE_MS = 5_000;
const CHANNEL = /^[a-z_]{1,60}$/;

export interface Notices {
  /** Called for every NOTIFY of any node, and once after each (re)connection: something may have been missed. */
  on(channel: string, listener: () => void): () => void;
  /** Resolves once notices are heard, or after `close`. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

/** One connection of its own that LISTENs for news without content: whoever hears of them reads the rows. */
export function createNotices({ url, logger }: { readonly url: string; readonly logger: Logger }): Notices {
  const listeners = new Map<string, Set<() => void>>();
  const ready = Promise.withResolvers<void>();
  let client: pg.Client | null = null;
  let heard = false;
  let retry: NodeJS.Timeout | null = null;
  let check: NodeJS.Timeout | null = null;
  let failures = 0;
  let closed = false;

  const tell = (channel: string) => {
    for (const listener of listeners.get(channel) ?? []) {
      try {
        listener();
      } catch (error) {
        logger.error({ err: error, channel }, "a listener of the database's notices failed");
      }
    }
  };
  function lost(broken: pg.Client, error?: unknown): void {
    if (client !== broken) return;
    client = null;
    heard = false;
    if (check) clearInterval(check);
    void broken.end().catch(() => undefined);
    if (closed) return;
    const pause = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures++);
    logger.warn({ err: error, pause }, "the connection that hears notices of other nodes broke; connecting again");
    retry = setTimeout(() => void connect(), pause);
  }
  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
      application_name: "firebreak-notices",
    });
    client = fresh;
    fresh.on("error", (error) => lost(fresh, error));
    fresh.on("end", () => lost(fresh));
    fresh.on("notification", ({ channel }) => tell(channel));
    try {
      await fresh.connect();
      for (const channel of listeners.keys()) await fresh.query(`listen ${channel}`);
      heard = true;
      failures = 0;
      // A connection can be dead without an error: ask it something.
      check = setInterval(() => void fresh.query("select 1").catch((error) => lost(fresh, error)), CHECK_EVERY_MS).unref();
      for (const channel of listeners.keys()) tell(channel);
      ready.resolve();
    } catch (error) {
      lost(fresh, error);
    }
  }
  async function hear(channel: string): Promise<void> {
    const asked = client;
    if (!asked) await connect();
    else if (heard)
      await asked.query(`listen ${channel}`).then(
        () => tell(channel),
        (error) => lost(asked, error),
      );
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
