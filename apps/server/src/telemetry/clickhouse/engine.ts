import { mkdir, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { drainPending } from "chdb";
import { createChdbConnection } from "chdb/connection";
import { unavailable } from "../../unavailable.ts";

export type ParameterValue = string | number | readonly string[] | readonly number[];
export type QueryParameters = Readonly<Record<string, ParameterValue>>;

/** What the store needs of ClickHouse. Statements are ours alone; what came from outside travels in parameters or blocks. */
export interface Engine {
  /** At most 10 s and `MOST_ROWS` rows; both are errors, never a silent cut. */
  select<Row>(statement: string, parameters: QueryParameters): Promise<readonly Row[]>;
  command(statement: string): Promise<void>;
  /** A block in Native format; stored when it resolves. */
  insert(table: string, columns: readonly string[], block: Buffer): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const MOST_ROWS = 100_000;
const LIMITS = [
  "max_execution_time = 10",
  `max_result_rows = ${MOST_ROWS}`,
  "result_overflow_mode = 'throw'",
  // A dimension with runaway values must not take the memory of the process: the first 100,000 combinations are kept.
  "max_rows_to_group_by = 100000",
  "group_by_overflow_mode = 'any'",
  "max_memory_usage = 2000000000",
  // The same record twice has the same time, so the same day: FINAL need not look across.
  "do_not_merge_across_partitions_select_final = 1",
  "output_format_json_quote_64bit_integers = 0",
].join(", ");
/** The door keeps duplicates apart at reading; there is no need to sort them out at writing too. */
const INSERT_SETTINGS = "optimize_on_insert = 0, max_execution_time = 30";

type Client = ReturnType<typeof createClient>;

export async function openEngine(options: { readonly url: string | null; readonly folder: string }): Promise<Engine> {
  return options.url === null ? openEmbedded(options.folder) : openServer(options.url);
}

/** One chDB per process and folder. It offers binary formats only through a file, which never leaves the page cache. */
async function openEmbedded(folder: string): Promise<Engine> {
  const data = resolve(folder);
  const incoming = resolve(data, "incoming");
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const client = createClient({ connection: inProcess(data) });
  let blocks = 0;
  return {
    ...overClient(client),
    insert: async (table, columns, block) => {
      blocks += 1;
      const file = resolve(incoming, `${blocks}.native`);
      try {
        await writeFile(file, block);
        await client.command({
          query: `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM file({file:String}, 'Native') SETTINGS ${INSERT_SETTINGS}`,
          query_params: { file },
        });
      } finally {
        // Also what a full disk left half written: it would keep the disk full.
        await rm(file, { force: true });
      }
    },
    close: async () => {
      await client.close();
      await drainPending();
    },
  };
}

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>["connection"]>;
/** chDB declares the connection with its own copy of the client's types, which differ in one private field only. */
const inProcess = (path: string): Connection => createChdbConnection({ path }) as unknown as Connection;

const FIRST_ANSWER_MS = 5_000;

/** A wrong URL is told in a sentence, within seconds. */
async function openServer(url: string): Promise<Engine> {
  // What fails is thrown and logged by who asked; the library would print it a second time, past our logger.
  const log = { level: ClickHouseLogLevel.OFF };
  const client = createClient({ url, request_timeout: 35_000, max_open_connections: 8, log });
  const late = AbortSignal.timeout(FIRST_ANSWER_MS);
  const answer = await client.ping({ select: true, abort_signal: late });
  if (!answer.success) {
    await client.close();
    const reason = late.aborted ? `no answer within ${FIRST_ANSWER_MS / 1000} s` : answer.error;
    throw unavailable("the ClickHouse of CLICKHOUSE_URL", url, reason);
  }
  return {
    ...overClient(client),
    insert: async (table, columns, block) => {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(", ")}) SETTINGS ${INSERT_SETTINGS} FORMAT Native`,
        values: Readable.from([block], { objectMode: false }),
      });
      stream.resume();
    },
    close: () => client.close(),
  };
}

function overClient(client: Client): Pick<Engine, "select" | "command" | "ping"> {
  return {
    select: async <Row>(statement: string, parameters: QueryParameters) => {
      const result = await client.query({
        query: `${statement} SETTINGS ${LIMITS}`,
        query_params: { ...parameters },
        format: "JSONEachRow",
      });
      return await result.json<Row>();
    },
    command: async (statement) => {
      await client.command({ query: statement });
    },
    ping: async () => {
      const answer = await client.ping({ select: true });
      if (!answer.success) throw answer.error;
    },
  };
}
