import type { AlertReport } from "./port.ts";

const MINUTE = 60_000;
/** Alerts whose impact began this close to each other are probably one fault. */
export const SAME_FAULT_MS = 15 * MINUTE;
/** What comes back so soon never was over. */
export const SAME_ALERT_MS = 10 * MINUTE;
/** How long a suspicion waits for a person once nothing of it fires. */
export const FADES_AFTER_MS = 10 * MINUTE;

/**
 * Alerts with one group key may be one fault. What security owns stays apart, so that it reaches Security at once and is not
 * taken for a symptom (J5). What names no service is grouped as its sender grouped it: the key without its last part.
 */
export function groupKeyOf({ service, owner, key }: Pick<AlertReport, "service" | "owner" | "key">): string {
  const of = service !== "" ? `service ${service}` : `sender ${key.slice(0, Math.max(0, key.lastIndexOf("/")))}`;
  return owner === "Security" ? `security ${of}` : of;
}
export const isSecurity = (groupKey: string): boolean => groupKey.startsWith("security ");

/** Whether an alert whose impact began then lies within 15 minutes of the group's activity. */
export function isSameFault(since: number, group: { readonly since: number; readonly activeUntil: number }): boolean {
  return since >= group.since - SAME_FAULT_MS && since <= group.activeUntil + SAME_FAULT_MS;
}
