import type { Suspicion } from "@firebreak/server/contract";
import type { SignalId, SignalSeries } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

const STEP_S = 30;
const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 15 * 60_000;
/** No line of the list is wider than two hours; what lasts longer shows its beginning. */
const MOST_MS = 2 * 3600_000;
const MOST_SIGNALS = 30;

const NOTHING: ReadonlyMap<SignalId, SignalSeries> = new Map();

/** How the signals of a suspected incident's alerts went, from before its impact; one question for all. */
export function useAlertSeries({ service, since, end, alerts }: Suspicion): ReadonlyMap<SignalId, SignalSeries> {
  const signals = [...new Set(alerts.flatMap(({ signal }) => signal ?? []))].slice(0, MOST_SIGNALS);
  const endedAt = end?.at ?? null;
  const query = useQuery({
    queryKey: ["alert-series", service, since, endedAt, signals.join()],
    queryFn:
      signals.length === 0
        ? skipToken
        : () => api.signals.series.query({ service, ...windowOf(since, endedAt), stepSeconds: STEP_S, signals, segment: null }),
    refetchInterval: endedAt === null ? STEP_S * 1000 : false,
    placeholderData: keepPreviousData,
    retry: 1,
  });
  return useMemo(() => (query.data === undefined ? NOTHING : new Map(query.data.map((one) => [one.signal, one]))), [query.data]);
}

function windowOf(since: number, endedAt: number | null): { readonly from: number; readonly to: number } {
  const whole = (at: number) => Math.floor(at / (STEP_S * 1000)) * STEP_S * 1000;
  const from = whole(since - BEFORE_MS);
  const until = Math.min(serverNow(), from + MOST_MS, endedAt === null ? serverNow() : endedAt + AFTER_MS);
  return { from, to: Math.max(whole(until), from + STEP_S * 1000) };
}
