import type { Harm } from "@firebreak/signals";
import { type ApiContext, refused } from "./trpc.ts";

/** The bad events that segments and cohorts are compared by. */
export async function harmOf({ signals }: Pick<ApiContext, "signals">, service: string, id: string): Promise<Harm> {
  const harm = await signals.harm(service, id);
  if (!harm) throw refused("NO_BAD_EVENTS", `Segments cannot be compared by ${id}: choose a share, or a signal with a limit.`);
  return harm;
}
