import { useMemo } from "react";
import { type Action, type IncidentLive, useActions } from "../live/index.ts";
import { toast } from "../ui/index.ts";

/** What the palette offers on every page of an incident; the panels add theirs. */
export function useIncidentActions(incident: IncidentLive): void {
  const { incidentId, kind } = incident;
  const actions = useMemo((): readonly Action[] => {
    if (kind !== "open") return [];
    const copy = (text: string, what: string) => {
      const done = navigator.clipboard?.writeText(text);
      if (done === undefined) toast({ title: what, text });
      else void done.then(() => toast({ title: `${what} copied`, text }));
    };
    return [
      {
        id: "copy-link",
        title: "Copy the link to this page",
        group: incidentId,
        keywords: ["share", "url"],
        run: () => copy(location.href, "Link"),
      },
      {
        id: "copy-status-link",
        title: "Copy the link to the executive status",
        group: incidentId,
        keywords: ["share", "phone"],
        run: () => copy(`${location.origin}/status/${incidentId}`, "Link"),
      },
    ];
  }, [incidentId, kind]);
  useActions(actions);
}
