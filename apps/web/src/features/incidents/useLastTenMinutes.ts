import type { SignalId, SignalSeries } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../live/index.ts";
import { useNowAs } from "../../ui/index.ts";

const STEP_S = 5;
const WINDOW_S = 600;

/** Ten minutes of one signal, read again every five seconds; one question for all who ask. undefined: no answer yet. */
export function useLastTenMinutes(
  service: string | null,
  signal: SignalId | null,
): { readonly series: SignalSeries | undefined; readonly failed: boolean } {
  const trpc = useTRPC();
  const to = useNowAs((now) => Math.floor(now / (STEP_S * 1000)) * STEP_S * 1000);
  const window =
    service === null || signal === null
      ? skipToken
      : { service, from: to - WINDOW_S * 1000, to, stepSeconds: STEP_S, signals: [signal], segment: null };
  const query = useQuery(
    trpc.signals.series.queryOptions(window, { placeholderData: keepPreviousData, gcTime: 20_000, retry: 1 }),
  );
  return { series: query.data?.[0], failed: query.isError };
}
