import type { ExecutiveView, SupportView } from "@firebreak/incident";

/** Closed. What is recovered and in review is still somebody's incident. */
const isOver = (view: ExecutiveView | SupportView): boolean => view.nextUpdateDueAt === null && view.status.tone === "neutral";

/** The incident that a reader's page is about: the one of its address, else the first that is not over. */
export function shownView<View extends ExecutiveView | SupportView>(
  views: readonly View[] | undefined,
  incidentId: string | undefined,
): { readonly shown: View | undefined; readonly others: readonly View[] } {
  const shown = views?.find((view) => view.incidentId === incidentId) ?? views?.find((view) => !isOver(view));
  return { shown, others: (views ?? []).filter((view) => view !== shown) };
}
