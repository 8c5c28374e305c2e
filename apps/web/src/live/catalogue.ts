import type { Catalogue } from "@firebreak/server/contract";
import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { faultOf, useTRPC } from "./trpc.ts";

/** A team's file is read anew within seconds of a change; who looks at a page sees it within a minute. */
const FRESH_MS = 60_000;
/** A service that was only just heard has no signals until its first minute was looked through. */
const UNTIL_FIRST_MS = 5_000;
const ON_A_BOARD = 6;

export interface CatalogueReading {
  /** undefined: not known yet. */
  readonly catalogue: Catalogue | undefined;
  readonly definitions: ReadonlyMap<SignalId, SignalDefinition>;
  readonly fault: string | null;
}

/** Which signals a service has. One question for all who ask within a minute. */
export function useCatalogue(service: string | null): CatalogueReading {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.signals.catalogue.queryOptions(service === null || service === "" ? skipToken : { service }, {
      staleTime: FRESH_MS,
      refetchInterval: ({ state }) => (state.data?.definitions.length === 0 ? UNTIL_FIRST_MS : FRESH_MS),
    }),
  );
  const definitions = useMemo(
    () => new Map((query.data?.definitions ?? []).map((definition) => [definition.id, definition])),
    [query.data],
  );
  return { catalogue: query.data, definitions, fault: query.error ? faultOf(query.error).message : null };
}

/** The signals of a service's board, in its order. */
export function onBoard(definitions: Iterable<SignalDefinition>): readonly SignalDefinition[] {
  return [...definitions]
    .flatMap((definition) => (definition.board === null ? [] : [{ definition, place: definition.board }]))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, ON_A_BOARD)
    .map(({ definition }) => definition);
}
