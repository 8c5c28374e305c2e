import type { ExecutiveView, SupportView } from "@firebreak/incident";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { watchPage } from "./socket.ts";
import { useTRPC } from "./trpc.ts";

type View = ExecutiveView | SupportView;
export interface PageViews<V extends View> {
  /** By incident, the order of the first answer kept, newer incidents first; undefined: not known yet. */
  readonly views: readonly V[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The newest of what was asked and what was pushed; an older push never overwrites. */
function merged<V extends View>(asked: readonly V[], pushed: ReadonlyMap<string, V>): readonly V[] {
  const all = new Map(asked.map((view) => [view.incidentId, view]));
  for (const view of pushed.values()) {
    const known = all.get(view.incidentId);
    if (known === undefined || view.seq >= known.seq) all.set(view.incidentId, view);
  }
  return [...all.values()].sort((a, b) => numberOf(b.incidentId) - numberOf(a.incidentId));
}
const numberOf = (incidentId: string): number => Number(incidentId.replace(/\D/g, ""));

function usePushed<V extends View>(page: "executive" | "support"): ReadonlyMap<string, V> {
  const [pushed, setPushed] = useState<ReadonlyMap<string, V>>(new Map());
  useEffect(
    () =>
      watchPage(page, (view) => {
        setPushed((before) => {
          const known = before.get(view.incidentId);
          return known !== undefined && known.seq > view.seq ? before : new Map(before).set(view.incidentId, view as V);
        });
      }),
    [page],
  );
  return pushed;
}

export function useExecutiveViews(): PageViews<ExecutiveView> {
  const trpc = useTRPC();
  const asked = useQuery(trpc.pages.executive.queryOptions());
  const pushed = usePushed<ExecutiveView>("executive");
  const views = asked.data === undefined && pushed.size === 0 ? undefined : merged(asked.data ?? [], pushed);
  return { views, error: asked.error, retry: () => void asked.refetch() };
}
export function useSupportViews(): PageViews<SupportView> {
  const trpc = useTRPC();
  const asked = useQuery(trpc.pages.support.queryOptions());
  const pushed = usePushed<SupportView>("support");
  const views = asked.data === undefined && pushed.size === 0 ? undefined : merged(asked.data ?? [], pushed);
  return { views, error: asked.error, retry: () => void asked.refetch() };
}
