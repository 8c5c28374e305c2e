import { z } from "zod";
import { AttachAlerts } from "./commands.ts";

export const AlertsAttached = AttachAlerts.extend({ type: z.literal("AlertsAttached") });
export const AlertEvent = z.discriminatedUnion("type", [AlertsAttached]);
export type AlertEvent = z.infer<typeof AlertEvent>;
