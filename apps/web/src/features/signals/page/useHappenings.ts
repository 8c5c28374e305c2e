import { useMemo } from "react";
import { useContainments, useInboxNews } from "../../../live/index.ts";
import type { WindowChoice } from "../signalWindow.ts";
import type { Happenings } from "./happenings.ts";
import { useAlerts, useChanges, useExpectedChanges } from "./usePageData.ts";

/** What happened to a service and what is planned for it: one object as long as none of it changes. */
export function useHappenings(service: string | null, window: WindowChoice): Happenings {
  useInboxNews();
  const changes = useChanges(service, window);
  const containments = useContainments(service);
  const alerts = useAlerts(service);
  const expected = useExpectedChanges(service);
  return useMemo(() => ({ changes, containments, alerts, expected }), [changes, containments, alerts, expected]);
}
