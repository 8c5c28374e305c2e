import type { SignalId } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

/** What "now" means for a segment: short enough to show an effect, long enough for a rate. */
export const SEGMENT_WINDOW_MS = 5 * 60_000;
const ASKED = 12;

/** The segments that differ most by this signal, over the last five minutes, every four seconds. */
export function useSegments(service: string, signal: SignalId) {
  const query = useQuery({
    queryKey: ["segments", service, signal],
    refetchInterval: 4000,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const to = serverNow();
      return api.telemetry.segments.query({ service, signal, from: to - SEGMENT_WINDOW_MS, to, limit: ASKED });
    },
  });
  return { rows: query.data ?? null, fault: query.error ? faultOf(query.error).message : null };
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
