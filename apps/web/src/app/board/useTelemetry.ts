import { SIGNALS, type SignalId } from "@firebreak/signals";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { HARM_SIGNALS, harmSignalOf } from "../../features/segments/segmentText.ts";
import { api, useOpenIncident } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

const DAY_MS = 24 * 3600_000;

/** Versions that are new in the records of the last 24 hours. */
export function useChanges(service: string) {
  const query = useQuery({
    queryKey: ["changes", service],
    refetchInterval: 10_000,
    queryFn: () => {
      const to = serverNow();
      return api.telemetry.changes.query({ service, from: to - DAY_MS, to });
    },
  });
  return query.data ?? null;
}

/** What counts as harm on this board: in the address once somebody chose, else what detected the incident. */
export function useHarmSignal(): readonly [SignalId, (signal: SignalId) => void] {
  const { state } = useOpenIncident();
  const [search, setSearch] = useSearchParams();
  const chosen = HARM_SIGNALS.find(({ id }) => id === search.get("harm"))?.id;
  const choose = (signal: SignalId) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("harm", signal);
        return next;
      },
      { replace: true },
    );
  return [chosen ?? harmSignalOf(state.detectedBy), choose];
}

export const titleOf = (signal: SignalId): string => SIGNALS.find(({ id }) => id === signal)?.title ?? signal;
