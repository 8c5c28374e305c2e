import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { EvidenceSources } from "../../features/hypotheses/evidenceDraft.ts";
import { useSegments } from "../../features/segments/useSegments.ts";
import { api, faultOf, useCatalogue, useOpenIncident } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import { useHarmSignal } from "../board/useTelemetry.ts";
import { useLayerFindings } from "./useLayerFindings.ts";

const DAY_MS = 24 * 3600_000;
const POLL_MS = 10_000;

/** What this incident offers as evidence: its signals, the changes of the last day, the segments that differ, pinned requests. */
export function useEvidenceSources(): EvidenceSources {
  const { incidentId, state } = useOpenIncident();
  const { onsetAt } = useLayerFindings(incidentId);
  const { service, impactStartedAt, pinnedRecords } = state;
  const { definitions } = useCatalogue(service);
  const { harm } = useHarmSignal();
  const { rows } = useSegments(service, harm.id);
  const { changes, fault } = useChangeFeed(service);
  const signals = useMemo(() => [...definitions.values()].toSorted((a, b) => a.title.localeCompare(b.title)), [definitions]);
  return {
    service,
    impactStartedAt: onsetAt ?? Date.parse(impactStartedAt),
    harm,
    definitions: signals,
    segments: rows,
    changes,
    changesFault: fault,
    pinned: pinnedRecords,
  };
}

/** Announced and derived changes of the last 24 hours, newest first. */
function useChangeFeed(service: string) {
  const query = useQuery({
    queryKey: ["change-feed", service],
    refetchInterval: POLL_MS,
    queryFn: () => {
      const to = serverNow();
      return api.changes.list.query({ service, from: to - DAY_MS, to });
    },
  });
  return { changes: query.data ?? null, fault: query.error ? faultOf(query.error).message : null };
}
