import type { LoggedEvent } from "@firebreak/incident";
import pg from "pg";
import type { Logger } from "pino";
import { createLogListener } from "./log-listener.ts";
import type { EventStore } from "./port.ts";
import { type AppendRequest, chained, storedJson } from "./rows.ts";

/** Raised by `append_incident_events` when the head is not the expected one. */
const HEAD_MOVED = "FB001";
const COLUMNS = "incident_id, seq, at, actor, command_id, event, prev_hash, hash";

export interface PostgresEventStore extends EventStore {
  /** Resolves once appends of other nodes are heard. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

export function createPostgresEventStore(ports: {
  readonly pool: pg.Pool;
  /** For the connection that listens; the pool's own come and go. */
  readonly url: string;
  readonly logger: Logger;
}): PostgresEventStore {
  const { pool } = ports;
  const heads = async () => {
    const { rows } = await pool.query<{ incident_id: string; head_seq: number }>("select incident_id, head_seq from incidents");
    return rows.map((row) => ({ incidentId: row.incident_id, seq: row.head_seq }));
  };
  const listener = createLogListener({ url: ports.url, heads, logger: ports.logger });
  const byCommand = async (commandId: string) =>
    rowsOf(
      await pool.query<Row>({
        name: "log-by-command",
        text: `select ${COLUMNS} from incident_commands c join incident_events e using (incident_id, command_id)
               where c.command_id = $1 and e.seq between c.first_seq and c.last_seq order by seq`,
        values: [commandId],
      }),
    );

  return {
    async append(request) {
      const rows = chained(request);
      const verdict = await write(pool, request, rows);
      if (verdict === "duplicate") return { kind: "duplicate", rows: await byCommand(request.commandId) };
      return verdict === "appended" ? { kind: "appended", rows } : { kind: "conflict" };
    },
    async read(incidentId, afterSeq, limit) {
      return rowsOf(
        await pool.query<Row>({
          name: "log-read",
          text: `select ${COLUMNS} from incident_events where incident_id = $1 and seq > $2 order by seq limit $3`,
          values: [incidentId, afterSeq, Math.min(limit, 5000)],
        }),
      );
    },
    async readBack(incidentId, beforeSeq, limit) {
      const newestFirst = await pool.query<Row>({
        name: "log-read-back",
        text: `select ${COLUMNS} from incident_events where incident_id = $1 and seq < $2 order by seq desc limit $3`,
        values: [incidentId, beforeSeq, Math.min(limit, 1000)],
      });
      return rowsOf(newestFirst).reverse();
    },
    heads,
    byCommand,
    async head(incidentId) {
      const { rows } = await pool.query<{ head_seq: number; head_hash: string }>({
        name: "log-head",
        text: "select head_seq, head_hash from incidents where incident_id = $1",
        values: [incidentId],
      });
      return rows[0] ? { seq: rows[0].head_seq, hash: rows[0].head_hash } : null;
    },
    async incidentIds() {
      const { rows } = await pool.query<{ incident_id: string }>("select incident_id from incidents order by number desc");
      return rows.map((row) => row.incident_id);
    },
    async nextIncidentId() {
      const { rows } = await pool.query<{ n: number }>("select nextval('incident_number') as n");
      return `INC-${rows[0]?.n}`;
    },
    onAppended: listener.onWake,
    listening: listener.listening,
    close: listener.close,
  };
}

async function write(
  pool: pg.Pool,
  request: AppendRequest,
  rows: readonly LoggedEvent[],
): Promise<"appended" | "duplicate" | "conflict"> {
  try {
    const { rows: answer } = await pool.query<{ verdict: "appended" | "duplicate" }>({
      name: "log-append",
      text: "select append_incident_events($1, $2, $3, $4, $5, $6, $7::text[]::json[], $8) as verdict",
      values: [
        request.incidentId,
        request.commandId,
        request.expectedSeq,
        request.prevHash,
        request.at,
        storedJson(request.actor),
        rows.map((row) => storedJson(row.event)),
        rows.map((row) => row.hash),
      ],
    });
    if (!answer[0]) throw new Error("append_incident_events answered nothing");
    return answer[0].verdict;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === HEAD_MOVED) return "conflict";
    throw error;
  }
}

interface Row {
  readonly incident_id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: LoggedEvent["actor"];
  readonly command_id: string;
  readonly event: LoggedEvent["event"];
  readonly prev_hash: string;
  readonly hash: string;
}
const rowsOf = ({ rows }: { readonly rows: readonly Row[] }): LoggedEvent[] =>
  rows.map((row) => ({
    incidentId: row.incident_id,
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    commandId: row.command_id,
    event: row.event,
    prevHash: row.prev_hash,
    hash: row.hash,
  }));
