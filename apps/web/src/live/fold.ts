import { type ChainVerdict, linkHash, verifyChain } from "@firebreak/evidence";
import { type DeclaredIncident, evolve, type IncidentState, type LoggedEvent } from "@firebreak/incident";
import type { IncidentSnapshot } from "@firebreak/server/contract";

export type Chain =
  | { readonly kind: "verified" }
  /** From this row on the log is not the one that was hashed: it is shown, and not to be relied on. */
  | { readonly kind: "broken"; readonly seq: number; readonly fault: "gap" | "broken-link" | "altered" };

/** What this browser holds of an incident, confirmed by the log. Rows without holes, oldest first, the newest is `seq`. */
export interface Held {
  readonly incidentId: string;
  readonly seq: number;
  readonly headHash: string;
  readonly state: DeclaredIncident;
  readonly rows: readonly LoggedEvent[];
  readonly chain: Chain;
}

/** Rows kept in memory while they stream in; older ones come again by `logBefore`. */
export const MOST_ROWS = 2_000;
/** Rows kept once a person read back further than that: what is being read does not vanish under the eyes. */
export const MOST_READ_ROWS = 50_000;
const VERIFIED: Chain = { kind: "verified" };
const chainOf = (verdict: ChainVerdict): Chain =>
  verdict.ok ? VERIFIED : { kind: "broken", seq: verdict.seq, fault: verdict.fault };

/** The rows that came with a snapshot must link to each other and end in its head. */
export function openSnapshot(snapshot: IncidentSnapshot): Held {
  const { incidentId, seq, headHash, state, tail } = snapshot;
  return { incidentId, seq, headHash, state, rows: tail, chain: chainOfTail(tail, seq, headHash) };
}
function chainOfTail(tail: readonly LoggedEvent[], seq: number, headHash: string): Chain {
  const first = tail[0];
  if (first === undefined) return seq === 0 ? VERIFIED : { kind: "broken", seq, fault: "gap" };
  const verdict = verifyChain(tail, { seq: first.seq - 1, hash: first.prevHash });
  if (!verdict.ok) return chainOf(verdict);
  if (verdict.head !== seq) return { kind: "broken", seq, fault: "gap" };
  return verdict.headHash === headHash ? VERIFIED : { kind: "broken", seq, fault: "broken-link" };
}

export interface Folded {
  readonly held: Held;
  /** A row is missing between what is held and what came: ask for everything after `held.seq`. */
  readonly hole: boolean;
}

/**
 * Rows in any order, with any that are already held. What follows without a hole is folded; a row that comes twice counts
 * once; a row that differs from the held one of its number breaks the chain.
 */
export function foldRows(held: Held, pushed: readonly LoggedEvent[]): Folded {
  const rows = pushed.toSorted((a, b) => a.seq - b.seq);
  let { seq, headHash, chain } = held;
  let state: IncidentState = held.state;
  const fresh: LoggedEvent[] = [];
  let hole = false;
  for (const row of rows) {
    if (row.seq <= seq) {
      const known = fresh.find((other) => other.seq === row.seq) ?? heldRow(held, row.seq);
      if (chain.kind === "verified" && known && known.hash !== row.hash)
        chain = { kind: "broken", seq: row.seq, fault: "altered" };
      continue;
    }
    if (row.seq !== seq + 1) {
      hole = true;
      break;
    }
    if (chain.kind === "verified") chain = chainOf(verifyChain([row], { seq, hash: headHash }));
    state = evolve(state, row.event, row);
    seq = row.seq;
    headHash = row.hash;
    fresh.push(row);
  }
  if (fresh.length === 0 && chain === held.chain) return { held, hole };
  if (state.situation === "undeclared") throw new Error("a declared incident folded to undeclared");
  const most = held.rows.length > MOST_ROWS ? MOST_READ_ROWS : MOST_ROWS;
  return { held: { ...held, seq, headHash, state, chain, rows: [...held.rows, ...fresh].slice(-most) }, hole };
}
const heldRow = (held: Held, seq: number): LoggedEvent | undefined => {
  const first = held.rows[0]?.seq;
  return first === undefined ? undefined : held.rows[seq - first];
};

/** Older rows in front of those held; they must end where the held ones begin. */
export function prependRows(held: Held, older: readonly LoggedEvent[]): Held {
  const first = held.rows[0];
  const last = older.at(-1);
  if (first === undefined || last === undefined || last.seq !== first.seq - 1) return held;
  const start = older[0];
  if (held.chain.kind === "broken" || start === undefined) return { ...held, rows: [...older, ...held.rows] };
  const verdict = verifyChain(older, { seq: start.seq - 1, hash: start.prevHash });
  const chain: Chain =
    verdict.ok && linkHash(last) !== first.prevHash ? { kind: "broken", seq: first.seq, fault: "broken-link" } : chainOf(verdict);
  return { ...held, chain, rows: [...older, ...held.rows] };
}
