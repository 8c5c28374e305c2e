import type { Containment } from "@firebreak/incident";
import { useCallback, useRef, useSyncExternalStore } from "react";
import { enterRoom, roomOf } from "./rooms.ts";
import { useLiveIncidents } from "./useLiveIncidents.ts";

/** More active incidents of one service are not followed at once. */
const MOST = 4;
const NONE: readonly Containment[] = [];

/** What the active incidents of a service isolated, newest incident first; the person is not shown as present there. */
export function useContainments(service: string | null): readonly Containment[] {
  const { rows } = useLiveIncidents();
  const key = (rows ?? [])
    .filter((row) => row.service === service && row.situation === "active")
    .slice(0, MOST)
    .map(({ incidentId }) => incidentId)
    .join();
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = key === "" ? [] : key.split(",").map((incidentId) => enterRoom(incidentId, listener));
      return () => {
        for (const each of leave) each();
      };
    },
    [key],
  );
  const last = useRef<{ readonly lists: readonly (readonly Containment[])[]; readonly all: readonly Containment[] }>({
    lists: [],
    all: NONE,
  });
  return useSyncExternalStore(subscribe, () => {
    const lists = key === "" ? [] : key.split(",").map(containmentsOf);
    const same = lists.length === last.current.lists.length && lists.every((list, at) => list === last.current.lists[at]);
    if (!same) last.current = { lists, all: lists.flat() };
    return last.current.all;
  });
}

function containmentsOf(incidentId: string): readonly Containment[] {
  const view = roomOf(incidentId).view();
  return view.kind === "open" ? view.state.containments : NONE;
}
