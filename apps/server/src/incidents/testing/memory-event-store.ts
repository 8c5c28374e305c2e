import type { LoggedEvent } from "@firebreak/incident";
import type { EventStore } from "../port.ts";
import { chained } from "../rows.ts";

/** The port in memory, for tests: the same promises but durability. */
export function createMemoryEventStore(): EventStore {
  const logs = new Map<string, LoggedEvent[]>();
  const commands = new Map<string, readonly LoggedEvent[]>();
  const listeners: Parameters<EventStore["onAppended"]>[0][] = [];
  let number = 0;
  const logOf = (incidentId: string) => logs.get(incidentId) ?? [];
  const headOf = (incidentId: string) => logOf(incidentId).at(-1);

  return {
    async append(request) {
      const known = commands.get(request.commandId);
      if (known) return { kind: "duplicate", rows: known };
      const head = headOf(request.incidentId);
      if ((head?.seq ?? 0) !== request.expectedSeq) return { kind: "conflict" };
      if (head && head.hash !== request.prevHash) return { kind: "conflict" };
      const rows = chained(request);
      logs.set(request.incidentId, [...logOf(request.incidentId), ...rows]);
      commands.set(request.commandId, rows);
      const seq = rows.at(-1)?.seq ?? 0;
      queueMicrotask(() => {
        for (const listener of listeners) listener({ incidentId: request.incidentId, seq });
      });
      return { kind: "appended", rows };
    },
    read: async (incidentId, afterSeq, limit) =>
      logOf(incidentId)
        .filter((row) => row.seq > afterSeq)
        .slice(0, limit),
    readBack: async (incidentId, beforeSeq, limit) =>
      logOf(incidentId)
        .filter((row) => row.seq < beforeSeq)
        .slice(-limit),
    heads: async () => [...logs].map(([incidentId, rows]) => ({ incidentId, seq: rows.length })),
    byCommand: async (commandId) => commands.get(commandId) ?? [],
    async head(incidentId) {
      const head = headOf(incidentId);
      return head ? { seq: head.seq, hash: head.hash } : null;
    },
    incidentIds: async () => [...logs.keys()].reverse(),
    nextIncidentId: async () => `INC-${++number}`,
    onAppended: (listener) => listeners.push(listener),
  };
}
