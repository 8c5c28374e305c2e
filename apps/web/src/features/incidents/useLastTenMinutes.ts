import type { SignalId, SignalSeries } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { api } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

const STEP_S = 5;
const WINDOW_S = 600;

/**
 * Ten minutes of one signal, read again every five seconds; one question for all who ask. undefined: no answer yet. The window is no
 * part of the question's key: an answer that takes longer than five seconds is shown all the same.
 */
export function useLastTenMinutes(
  service: string | null,
  signal: SignalId | null,
): { readonly series: SignalSeries | undefined; readonly failed: boolean } {
  const query = useQuery({
    queryKey: ["last-ten-minutes", service, signal],
    queryFn:
      service === null || signal === null
        ? skipToken
        : () => {
            const to = Math.floor(serverNow() / (STEP_S * 1000)) * STEP_S * 1000;
            const window = { from: to - WINDOW_S * 1000, to, stepSeconds: STEP_S };
            return api.signals.series.query({ service, ...window, signals: [signal], segment: null });
          },
    refetchInterval: STEP_S * 1000,
    placeholderData: keepPreviousData,
    gcTime: 20_000,
    retry: 1,
  });
  return { series: query.data?.[0], failed: query.isError };
}
