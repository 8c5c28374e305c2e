import { SIGNALS, type SignalId, type SignalSeries } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, faultOf } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import type { Reading } from "./SignalCard.tsx";
import { rangeOf, type SignalWindow } from "./signalWindow.ts";

const POLL_MS = 2000;
const ALL = SIGNALS.map((signal) => signal.id);

/** All signals of a service in one query every two seconds. The key holds the window's name, not its moving edges. */
export function useSignalReadings(service: string, window: SignalWindow) {
  const query = useQuery({
    queryKey: ["signals", service, window.id],
    queryFn: async ({ signal }) => {
      const range = rangeOf(window, serverNow());
      const { stepSeconds } = window;
      const series = await api.telemetry.series.query(
        { service, ...range, signals: ALL, stepSeconds, segment: null },
        { signal },
      );
      return { range, series };
    },
    refetchInterval: POLL_MS,
    staleTime: POLL_MS,
    placeholderData: keepPreviousData,
  });
  const readings = useMemo(() => (query.data ? readingsOf(query.data) : null), [query.data]);
  return { readings, fault: query.error ? faultOf(query.error).message : null };
}

function readingsOf({
  range,
  series,
}: {
  range: Reading["range"];
  series: readonly SignalSeries[];
}): ReadonlyMap<SignalId, Reading> {
  return new Map(series.map((each) => [each.signal, { series: each, range }]));
}
