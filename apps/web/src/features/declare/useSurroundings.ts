import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, onBoard, useCatalogue, useTRPC } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import { firstSignOf } from "./firstSign.ts";

/** As the practice card and the board's first window measure: what is red there is named here. */
const WINDOW_MS = 10 * 60_000;
const STEP_SECONDS = 5;
const EVERY_MS = 10_000;

/** What the form is filled from: services, people, and the first sign of trouble of the service chosen. */
export function useSurroundings(service: string, account: { id: string; name: string }) {
  const trpc = useTRPC();
  const services = useQuery(trpc.telemetry.services.queryOptions(undefined, { refetchInterval: 10_000 })).data;
  const assignable = useQuery(trpc.accounts.assignable.queryOptions()).data;
  const practice = useQuery(trpc.practice.status.queryOptions(undefined, { retry: 1 })).data;
  const { definitions } = useCatalogue(service);
  const signals = useMemo(() => onBoard(definitions.values()).map(({ id }) => id), [definitions]);
  const series = useQuery({
    // Without its window: an answer that takes longer than the time to the next question is used all the same.
    queryKey: ["declare-series", service, signals.join()],
    queryFn:
      signals.length === 0
        ? skipToken
        : () => {
            const to = Math.floor(serverNow() / EVERY_MS) * EVERY_MS;
            const window = { from: to - WINDOW_MS, to, stepSeconds: STEP_SECONDS };
            return api.signals.series.query({ service, ...window, signals, segment: null });
          },
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    retry: 1,
    gcTime: 30_000,
  });
  const standings = useQuery(
    trpc.signals.standings.queryOptions(service === "" ? skipToken : { service }, { refetchInterval: 10_000, retry: 1 }),
  );
  const people = useMemo(() => {
    const all = (assignable ?? []).map(({ id, name }) => ({ id, name }));
    return all.some((person) => person.id === account.id) ? all : [{ id: account.id, name: account.name }, ...all];
  }, [assignable, account.id, account.name]);
  const seen = useMemo(
    () => firstSignOf(series.data ?? [], standings.data ?? [], (signal) => definitions.get(signal)?.title ?? signal),
    [series.data, standings.data, definitions],
  );
  return {
    services,
    people,
    seen,
    practiceServices: practice?.kind === "ready" ? practice.services.map(({ service: rehearsed }) => rehearsed) : [],
  };
}
