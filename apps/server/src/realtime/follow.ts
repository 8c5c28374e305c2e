import type { LoggedEvent } from "@firebreak/incident";
import type { Incidents } from "../incidents/port.ts";
import type { FollowAnswer, IncidentSnapshot } from "./protocol.ts";

const MAX_MISSED = 2000;
const TAIL = 200;
const MAX_KEPT = 100;

/** Answers a follow. A thousand browsers that open one incident cost one reading of the log for each new number. */
export function createFollowDesk(incidents: Incidents) {
  const snapshots = new Map<string, { readonly seq: number; readonly snapshot: Promise<IncidentSnapshot> }>();

  async function snapshotOf(incidentId: string): Promise<IncidentSnapshot | null> {
    const folded = await incidents.load(incidentId);
    if (!folded) return null;
    const kept = snapshots.get(incidentId);
    if (kept?.seq === folded.seq) return kept.snapshot;
    const { seq, headHash, state } = folded;
    const snapshot = incidents
      .readBack(incidentId, seq + 1, TAIL)
      .then((tail): IncidentSnapshot => ({ incidentId, seq, headHash, state, tail }));
    snapshots.delete(incidentId);
    snapshots.set(incidentId, { seq, snapshot });
    for (const id of snapshots.keys()) if (snapshots.size > MAX_KEPT) snapshots.delete(id);
    snapshot.catch(() => snapshots.delete(incidentId));
    return snapshot;
  }

  return {
    async answer(incidentId: string, after: number | null): Promise<FollowAnswer> {
      const snapshot = await snapshotOf(incidentId);
      if (!snapshot) return { ok: false, code: "NOT_FOUND", message: `There is no ${incidentId}.` };
      const missed = after === null ? Number.POSITIVE_INFINITY : snapshot.seq - after;
      // A browser ahead of the log (it was restored from a backup) starts again from the state.
      if (after === null || missed < 0 || missed > MAX_MISSED) return { ok: true, kind: "snapshot", snapshot };
      const events = await missedRows(incidentId, after, snapshot);
      return { ok: true, kind: "events", events, head: events.at(-1)?.seq ?? snapshot.seq };
    },
  };

  async function missedRows(incidentId: string, after: number, snapshot: IncidentSnapshot): Promise<readonly LoggedEvent[]> {
    const inTail = (snapshot.tail[0]?.seq ?? Number.POSITIVE_INFINITY) <= after + 1;
    if (inTail) return snapshot.tail.filter((row) => row.seq > after);
    return after === snapshot.seq ? [] : incidents.read(incidentId, after, MAX_MISSED);
  }
}
