import type { Suspicion } from "@firebreak/server/contract";
import { skipToken, useQuery } from "@tanstack/react-query";
import { api, faultOf, isPassing, useTRPC } from "../../live/index.ts";
import { toast } from "../../ui/index.ts";

const ATTEMPTS = 8;

/** The suspected incident that the address names, as the inbox knows it now. */
export function useSuspicion(suspicionId: string | null): {
  readonly suspicion: Suspicion | null;
  readonly fault: string | null;
} {
  const trpc = useTRPC();
  const query = useQuery(trpc.inbox.get.queryOptions(suspicionId === null ? skipToken : { suspicionId }, { staleTime: 60_000 }));
  return { suspicion: query.data ?? null, fault: query.error ? faultOf(query.error).message : null };
}

/** The incident stands already: where this fails, its alerts are attached by hand in the inbox. */
export async function sayDeclared(suspicionId: string, incidentId: string): Promise<void> {
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    try {
      await api.inbox.declared.mutate({ suspicionId, incidentId });
      return;
    } catch (error) {
      const fault = faultOf(error);
      if (isPassing(fault) && attempt < ATTEMPTS) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** attempt, 5_000)));
        continue;
      }
      const text = `${fault.message} Merge ${suspicionId} into ${incidentId} in the inbox.`;
      toast({ title: "Its alerts are not attached", text, tone: "harm" });
      return;
    }
  }
}
