import { createHash } from "node:crypto";

/** The same for the same customer everywhere in the shop, and nothing that a reader of telemetry could write to. */
export function pseudonymOf(customerId: string): string {
  return createHash("sha256").update(`larkfield customer ${customerId}`).digest("hex").slice(0, 16);
}
