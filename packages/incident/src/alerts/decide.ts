import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import type { ActiveIncident } from "../state.ts";
import type { AttachAlerts } from "./commands.ts";

/** An alert is in the log once: who sends a whole suspicion again adds only what is new in it. */
export function attachAlerts(command: z.infer<typeof AttachAlerts>, state: ActiveIncident): Decision {
  const held = new Set(state.alerts.map((alert) => alert.alertId));
  const alerts = command.alerts.filter(({ alertId }) => {
    if (held.has(alertId)) return false;
    held.add(alertId);
    return true;
  });
  if (alerts.length === 0)
    return refuse("NO_CHANGE", `Every alert of ${command.suspicionId} that was sent is in this incident's log already.`);
  return accept({ ...command, alerts, type: "AlertsAttached" });
}
