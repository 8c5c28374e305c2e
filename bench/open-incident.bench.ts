import { randomUUID } from "node:crypto";
import { evolve, type IncidentState, initialState, type LoggedEvent } from "@firebreak/incident";
import { milliseconds, type Row } from "./harness/bench.ts";
import { type LiveSocket, openLiveSocket } from "./harness/live-socket.ts";
import { declaration, expectData, firstAdministrator, type Person } from "./harness/person.ts";
import { freePort, startServer, temporaryData } from "./harness/server.ts";

export const title = "Opening an incident of 10,000 events, until it is folded in a client";

const EVENTS = 10_000;
const LIMIT_MS = 1000;

interface Snapshot {
  readonly seq: number;
  readonly state: IncidentState;
}
type Answer =
  | { readonly ok: true; readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | { readonly ok: true; readonly kind: "events"; readonly events: readonly LoggedEvent[] }
  | { readonly ok: false; readonly message: string };

/** Cold: the first one to open it after the server started. Warm: the next one. Missed: 1,900 events behind. Whole log: every row. */
export async function run(): Promise<Row[]> {
  await using data = await temporaryData();
  const port = await freePort();
  let server = startServer({ data: data.path, port });
  try {
    const person = await firstAdministrator(server.url, await server.ready);
    const { incidentId } = await expectData(
      person.mutate("incidents.declare", { commandId: randomUUID(), command: declaration }),
    );
    await fill(person, incidentId);
    await server.end("SIGTERM");
    server = startServer({ data: data.path, port });
    await server.ready;
    const timed = async (open: () => Promise<Snapshot>) => {
      const from = performance.now();
      const { seq } = await open();
      if (seq !== EVENTS) throw new Error(`opened at ${seq}`);
      return performance.now() - from;
    };
    const opening = (held: Snapshot | null) =>
      timed(() => openAndFold({ url: server.url, cookie: person.cookie, incidentId, held }));
    const beforeIt = folded(await expectData(person.query("incidents.logBefore", { incidentId, beforeSeq: 2, limit: 1 }))).state;
    const rows: [string, number][] = [
      ["cold, right after the server's start", await opening(null)],
      ["warm", await opening(null)],
      ["1,900 events missed", await opening({ seq: EVENTS - 1900, state: beforeIt })],
      ["the whole log, row by row", await timed(() => readAndFold(person, incidentId))],
    ];
    return rows.map(([how, ms]) => ({
      how,
      time: milliseconds(ms),
      "of the limit (1 s)": (ms / LIMIT_MS).toFixed(2),
      aim: "< 1",
    }));
  } finally {
    await server.end("SIGTERM");
  }
}

async function fill(person: Person, incidentId: string): Promise<void> {
  const note = (n: number) => ({ type: "AddNote", text: `Row ${n}: what was seen, by whom, and what it leans on.`, proofs: [] });
  for (let n = 1; n < EVENTS; ) {
    const group = Math.min(32, EVENTS - n);
    const sent = Array.from({ length: group }, (_, i) =>
      expectData(person.mutate("incidents.command", { commandId: randomUUID(), incidentId, command: note(n + i) })),
    );
    await Promise.all(sent);
    n += group;
  }
}

interface Opening {
  readonly url: string;
  readonly cookie: string;
  readonly incidentId: string;
  readonly held: Snapshot | null;
}
/** Connect, follow, and have the state: what a browser does. */
async function openAndFold(ask: Opening): Promise<Snapshot> {
  const { url, cookie, incidentId, held } = ask;
  const socket: LiveSocket = await openLiveSocket(url, cookie);
  try {
    const answer = (await socket.ask("follow", { incidentId, after: held?.seq ?? null })) as Answer;
    if (!answer.ok) throw new Error(answer.message);
    return answer.kind === "snapshot" ? answer.snapshot : folded(answer.events, held?.state);
  } finally {
    socket.close();
  }
}

async function readAndFold(person: Person, incidentId: string): Promise<Snapshot> {
  const rows: LoggedEvent[] = [];
  for (let beforeSeq = EVENTS + 1; beforeSeq > 1; ) {
    const page: LoggedEvent[] = await expectData(person.query("incidents.logBefore", { incidentId, beforeSeq, limit: 1000 }));
    rows.unshift(...page);
    beforeSeq = page[0]?.seq ?? 0;
  }
  return folded(rows);
}

function folded(rows: readonly LoggedEvent[], before: IncidentState = initialState): Snapshot {
  let state = before;
  for (const row of rows) state = evolve(state, row.event, row);
  return { seq: rows.at(-1)?.seq ?? 0, state };
}
