import { GENESIS_HASH } from "@firebreak/evidence";
import { evolve, type IncidentState, initialState, LoggedEvent } from "@firebreak/incident";
import type { EventStore, FoldedIncident } from "./port.ts";

/** A row that no version of Firebreak could have written: somebody changed the database, or runs an older Firebreak on it. */
class UnreadableRow extends Error {
  override readonly name = "UnreadableRow";
}

export const nothingYet = (incidentId: string): FoldedIncident => ({
  incidentId,
  seq: 0,
  headHash: GENESIS_HASH,
  state: initialState,
});

/** The reading edge: rows are parsed here (and, once there are older forms, upcast) before they reach `evolve`. */
export function fold(before: FoldedIncident, rows: readonly LoggedEvent[]): FoldedIncident {
  let { seq, headHash } = before;
  let state: IncidentState = before.state;
  for (const row of rows) {
    if (row.seq !== seq + 1) throw new UnreadableRow(`${row.incidentId}: row ${row.seq} follows ${seq}`);
    const parsed = LoggedEvent.safeParse(row);
    if (!parsed.success) throw new UnreadableRow(`${row.incidentId} row ${row.seq}: ${parsed.error.message}`);
    state = evolve(state, parsed.data.event, parsed.data);
    seq = row.seq;
    headHash = row.hash;
  }
  return { incidentId: before.incidentId, seq, headHash, state };
}

const PAGE = 2000;

/** Every row after `afterSeq`, page by page. */
export async function* pagesAfter(
  store: EventStore,
  incidentId: string,
  afterSeq: number,
): AsyncGenerator<readonly LoggedEvent[]> {
  for (let after = afterSeq; ; ) {
    const rows = await store.read(incidentId, after, PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}
