import type { Suspicion } from "@firebreak/server/contract";
import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { isPaging, useOpenSuspicions } from "../live/index.ts";
import { announce, toast } from "../ui/index.ts";

/** How many suspected incidents page somebody now; a new one is said once. null: not known yet. */
export function useInboxAlarms(): number | null {
  const { rows } = useOpenSuspicions();
  const paging = rows?.filter(isPaging);
  useNewAlarms(paging);
  return paging?.length ?? null;
}

/**
 * Not what stood so when the page opened, and each but once. A screen reader is interrupted either way; where the inbox is open, the
 * eye needs no toast.
 */
function useNewAlarms(paging: readonly Suspicion[] | undefined): void {
  const navigate = useNavigate();
  const inInbox = useLocation().pathname.startsWith("/inbox");
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (paging === undefined) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...paging.map(({ suspicionId }) => suspicionId)]);
    if (before === null) return;
    for (const { suspicionId, title, service, owner } of paging.filter((one) => !before.has(one.suspicionId))) {
      if (inInbox) announce(`A new suspected incident pages ${owner}: ${title}, on ${service}.`, "assertive");
      else
        toast({
          title,
          text: `Suspected on ${service} · pages ${owner}`,
          tone: "attention",
          seconds: 12,
          action: { label: "Look at it", run: () => void navigate(`/inbox/${suspicionId}`) },
        });
    }
  }, [paging, inInbox, navigate]);
}
