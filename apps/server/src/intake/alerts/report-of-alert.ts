import { createHash } from "node:crypto";
import type { FaultClass, Owner, Urgency } from "@firebreak/signals";
import type { AlertReport } from "../../inbox/port.ts";
import type { ForeignAlert, Sender, WebhookBody } from "./webhook-body.ts";

const LONGEST_LABEL = 200;
const MOST_LABELS = 30;
const LONGEST_TITLE = 160;
const LONGEST_SENTENCE = 1000;

/** Labels that say of which service an alert is; the first that is there. */
const SERVICE_LABELS = ["firebreak_service", "service_name", "service"] as const;
const OWNER_LABELS = ["firebreak_owner", "owner", "team"] as const;
/** B6: what nobody labelled is the platform's. */
const OWNERS: Readonly<Record<string, Owner>> = {
  sre: "SRE",
  platform: "SRE",
  ml: "ML",
  model: "ML",
  data: "Data",
  product: "Product",
  security: "Security",
  trust: "Security",
};
const CLASS_OF_OWNER: Readonly<Record<Owner, FaultClass>> = {
  SRE: "infra",
  ML: "model",
  Data: "data",
  Product: "model",
  Security: "security",
};
const FAULT_CLASSES: readonly FaultClass[] = ["data", "model", "infra", "security", "governance"];
const PAGING = new Set(["critical", "page", "high", "sev1", "sev2", "emergency"]);

/**
 * What one delivery says, alert by alert. The same group and fingerprint is the same alert, however often it is delivered.
 * An alert that names no service is the key's.
 */
export function reportsOf(sender: Sender, body: WebhookBody, keyService: string): readonly AlertReport[] {
  const group = createHash("sha256").update(body.groupKey).digest("hex").slice(0, 16);
  return body.alerts.map((alert) => reportOf(sender, `${sender}/${group}/${alert.fingerprint}`, alert, keyService));
}

function reportOf(sender: Sender, key: string, alert: ForeignAlert, keyService: string): AlertReport {
  const { labels, annotations } = alert;
  const owner = ownerOf(labels);
  const name = labels.alertname ?? "An alert";
  return {
    key,
    source: sender,
    service: first(labels, SERVICE_LABELS)?.slice(0, 120) ?? keyService,
    signal: null,
    title: cut(annotations.summary || name, LONGEST_TITLE),
    owner,
    urgency: urgencyOf(labels),
    faultClass: FAULT_CLASSES.find((one) => one === labels.firebreak_class?.toLowerCase()) ?? CLASS_OF_OWNER[owner],
    scenarios: [],
    firing: alert.status === "firing",
    since: alert.startsAt,
    reasons: [],
    sentence: cut(annotations.description || annotations.message || annotations.summary || `${name} fires.`, LONGEST_SENTENCE),
    labels: boundedLabels(labels),
    url: [alert.panelURL, alert.dashboardURL, alert.generatorURL].find(isWebAddress) ?? "",
  };
}

function ownerOf(labels: Readonly<Record<string, string>>): Owner {
  const words = (first(labels, OWNER_LABELS) ?? "").toLowerCase().split(/[^a-z]+/);
  return words.map((word) => OWNERS[word]).find((owner) => owner !== undefined) ?? "SRE";
}

function urgencyOf(labels: Readonly<Record<string, string>>): Urgency {
  return PAGING.has((labels.severity ?? labels.priority ?? "").toLowerCase()) ? "page" : "ticket";
}

function boundedLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = Object.entries(labels).slice(0, MOST_LABELS);
  return Object.fromEntries(kept.map(([name, value]) => [name, cut(value, LONGEST_LABEL)]));
}

const first = (labels: Readonly<Record<string, string>>, names: readonly string[]): string | undefined =>
  names.map((name) => labels[name]).find((value) => value !== undefined && value !== "");
const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
/** Nothing else becomes a link on a page. */
const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s]{1,1900}$/i.test(text);
