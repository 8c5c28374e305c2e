import type { Alert, Suspicion, SuspicionEnd } from "@firebreak/server/contract";
import type { FaultClass, Owner } from "@firebreak/signals";
import { withoutStart } from "../../live/withoutStart.ts";

/** The desks of B6, in the order of the filter. */
export const DESKS: readonly { readonly id: Owner; readonly name: string }[] = [
  { id: "SRE", name: "SRE" },
  { id: "ML", name: "ML" },
  { id: "Data", name: "Data" },
  { id: "Product", name: "Product" },
  { id: "Security", name: "Security" },
];
export const CLASS_NAMES: Readonly<Record<FaultClass, string>> = {
  data: "Data",
  model: "Model",
  infra: "Infrastructure",
  security: "Security",
  governance: "Governance",
};
export const SOURCE_NAMES: Readonly<Record<Alert["source"], string>> = {
  detection: "Firebreak",
  alertmanager: "Alertmanager",
  grafana: "Grafana",
};
export const STATUS_NAMES: Readonly<Record<Alert["status"], string>> = { firing: "firing", held: "held", resolved: "resolved" };

/** How a suspected incident ended, in words. */
export function endText(end: SuspicionEnd): string {
  switch (end.kind) {
    case "dismissed":
      return `Dismissed: ${end.reason}`;
    case "merged":
      return `Merged into ${end.incidentId}`;
    case "declared":
      return `Declared as ${end.incidentId}`;
    case "faded":
      return "Its alerts resolved by themselves";
    default:
      return end satisfies never;
  }
}

export const firingOf = ({ alerts }: Pick<Suspicion, "alerts">): readonly Alert[] =>
  alerts.filter((alert) => alert.status === "firing");

/** `3 of 4 alerts firing`, `1 alert, resolved`. */
export function alertsText({ alerts, alertCount }: Pick<Suspicion, "alerts" | "alertCount">): string {
  const firing = firingOf({ alerts }).length;
  const noun = alertCount === 1 ? "alert" : "alerts";
  if (firing === 0) return `${alertCount} ${noun}, ${alertCount === 1 ? "" : "all "}resolved`;
  return firing === alertCount ? `${alertCount} ${noun} firing` : `${firing} of ${alertCount} alerts firing`;
}

/** The sentence of a detector without what stands beside it anyway: its title before, its start behind. */
export function whyText({ source, title, sentence }: Pick<Alert, "source" | "title" | "sentence">): string {
  if (source !== "detection") return sentence;
  const bare = sentence.startsWith(`${title} `) ? sentence.slice(title.length + 1) : sentence;
  return withoutStart(bare);
}

const BEFORE_MS = 20 * 60_000;
const AFTER_MS = 40 * 60_000;
/** Younger than this, its beginning and a stretch before it fit into the signals page's 30 minutes; older into its 2 hours. */
const YOUNG_MS = 20 * 60_000;
/** As the signals page reads its address: one signal alone, from before its impact until now or well after it. */
export function signalAddress(
  alert: Pick<Alert, "signal" | "since" | "resolvedAt">,
  service: string,
  now: number,
): string | null {
  if (alert.signal === null) return null;
  const search = new URLSearchParams({ service, open: alert.signal });
  const running = alert.resolvedAt === null && now - alert.since < AFTER_MS;
  if (running) search.set("window", now - alert.since < YOUNG_MS ? "30m" : "2h");
  else {
    search.set("from", new Date(alert.since - BEFORE_MS).toISOString());
    search.set("to", new Date(Math.min(now, (alert.resolvedAt ?? alert.since) + AFTER_MS)).toISOString());
  }
  return `/signals?${search}`;
}

/** What a board or a page about the service's signals opens with. */
export const signalsAddress = (suspicion: Pick<Suspicion, "service" | "alerts">): string => {
  const signals = [...new Set(suspicion.alerts.flatMap((alert) => alert.signal ?? []))].slice(0, 12);
  const search = new URLSearchParams({ service: suspicion.service });
  if (signals.length > 0) search.set("signals", signals.join(","));
  return `/signals?${search}`;
};
