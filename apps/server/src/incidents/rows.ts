import { canonicalJson, linkHash } from "@firebreak/evidence";
import type { LoggedEvent } from "@firebreak/incident";
import type { EventStore } from "./port.ts";

export type AppendRequest = Parameters<EventStore["append"]>[0];

/** The rows that an append writes, each with the hash of the one before it. */
export function chained(request: AppendRequest): readonly LoggedEvent[] {
  const { incidentId, commandId, expectedSeq, at, actor } = request;
  const rows: LoggedEvent[] = [];
  let prevHash = request.prevHash;
  for (const [index, event] of request.events.entries()) {
    const row = { incidentId, seq: expectedSeq + index + 1, at, actor, commandId, event, prevHash };
    const hash = linkHash(row);
    rows.push({ ...row, hash });
    prevHash = hash;
  }
  return rows;
}

/** The text that is stored: the one that was hashed. */
export const storedJson = (value: unknown): string => canonicalJson(value);
