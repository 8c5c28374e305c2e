import type { IncidentSummary } from "@firebreak/incident";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { connect, socket } from "./socket.ts";
import { useTRPC } from "./trpc.ts";

export interface LiveIncidents {
  /** undefined: not known yet. */
  readonly rows: readonly IncidentSummary[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** A burst of commands is one question. */
const GATHER_MS = 150;

/** The list of incidents, asked for again whenever the server says that one of them changed. */
export function useLiveIncidents(): LiveIncidents {
  const trpc = useTRPC();
  const client = useQueryClient();
  const list = useQuery(trpc.incidents.list.queryOptions());
  const queryKey = trpc.incidents.list.queryKey();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's content never changes.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void client.invalidateQueries({ queryKey });
      }, GATHER_MS);
    };
    socket.on("incidents", ask);
    socket.on("connect", ask);
    connect();
    return () => {
      if (timer !== null) clearTimeout(timer);
      socket.off("incidents", ask);
      socket.off("connect", ask);
    };
  }, [client]);
  return { rows: list.data, error: list.error, retry: () => void list.refetch() };
}
