import { explain, type Standing } from "@firebreak/signals";
import type { Logger } from "pino";
import type { AlertReport, Inbox } from "../inbox/port.ts";
import type { WatchedSignal } from "./watched-signal.ts";
import type { Watches } from "./watches.ts";

export interface Lead {
  /** This node is the one that reports. */
  readonly held: boolean;
}
export interface Reporting {
  /** Tells the inbox what changed since the last time. Rejects when the inbox fails; it is told again then. */
  report(): Promise<void>;
}

const MOST_REPORTS = 500;
/** What fires is said again: that it still does, and with what it says now. */
const SAID_AGAIN_MS = 300_000;

interface Said {
  readonly at: number;
  /** What would have to change to be worth saying again. */
  readonly gist: string;
  readonly report: AlertReport;
}

export function createReporting(ports: {
  readonly watches: Watches;
  readonly inbox: Pick<Inbox, "report" | "standing">;
  readonly lead: Lead;
  readonly now: () => number;
  readonly logger: Logger;
}): Reporting {
  const { watches, inbox, lead, now, logger } = ports;
  /** What the inbox holds as firing, by key. */
  const firing = new Map<string, Said>();
  let knowsInbox = false;

  /** What this node, or another before it, said and is still firing there. */
  async function learnInbox(): Promise<void> {
    firing.clear();
    for (const alert of await inbox.standing("detection"))
      firing.set(alert.key, { at: 0, gist: "", report: { ...alert, firing: true } });
    knowsInbox = true;
    logger.info({ firing: firing.size }, "This node reports what detection finds.");
  }

  function news(): readonly Said[] {
    const said: Said[] = [];
    const standing = new Set<string>();
    for (const service of watches.services()) {
      for (const signal of watches.of(service)?.signals() ?? []) {
        const key = keyOf(service, signal.definition.id);
        const current = signal.watch.standing(now());
        standing.add(key);
        const before = firing.get(key);
        if (current.kind === "alarming") {
          const next = { at: now(), gist: gistOf(current), report: reportOf(key, service, signal, current) };
          if (!before || before.gist !== next.gist || now() - before.at >= SAID_AGAIN_MS) said.push(next);
        } else if (before && current.kind === "quiet") {
          said.push({ at: now(), gist: "", report: { ...before.report, firing: false } });
        }
      }
    }
    const followed = new Set(watches.services());
    for (const [key, { report }] of firing) {
      // A signal that its service no longer has says nothing any more.
      if (!standing.has(key) && followed.has(report.service))
        said.push({ at: now(), gist: "", report: { ...report, firing: false } });
    }
    return said;
  }

  return {
    async report() {
      if (!lead.held) {
        knowsInbox = false;
        return;
      }
      if (!knowsInbox) await learnInbox();
      const said = news();
      for (let n = 0; n < said.length; n += MOST_REPORTS) {
        const some = said.slice(n, n + MOST_REPORTS);
        await inbox.report(some.map(({ report }) => report));
        for (const one of some) {
          if (one.report.firing) firing.set(one.report.key, one);
          else firing.delete(one.report.key);
        }
      }
    },
  };
}

const keyOf = (service: string, signal: string) => `detection/${service}/${signal}`;
type Alarming = Standing & { readonly kind: "alarming" };
const gistOf = ({ since, urgency, reasons }: Alarming) => [since, urgency, ...reasons.map(({ kind }) => kind)].join(" ");

function reportOf(
  key: string,
  service: string,
  { definition }: WatchedSignal,
  { since, urgency, reasons }: Alarming,
): AlertReport {
  const [reason] = reasons;
  return {
    key,
    source: "detection",
    service,
    signal: definition.id,
    title: definition.title,
    owner: definition.owner,
    urgency,
    faultClass: definition.faultClass,
    scenarios: definition.scenarios,
    firing: true,
    since,
    reasons,
    sentence: reason ? explain(definition, { reason, since, formatTime: utcTime }) : definition.title,
    labels: {},
    url: "",
  };
}

const utcTime = (at: number) => `${new Date(at).toISOString().slice(11, 16)} UTC`;
