import type { Logger } from "pino";
import { createNotices } from "../postgres/notices.ts";
import type { EventStore } from "./port.ts";

type Wake = Parameters<Parameters<EventStore["onAppended"]>[0]>[0];

/**
 * Hears the appends of every node. It connects with the first listener and then wakes every incident once; when the
 * connection breaks it comes back, and wakes those whose head moved meanwhile.
 */
export function createLogListener(ports: { readonly url: string; readonly heads: EventStore["heads"]; readonly logger: Logger }) {
  const listeners: ((wake: Wake) => void)[] = [];
  const seen = new Map<string, number>();
  const notices = createNotices(ports);

  const wake = (news: Wake) => {
    if ((seen.get(news.incidentId) ?? 0) < news.seq) seen.set(news.incidentId, news.seq);
    for (const listener of listeners) listener(news);
  };
  async function catchUp(): Promise<void> {
    for (const { incidentId, seq } of await ports.heads()) {
      if ((seen.get(incidentId) ?? 0) >= seq) continue;
      wake({ incidentId, seq });
    }
  }
  async function hear(payload: string | null): Promise<void> {
    if (payload === null) return catchUp();
    const [incidentId, seq] = payload.split(" ");
    if (incidentId && Number(seq) > 0) wake({ incidentId, seq: Number(seq) });
  }

  return {
    onWake(listener: (news: Wake) => void): void {
      listeners.push(listener);
      if (listeners.length === 1) notices.on("incident_events", hear);
    },
    listening: notices.listening,
    close: notices.close,
  };
}
