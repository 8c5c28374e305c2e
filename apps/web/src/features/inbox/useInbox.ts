import type { Suspicion } from "@firebreak/server/contract";
import type { Owner } from "@firebreak/signals";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { faultOf, mostUrgentFirst, useInboxNews, useTRPC } from "../../live/index.ts";

/** Should a push be lost, the next question comes by itself. */
const EVERY_MS = 30_000;
const MOST = 100;

export interface InboxFilter {
  readonly open: boolean;
  readonly owner: Owner | null;
}

/** Asked again whenever the server says that the inbox changed. */
export function useInbox({ open, owner }: InboxFilter) {
  const trpc = useTRPC();
  useInboxNews();
  const list = useQuery(
    trpc.inbox.list.queryOptions(
      { open, owner, limit: MOST },
      {
        refetchInterval: EVERY_MS,
        placeholderData: keepPreviousData,
        select: (rows) => (open ? mostUrgentFirst(rows) : rows),
      },
    ),
  );
  return { rows: list.data, error: list.error, retry: () => void list.refetch() };
}

/** One suspected incident, whole; null while it is not known. */
export function useSuspected(suspicionId: string | undefined) {
  const trpc = useTRPC();
  const one = useQuery(
    trpc.inbox.get.queryOptions(
      { suspicionId: suspicionId ?? "SUS-0" },
      { enabled: suspicionId !== undefined, refetchInterval: EVERY_MS, placeholderData: keepPreviousData },
    ),
  );
  const data = one.data?.suspicionId === suspicionId ? one.data : undefined;
  return { suspicion: data, error: one.error };
}

/** Decisions on one suspected incident. The list follows by the server's push. */
export function useDecisions(suspicion: Suspicion, onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const settled = {
    onSuccess: onDone,
    onSettled: () => void client.invalidateQueries({ queryKey: trpc.inbox.pathKey() }),
  };
  const dismiss = useMutation(trpc.inbox.dismiss.mutationOptions(settled));
  const merge = useMutation(trpc.inbox.merge.mutationOptions(settled));
  const { suspicionId } = suspicion;
  const error = dismiss.error ?? merge.error;
  return {
    dismiss: (reason: string) => dismiss.mutate({ suspicionId, reason }),
    merge: (incidentId: string) => merge.mutate({ suspicionId, incidentId }),
    busy: dismiss.isPending || merge.isPending,
    fault: error ? faultOf(error).message : null,
  };
}
