import type { SignalId } from "@firebreak/signals";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type HarmSignal, harmSignal, harmSignalOf, harmSignals } from "../../features/segments/segmentText.ts";
import { api, useCatalogue, useOpenIncident } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";

const DAY_MS = 24 * 3600_000;

/** What was announced, or is new in the records, in the last 24 hours. */
export function useChanges(service: string) {
  const query = useQuery({
    queryKey: ["changes", service],
    refetchInterval: 10_000,
    queryFn: () => {
      const to = serverNow();
      return api.changes.list.query({ service, from: to - DAY_MS, to });
    },
  });
  return query.data ?? null;
}

/** What counts as harm on this board: in the address once somebody chose, else what detected the incident. */
export function useHarmSignal(): {
  readonly harm: HarmSignal;
  readonly choices: readonly HarmSignal[];
  readonly choose: (signal: SignalId) => void;
} {
  const { state } = useOpenIncident();
  const { definitions } = useCatalogue(state.service);
  const [search, setSearch] = useSearchParams();
  const choices = useMemo(() => harmSignals(definitions.values()), [definitions]);
  const asked = search.get("harm");
  const id = choices.find((one) => one.id === asked)?.id ?? harmSignalOf(state.detectedBy, choices);
  const harm = choices.find((one) => one.id === id) ?? harmSignal({ id, title: id, badDirection: "up" });
  const choose = (signal: SignalId) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("harm", signal);
        return next;
      },
      { replace: true },
    );
  return { harm, choices, choose };
}

/** The harm signal that somebody chose, null while nobody did: a diagnosis then finds what shows the harm best. */
export function useAskedHarm(): SignalId | null {
  const [search] = useSearchParams();
  const { harm } = useHarmSignal();
  return search.get("harm") === harm.id ? harm.id : null;
}

/** A signal by its title; by its id where the service's catalogue does not hold it (any more). */
export function useTitleOf(service: string): (signal: SignalId) => string {
  const { definitions } = useCatalogue(service);
  return useCallback((signal) => definitions.get(signal)?.title ?? signal, [definitions]);
}
