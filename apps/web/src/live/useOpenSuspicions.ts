import type { Suspicion } from "@firebreak/server/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";
import { mostUrgentFirst } from "./urgency.ts";
import { useInboxNews } from "./useInboxNews.ts";

/** Should a push be lost, the next question comes by itself. */
const EVERY_MS = 30_000;
const MOST = 100;

export interface OpenSuspicions {
  /** undefined: not known yet. The most urgent first, then the newest. */
  readonly rows: readonly Suspicion[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The suspected incidents that stand open, at every desk; one question for all who ask. */
export function useOpenSuspicions(): OpenSuspicions {
  const trpc = useTRPC();
  useInboxNews();
  const list = useQuery(
    trpc.inbox.list.queryOptions(
      { open: true, owner: null, limit: MOST },
      { refetchInterval: EVERY_MS, placeholderData: keepPreviousData, select: mostUrgentFirst },
    ),
  );
  return { rows: list.data, error: list.error, retry: () => void list.refetch() };
}
