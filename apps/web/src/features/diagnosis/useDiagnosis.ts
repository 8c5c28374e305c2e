import type { Comparison, Diagnosis, Matrix, RecordPage, RecordTrace } from "@firebreak/server/contract";
import type { SignalId } from "@firebreak/signals";
import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ApiFault, api, faultOf } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import type { CohortPair } from "./compare/cohorts.ts";
import type { RecordSearch } from "./records/recordSearch.ts";
import type { RecordAsk } from "./view.ts";

/** The server keeps an answer for ten seconds. */
const POLL_MS = 10_000;
const SELDOM_MS = 30_000;

export interface Asked<T> {
  /** null until the first answer. */
  readonly answer: T | null;
  readonly fault: ApiFault | null;
  /** What is shown answers an earlier question; the new answer is on its way. */
  readonly stale: boolean;
  readonly retry: () => void;
}
const asked = <T>(query: {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}): Asked<T> => ({
  answer: query.data ?? null,
  fault: query.error ? faultOf(query.error) : null,
  stale: query.isPlaceholderData,
  retry: () => void query.refetch(),
});

/**
 * `harmSignal` null: the server chooses what shows the harm best. Nothing is asked for no incident. `seldom`: where only its onset, or first
 * answers, are read from it.
 */
export function useDiagnosis(
  incidentId: string | null,
  harmSignal: SignalId | null,
  { seldom = false }: { readonly seldom?: boolean } = {},
): Asked<Diagnosis> {
  const query = useQuery({
    queryKey: ["diagnosis", incidentId, harmSignal],
    refetchInterval: seldom ? SELDOM_MS : POLL_MS,
    staleTime: POLL_MS,
    placeholderData: keepPreviousData,
    queryFn:
      incidentId === null
        ? skipToken
        : ({ signal }): Promise<Diagnosis> => api.diagnosis.of.query({ incidentId, harmSignal }, { signal }),
  });
  return asked(query);
}

export function useMatrix(incidentId: string): Asked<Matrix> {
  const query = useQuery({
    queryKey: ["diagnosis-matrix", incidentId],
    refetchInterval: POLL_MS,
    queryFn: ({ signal }): Promise<Matrix> => api.diagnosis.matrix.query({ incidentId }, { signal }),
  });
  return asked(query);
}

const MOST_DIFFERENCES = 100;
export interface Compared extends Comparison {
  readonly pair: CohortPair;
  readonly madeAt: number;
}
/** Asked once for a pair, and again when somebody asks: a comparison reads many records. `pairAt` says what a pair means at a moment. */
export function useComparison(
  service: string,
  key: readonly unknown[],
  pairAt: ((now: number) => CohortPair) | null,
): Asked<Compared> & { readonly asking: boolean } {
  const query = useQuery({
    queryKey: ["comparison", service, ...key],
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    queryFn:
      pairAt === null
        ? skipToken
        : async ({ signal }): Promise<Compared> => {
            const madeAt = serverNow();
            const pair = pairAt(madeAt);
            const { a, b } = pair;
            const answer = await api.diagnosis.compare.query(
              { service, a: a.cohort, b: b.cohort, limit: MOST_DIFFERENCES },
              { signal },
            );
            return { ...answer, pair, madeAt };
          },
  });
  return { ...asked(query), asking: query.isFetching };
}

const PAGE_ROWS = 50;
/** So many pages are kept; who looks further narrows the search. */
export const MOST_PAGES = 20;
const LIVE_MS = 5_000;

/** Newest first, page after page. The newest page is asked for again while nobody looked further back. */
export function useRecords(search: RecordSearch) {
  const query = useInfiniteQuery({
    queryKey: ["records", search],
    initialPageParam: null as RecordPage["next"],
    maxPages: MOST_PAGES,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    queryFn: ({ pageParam, signal }): Promise<RecordPage> => {
      const { segment, lineage, to, ...rest } = search;
      return api.diagnosis.records.query(
        {
          ...rest,
          to: to ?? serverNow(),
          segment: segment && { conditions: [...segment.conditions] },
          lineage: lineage.length === 0 ? null : [...lineage],
          before: pageParam,
          limit: PAGE_ROWS,
        },
        { signal },
      );
    },
    refetchInterval: (one) => ((one.state.data?.pages.length ?? 0) <= 1 && search.to === null ? LIVE_MS : false),
    getNextPageParam: (last, pages) => (pages.length >= MOST_PAGES ? null : last.next),
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.rows) ?? null,
    fault: query.error ? faultOf(query.error) : null,
    stale: query.isPlaceholderData,
    hasOlder: query.hasNextPage,
    isLoadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** `answer` is `{ trace: null }` where the request is not, or no longer, there. */
export function useRecord(service: string, ask: RecordAsk | null): Asked<{ readonly trace: RecordTrace | null }> {
  const query = useQuery({
    queryKey: ["record", service, ask],
    staleTime: 30_000,
    queryFn:
      ask === null
        ? skipToken
        : async ({ signal }): Promise<{ readonly trace: RecordTrace | null }> => ({
            trace: await api.diagnosis.record.query({ service, ...ask }, { signal }),
          }),
  });
  return asked(query);
}
