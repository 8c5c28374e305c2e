import type { Acknowledgement, Containment } from "@firebreak/incident";
import { FORGOTTEN_AFTER_MS, SILENT_AFTER_MS, type TrackedReading } from "../flags/port.ts";

export type AcknowledgementFacts = Omit<Acknowledgement, "at">;

/** A containment begins at its isolation and ends at its release or expiry; each of the two is acknowledged for itself. */
export interface Turn {
  readonly kind: "isolated" | "ended";
  /** Epoch milliseconds. */
  readonly since: number;
  /** What the log says of this turn so far. */
  readonly recorded: Acknowledgement | null;
}
export function turnOf(containment: Containment): Turn {
  const recorded = containment.acknowledgement;
  if (containment.situation === "active") return { kind: "isolated", since: Date.parse(containment.isolatedAt), recorded };
  const since = Date.parse(containment.endedAt);
  return { kind: "ended", since, recorded: recorded && Date.parse(recorded.at) >= since ? recorded : null };
}

const FIRST_RECORD_AFTER_MS = 5_000;
const RECORDS_APART_MS = 5_000;
const MAX_NAMED = 1_000;

/**
 * Pure. Who obeys, who is still to, and who is not heard of. `startedAt` is when this server began to listen: whoever is
 * in the log but was not heard from since is given 15 s before being called silent.
 */
export function acknowledgementOf(facts: {
  readonly turn: Turn;
  readonly flagSetVersion: number;
  readonly readings: readonly TrackedReading[];
  readonly now: number;
  readonly startedAt: number;
}): AcknowledgementFacts {
  const { turn, flagSetVersion, readings, now, startedAt } = facts;
  // Records from before our start say that an instance lives, not which flags it read: what the log says of it stands until it had time to read.
  const settling = turn.recorded !== null && now - startedAt < SILENT_AFTER_MS;
  const placed = readings
    .filter((reading) => !(settling && reading.version === null))
    .map((reading) => ({ reading, place: placeOf(reading, { flagSetVersion, now }) }));
  const named = (place: "acknowledged" | "pending" | "silent") =>
    placed.filter((entry) => entry.place === place).map((entry) => entry.reading.instance);
  const acknowledged = named("acknowledged");
  const pending = named("pending");
  const silent = [...named("silent"), ...missing(facts)].toSorted();
  return {
    flagSetVersion,
    acknowledged: acknowledged.slice(0, MAX_NAMED),
    pending: pending.slice(0, MAX_NAMED),
    silent: silent.slice(0, MAX_NAMED),
    // How long it took is history once it is written down; an instance that starts later does not change it.
    propagationMs: turn.recorded?.propagationMs ?? (pending.length === 0 ? propagation(placed, { turn, flagSetVersion }) : null),
  };
}

function placeOf(reading: TrackedReading, at: { readonly flagSetVersion: number; readonly now: number }) {
  const hasRead = reading.version !== null && reading.version >= at.flagSetVersion;
  if (reading.situation !== "silent") return hasRead ? "acknowledged" : "pending";
  const alive = reading.lastSeenAt > at.now - SILENT_AFTER_MS;
  return alive && !hasRead ? "pending" : "silent";
}

function propagation(
  placed: readonly { readonly reading: TrackedReading; readonly place: string }[],
  { turn, flagSetVersion }: { readonly turn: Turn; readonly flagSetVersion: number },
): number | null {
  const firstReads = placed
    .filter((entry) => entry.place === "acknowledged")
    .map(({ reading }) => reading.firstReads.find((read) => read.version >= flagSetVersion)?.at ?? turn.since);
  return firstReads.length === 0 ? null : Math.max(0, Math.round(Math.max(...firstReads) - turn.since));
}

/** In the log, but not heard from since this server started. */
function missing({ turn, readings, now, startedAt }: Parameters<typeof acknowledgementOf>[0]): readonly string[] {
  if (!turn.recorded || now - startedAt > FORGOTTEN_AFTER_MS) return [];
  const heard = new Set(readings.map((reading) => reading.instance));
  return namesIn(turn.recorded).filter((instance) => !heard.has(instance));
}
const namesIn = (recorded: AcknowledgementFacts) => [...recorded.acknowledged, ...recorded.pending, ...recorded.silent];

/**
 * Pure. The first record when everybody obeys, or after 5 s whoever does; then on each change, 5 s apart. That a silent
 * instance is forgotten after 10 minutes is no change.
 */
export function worthRecording(facts: {
  readonly turn: Turn;
  readonly next: AcknowledgementFacts;
  readonly now: number;
  readonly startedAt: number;
}): boolean {
  const { turn, next, now } = facts;
  const { recorded } = turn;
  if (!recorded) {
    const everybody = next.acknowledged.length > 0 && next.pending.length === 0 && next.silent.length === 0;
    return everybody || now - Math.max(turn.since, facts.startedAt) >= FIRST_RECORD_AFTER_MS;
  }
  if (now - Date.parse(recorded.at) < RECORDS_APART_MS) return false;
  const known = new Set(recorded.silent);
  const unchanged =
    same(recorded.acknowledged, next.acknowledged) &&
    same(recorded.pending, next.pending) &&
    next.silent.every((instance) => known.has(instance));
  return !unchanged && !stillArriving(facts);
}

/** Just after a restart, silence says nothing yet: wait until everybody in the log was heard from, or 15 s. */
function stillArriving({ turn, next, now, startedAt }: Parameters<typeof worthRecording>[0]): boolean {
  if (!turn.recorded || now - startedAt >= SILENT_AFTER_MS) return false;
  const heard = new Set([...next.acknowledged, ...next.pending]);
  return [...turn.recorded.acknowledged, ...turn.recorded.pending].some((instance) => !heard.has(instance));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join("\n") === b.toSorted().join("\n");
}
