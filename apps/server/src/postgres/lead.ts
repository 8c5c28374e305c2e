import pg from "pg";
import type { Logger } from "pino";

/** Of all nodes on one database one leads. Losing the connection loses the lead, and another node takes it. */
export interface PostgresLead {
  readonly held: boolean;
  close(): Promise<void>;
}

const RETRY_AFTER_MS = 5_000;

/** A session-level advisory lock on a connection of its own (PostgreSQL manual, 13.3.5). `lock` is the same number on every node. */
export function createPostgresLead(ports: {
  readonly url: string;
  readonly lock: number;
  readonly logger: Logger;
  readonly retryMs?: number;
}): PostgresLead {
  const { retryMs = RETRY_AFTER_MS } = ports;
  let client: pg.Client | null = null;
  let held = false;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let trying: Promise<void> = Promise.resolve();

  function lost(broken: pg.Client, error?: unknown): void {
    if (client !== broken) return;
    client = null;
    if (held && !closed) ports.logger.warn({ err: error }, "The connection that holds the lead broke; another node may take it.");
    held = false;
    void broken.end().catch(() => undefined);
  }
  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const fresh = new pg.Client({
      connectionString: ports.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: "firebreak-lead",
    });
    client = fresh;
    fresh.on("error", (error) => lost(fresh, error));
    fresh.on("end", () => lost(fresh));
    await fresh.connect();
    return fresh;
  }
  /** Takes the lead where it is free; where it is held, asks whether the connection still lives. */
  async function attempt(): Promise<void> {
    const before = client;
    try {
      const connection = await connected();
      if (held) await connection.query("select 1");
      else {
        const { rows } = await connection.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [ports.lock]);
        held = client === connection && (rows[0]?.taken ?? false);
      }
    } catch (error) {
      const broken = client ?? before;
      if (broken) lost(broken, error);
    }
    if (!closed) timer = setTimeout(begin, retryMs).unref();
  }
  function begin(): void {
    trying = attempt();
  }
  begin();
  return {
    get held() {
      return held;
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await trying;
      held = false;
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
    },
  };
}
