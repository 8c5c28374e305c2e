import type { DeclarationRule } from "./port.ts";
import type { AlertRecord, SuspicionRecord } from "./records.ts";

const MINUTE = 60_000;

/**
 * Whether the suspicion fulfils the rule now, and has for the rule's minutes: since the last of the alerts that it takes began
 * to fire. Alerts that were held, or resolved, do not count; one that came back counts from then.
 */
export function isFulfilled(
  { when }: DeclarationRule,
  suspicion: Pick<SuspicionRecord, "service">,
  { alerts, now }: { readonly alerts: readonly AlertRecord[]; readonly now: number },
): boolean {
  if (when.service !== null && when.service !== suspicion.service) return false;
  const counted = alerts
    .filter((alert) => alert.status === "firing")
    .filter((alert) => when.owner === null || alert.owner === when.owner)
    .filter((alert) => when.urgency === null || alert.urgency === when.urgency)
    .sort((a, b) => a.firedAt - b.firedAt);
  const enough = counted[Math.max(1, when.atLeast) - 1];
  const named =
    when.signals.length === 0 ? counted[0] : counted.find(({ signal }) => signal !== null && when.signals.includes(signal));
  if (!enough || !named) return false;
  return now - Math.max(enough.firedAt, named.firedAt) >= when.forMinutes * MINUTE;
}
