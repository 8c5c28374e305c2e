import { executiveView, supportView } from "@firebreak/incident";
import type { FoldedIncident, Incidents } from "../incidents/port.ts";
import type { PageView } from "./protocol.ts";

const SHOWN = 20;
const MAX_KEPT = 1000;
export type Page = PageView["page"];

/** The read-only pages' views: computed once for each change, whoever watches. */
export function createPageViews(incidents: Incidents) {
  const last = new Map<string, string>();

  function viewOf(page: Page, { incidentId, seq, state }: FoldedIncident): PageView | null {
    if (state.situation === "undeclared") return null;
    return page === "executive"
      ? { page, view: executiveView(incidentId, seq, state) }
      : { page, view: supportView(incidentId, seq, state) };
  }

  return {
    /** null: nothing that this page shows has changed. */
    changed(page: Page, folded: FoldedIncident): PageView | null {
      const pushed = viewOf(page, folded);
      if (!pushed) return null;
      const key = `${page} ${folded.incidentId}`;
      const text = JSON.stringify({ ...pushed.view, seq: 0 });
      if (last.get(key) === text) return null;
      last.delete(key);
      last.set(key, text);
      for (const id of last.keys()) if (last.size > MAX_KEPT) last.delete(id);
      return pushed;
    },
    /** Active incidents first, newest first, at most 20: what the page's query answers too. */
    async all(page: Page): Promise<readonly PageView[]> {
      const rows = [...(await incidents.list())]
        .sort((a, b) => Number(b.situation === "active") - Number(a.situation === "active"))
        .slice(0, SHOWN);
      const loaded = await Promise.all(rows.map((row) => incidents.load(row.incidentId)));
      return loaded.flatMap((folded) => (folded ? (viewOf(page, folded) ?? []) : []));
    },
  };
}
