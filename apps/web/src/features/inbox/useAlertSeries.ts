import type { Suspicion } from "@firebreak/server/contract";
import type { SignalId, SignalSeries } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../live/index.ts";
import { useNowAs } from "../../ui/index.ts";

const STEP_S = 30;
const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 15 * 60_000;
/** No line of the list is wider than two hours; what lasts longer shows its beginning. */
const MOST_MS = 2 * 3600_000;
const MOST_SIGNALS = 30;

const NOTHING: ReadonlyMap<SignalId, SignalSeries> = new Map();

/** How the signals of a suspected incident's alerts went, from before its impact; one question for all. */
export function useAlertSeries({ service, since, end, alerts }: Suspicion): ReadonlyMap<SignalId, SignalSeries> {
  const trpc = useTRPC();
  const now = useNowAs((at) => Math.floor(at / (STEP_S * 1000)) * STEP_S * 1000);
  const signals = [...new Set(alerts.flatMap(({ signal }) => signal ?? []))].slice(0, MOST_SIGNALS);
  const from = Math.floor((since - BEFORE_MS) / (STEP_S * 1000)) * STEP_S * 1000;
  const to = Math.min(now, from + MOST_MS, end === null ? now : end.at + AFTER_MS);
  const query = useQuery(
    trpc.signals.series.queryOptions(
      signals.length === 0 || to <= from ? skipToken : { service, from, to, stepSeconds: STEP_S, signals, segment: null },
      { placeholderData: keepPreviousData, gcTime: 60_000, retry: 1 },
    ),
  );
  return useMemo(() => (query.data === undefined ? NOTHING : new Map(query.data.map((one) => [one.signal, one]))), [query.data]);
}
