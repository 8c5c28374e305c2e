import type { Person } from "@firebreak/incident";
import { useQuery } from "@tanstack/react-query";
import { useDimensions } from "../../features/segments/useSegments.ts";
import { api, useOpenIncident } from "../../live/index.ts";
import { useComposer } from "./useComposer.ts";

/** What the log's panel and its page have in common. */
export function useLogProps() {
  const { incidentId, state, rows, pending, seq, chain, moreBefore, loadOlder } = useOpenIncident();
  const verified = useVerified(incidentId);
  return { incidentId, state, rows, pending, seq, chain, moreBefore, onLoadOlder: loadOlder, verified };
}

export function useComposerProps() {
  const { incidentId, state } = useOpenIncident();
  const people = usePeople();
  const dimensions = useDimensions(state.service, true);
  const onSubmit = useComposer(people);
  const known = { dimensions, people: people.map((person) => person.name) };
  return { storageKey: `firebreak.composer.${incidentId}`, known, onSubmit };
}

/** The server re-reads the whole log: when the page opens and once a minute. */
function useVerified(incidentId: string): boolean | null {
  const query = useQuery({
    queryKey: ["verify", incidentId],
    refetchInterval: 60_000,
    queryFn: () => api.incidents.verify.query({ incidentId }),
  });
  return query.data?.ok ?? null;
}

const NOBODY: Awaited<ReturnType<typeof api.accounts.assignable.query>> = [];
/** Who can be named for something. */
export function usePeople(): readonly Person[] {
  return useQuery({ queryKey: ["assignable"], staleTime: 60_000, queryFn: () => api.accounts.assignable.query() }).data ?? NOBODY;
}
