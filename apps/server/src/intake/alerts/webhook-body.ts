import { z } from "zod";

/** One delivery of Alertmanager or Grafana: its groups are larger than any that a person wants to read. */
export const MOST_ALERTS = 500;
const text = z.string().max(10_000);
/** Values that are no text (Grafana's labels are, its annotations need not be) are written as JSON. */
const texts = z
  .record(z.string().max(200), z.unknown())
  .transform((pairs) =>
    Object.fromEntries(
      Object.entries(pairs).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)] as const],
      ),
    ),
  );
/** RFC 3339 with any number of fractional digits and any offset; epoch milliseconds. */
const instant = z.string().transform((value, context) => {
  const at = Date.parse(value);
  if (Number.isNaN(at)) {
    context.addIssue(`must be a time such as 2026-01-31T14:02:00Z, not ${JSON.stringify(value.slice(0, 40))}`);
    return z.NEVER;
  }
  return at;
});

const ForeignAlert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: texts,
  annotations: texts.default({}),
  startsAt: instant,
  /** Year 1 while it fires. */
  endsAt: instant.optional(),
  generatorURL: text.default(""),
  fingerprint: z.string().min(1).max(200),
  dashboardURL: text.default(""),
  panelURL: text.default(""),
});
export type ForeignAlert = z.infer<typeof ForeignAlert>;

/** What Alertmanager (version 4) and Grafana (version 1) send alike; fields that are not named are dropped. */
export const WebhookBody = z.object({
  version: z.string(),
  groupKey: z.string().min(1).max(20_000),
  receiver: text.default(""),
  truncatedAlerts: z.number().int().min(0).default(0),
  alerts: z
    .array(ForeignAlert)
    .min(1, "holds no alert")
    .max(MOST_ALERTS, `holds more than ${MOST_ALERTS} alerts; set max_alerts`),
});
export type WebhookBody = z.infer<typeof WebhookBody>;

/** The versions that are understood, by sender. */
export const VERSIONS = { alertmanager: "4", grafana: "1" } as const;
export type Sender = keyof typeof VERSIONS;
