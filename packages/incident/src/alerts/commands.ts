import { z } from "zod";
import { LIMITS } from "../limits.ts";
import { Id, longText, shortText, Timestamp } from "../vocabulary.ts";

/** Runbook B6: whose desk the alert reached. */
export const AlertOwner = z.enum(["SRE", "ML", "Data", "Product", "Security"]);

/** An alert as it stood when it was attached; what becomes of it later stands in the triage inbox. */
export const AttachedAlert = z.object({
  alertId: Id,
  /** The signal of the service's catalogue that alarms; null for an alert of another system. */
  signal: z.string().min(1).max(120).nullable(),
  title: shortText,
  /** What is seen, what was expected. */
  sentence: longText,
  owner: AlertOwner,
  /** Start of impact as far as this alert knows. */
  since: Timestamp,
});
export type AttachedAlert = z.infer<typeof AttachedAlert>;

/** Alerts that were grouped into a suspected incident belong to this one (B6). */
export const AttachAlerts = z.object({
  type: z.literal("AttachAlerts"),
  suspicionId: Id,
  alerts: z.array(AttachedAlert).min(1).max(LIMITS.alertsPerCommand),
});
export const AlertCommand = z.discriminatedUnion("type", [AttachAlerts]);
export type AlertCommand = z.infer<typeof AlertCommand>;
