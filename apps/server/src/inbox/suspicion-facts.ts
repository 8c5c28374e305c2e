import type { FaultClass } from "@firebreak/signals";
import { isSecurity } from "./grouping.ts";
import type { Alert } from "./port.ts";
import type { SuspicionFacts } from "./records.ts";

type Facts = Pick<
  Alert,
  "signal" | "title" | "owner" | "urgency" | "faultClass" | "scenarios" | "since" | "resolvedAt" | "status" | "key"
>;
const SCENARIOS = ["I1", "I2", "I3", "I4", "I5"] as const;
const LONGEST_TITLE = 200;

/**
 * What a suspicion says of its alerts; there is at least one. Its lead is one of the most urgent, of the class that the alerts
 * name where one is, and of those the one whose impact began first; it gives title, owner and urgency. Resolved alerts still
 * speak, so that the words do not change while the fault fades; held ones only where there is nothing else.
 */
export function factsOf(group: { readonly groupKey: string; readonly service: string }, all: readonly Facts[]): SuspicionFacts {
  const unheld = all.filter((alert) => alert.status !== "held");
  const alerts = [...(unheld.length > 0 ? unheld : all)].sort(moreUrgentFirst);
  const [first] = alerts;
  if (!first) throw new Error(`a suspicion of ${group.groupKey} without an alert`);
  const security = isSecurity(group.groupKey);
  const faultClass = faultClassOf(alerts, first);
  const lead = alerts.find((alert) => alert.urgency === first.urgency && alert.faultClass === faultClass) ?? first;
  return {
    title: titleOf(
      group.service,
      lead,
      alerts.filter((alert) => alert !== lead),
    ),
    owner: security ? "Security" : lead.owner,
    urgency: lead.urgency,
    faultClass: security ? "security" : faultClass,
    scenario: scenarioOf(alerts),
    since: startOf(all),
  };
}

/** The start of impact of what fires, and of what was still there when that began; of all where nothing fires any more. */
function startOf(alerts: readonly Facts[]): number {
  const going = alerts.filter((alert) => alert.resolvedAt === null);
  if (going.length === 0) return Math.min(...alerts.map((alert) => alert.since));
  let since = Math.min(...going.map((alert) => alert.since));
  const over = alerts.flatMap((alert) => (alert.resolvedAt === null ? [] : [{ until: alert.resolvedAt, since: alert.since }]));
  for (const one of over.sort((a, b) => b.until - a.until)) if (one.until >= since) since = Math.min(since, one.since);
  return since;
}

export function moreUrgentFirst(a: Facts, b: Facts): number {
  return rank(a) - rank(b) || a.since - b.since || (a.key < b.key ? -1 : 1);
}
const rank = (alert: Facts): number => (alert.urgency === "page" ? 0 : 1);

/** “refund-risk: feature null rate and 3 other signals”. */
function titleOf(service: string, lead: Facts, others: readonly Facts[]): string {
  const noun = [lead, ...others].every((alert) => alert.signal !== null) ? "signal" : "alert";
  const rest = others.length === 0 ? "" : ` and ${others.length} other ${noun}${others.length === 1 ? "" : "s"}`;
  const start = service === "" ? "" : `${service}: `;
  const words = service === "" ? lead.title : inSentence(lead.title);
  const room = LONGEST_TITLE - start.length - rest.length;
  return `${start}${words.length > room ? `${words.slice(0, room - 1).toWellFormed()}…` : words}${rest}`;
}
/** “Feature null rate” → “feature null rate”; names and abbreviations keep their capitals. */
const inSentence = (title: string): string =>
  /^[A-Z][a-z]+(?![A-Za-z0-9])/.test(title) ? `${title[0]?.toLowerCase()}${title.slice(1)}` : title;

/** The class that most alerts name, a page counting as two tickets; where they are even, the lead's. */
function faultClassOf(alerts: readonly Facts[], lead: Facts): FaultClass {
  const votes = new Map<FaultClass, number>([[lead.faultClass, 0.5]]);
  for (const { faultClass, urgency } of alerts)
    votes.set(faultClass, (votes.get(faultClass) ?? 0) + (urgency === "page" ? 2 : 1));
  return most(votes) ?? lead.faultClass;
}

/** Each alert has one vote, shared by the scenarios whose first signal it is; null where none has the most. */
function scenarioOf(alerts: readonly Facts[]): SuspicionFacts["scenario"] {
  const votes = new Map<(typeof SCENARIOS)[number], number>();
  for (const { scenarios } of alerts) {
    const named = SCENARIOS.filter((scenario) => scenarios.includes(scenario));
    for (const scenario of named) votes.set(scenario, (votes.get(scenario) ?? 0) + 1 / named.length);
  }
  return most(votes);
}

function most<T>(votes: ReadonlyMap<T, number>): T | null {
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  if (!first || (second && first[1] - second[1] < 1e-9)) return null;
  return first[0];
}
