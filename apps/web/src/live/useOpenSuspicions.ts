import type { Suspicion } from "@firebreak/server/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";
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

export const isPaging = ({ urgency, end, alerts }: Pick<Suspicion, "urgency" | "end" | "alerts">): boolean =>
  urgency === "page" && end === null && alerts.some(({ status }) => status === "firing");

/** Those that page before the others, in either part as the server gave them: newest first. */
export const mostUrgentFirst = (rows: readonly Suspicion[]): readonly Suspicion[] => [
  ...rows.filter(isPaging),
  ...rows.filter((row) => !isPaging(row)),
];
