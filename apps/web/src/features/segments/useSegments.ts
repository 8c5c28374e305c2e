import { type Containment, segmentKey } from "@firebreak/incident";
import type { SegmentRow, SignalId } from "@firebreak/signals";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { api, faultOf, useCatalogue } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

/** What "now" means for a segment: short enough to show an effect, long enough for a rate. */
export const SEGMENT_WINDOW_MS = 5 * 60_000;
const ASKED = 12;

/** The least that is scanned: below it a scan is mostly chance. */
const LEAST_SCANNED_MS = 60_000;

/**
 * The segments that differ most by this signal, over the last five minutes, every four seconds. `since` (epoch milliseconds) leaves out what
 * was before it, once a minute has passed: after an isolation, the harm that it ended says nothing about the segments around it.
 */
export function useSegments(service: string, signal: SignalId, since: number | null = null) {
  const known = useCatalogue(service).catalogue !== undefined;
  const query = useQuery({
    queryKey: ["segments", service, signal, since],
    // Which signals there are is known first: a question about one that is not there would be refused.
    enabled: known,
    refetchInterval: 4000,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const to = serverNow();
      const latest = to - SEGMENT_WINDOW_MS;
      const from = since === null || since > to - LEAST_SCANNED_MS ? latest : Math.max(latest, since);
      return api.telemetry.segments.query({ service, signal, from, to, limit: ASKED });
    },
  });
  return { rows: query.data ?? null, fault: query.error ? faultOf(query.error).message : null };
}

/** When the last segment that still is isolated was, and its requests under way were over; null where none is. */
export function isolatedSince(containments: readonly Containment[]): number | null {
  const active = containments
    .filter((each) => each.situation === "active")
    .map((each) => Date.parse(each.isolatedAt) + SETTLE_MS);
  return active.length === 0 ? null : Math.max(...active);
}

/** Requests that were under way when the flag changed still answer in the old way. */
const SETTLE_MS = 5_000;
const LEAST_EVENTS = 5;

/** What contained segments do since they were isolated, by segment key; missing while there is too little to state. */
export function useSinceIsolated(service: string, containments: readonly Containment[]): ReadonlyMap<string, SegmentRow> {
  const active = containments.filter((each) => each.situation === "active");
  return useQueries({
    queries: active.map(({ containmentId, segment, harmSignal, isolatedAt }) => ({
      queryKey: ["since-isolated", service, containmentId],
      refetchInterval: 4000,
      queryFn: async () => {
        const to = serverNow();
        const from = Math.max(Date.parse(isolatedAt) + SETTLE_MS, to - SEGMENT_WINDOW_MS);
        if (from >= to) return null;
        return api.telemetry.segment.query({ service, signal: harmSignal, segment, from, to });
      },
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }, index) => {
          const containment = active[index];
          return containment && data && data.total >= LEAST_EVENTS ? [[segmentKey(containment.segment), data] as const] : [];
        }),
      ),
  });
}

/** What traffic can be cut by; asked for only while somebody picks. */
export function useDimensions(service: string, wanted: boolean) {
  const query = useQuery({
    queryKey: ["dimensions", service],
    enabled: wanted,
    staleTime: 30_000,
    queryFn: () => {
      const to = serverNow();
      return api.telemetry.dimensions.query({ service, from: to - 3600_000, to });
    },
  });
  return query.data ?? [];
}
