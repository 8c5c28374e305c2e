import type { SignalDefinition, SignalId, SignalSeries } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, faultOf, onBoard, useCatalogue } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import type { Reading } from "./SignalCard.tsx";
import { rangeOf, type SignalWindow } from "./signalWindow.ts";

const POLL_MS = 2000;

/** The signals of a service's board, in one query every two seconds. The key holds the window's name, not its moving edges. */
export function useSignalReadings(
  service: string,
  window: SignalWindow,
): {
  readonly definitions: readonly SignalDefinition[] | null;
  readonly readings: ReadonlyMap<SignalId, Reading> | null;
  readonly fault: string | null;
} {
  const known = useCatalogue(service);
  const board = useMemo(() => (known.catalogue ? onBoard(known.catalogue.definitions) : null), [known.catalogue]);
  const signals = (board ?? []).map(({ id }) => id);
  const query = useQuery({
    queryKey: ["signals", service, window.id, signals.join()],
    queryFn:
      signals.length === 0
        ? skipToken
        : async ({ signal }) => {
            const range = rangeOf(window, serverNow());
            const { stepSeconds } = window;
            const series = await api.signals.series.query({ service, ...range, signals, stepSeconds, segment: null }, { signal });
            return { range, series };
          },
    refetchInterval: POLL_MS,
    staleTime: POLL_MS,
    placeholderData: keepPreviousData,
  });
  const readings = useMemo(() => (query.data ? readingsOf(query.data) : null), [query.data]);
  return { definitions: board, readings, fault: query.error ? faultOf(query.error).message : known.fault };
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
