import type { Layer } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import type { RankedChange } from "@firebreak/server/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../live/index.ts";

const POLL_MS = 10_000;

export interface LayerFindings {
  /** null while it is looked at; a layer of another symptom is not among them. */
  readonly layers: readonly LayerFinding[] | null;
  /** Best fitting first. */
  readonly changes: readonly RankedChange[];
  /** When the harm began, as measured; null until that is known, and where it is only what a person entered. */
  readonly onsetAt: number | null;
  readonly fault: string | null;
}
const NONE: readonly RankedChange[] = [];

/** What Firebreak found in each layer of the symptom by itself, and the changes it found it by. */
export function useLayerFindings(incidentId: string): LayerFindings {
  const query = useQuery({
    queryKey: ["layer-findings", incidentId],
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
    queryFn: () => api.diagnosis.of.query({ incidentId, harmSignal: null }),
  });
  const { layers = null, changes = NONE } = query.data ?? {};
  const onset = query.data?.onset;
  const onsetAt = onset?.from === "change-point" ? onset.at : null;
  return { layers, changes, onsetAt, fault: query.error ? faultOf(query.error).message : null };
}

export const findingOf = ({ layers }: LayerFindings, layer: Layer): LayerFinding | null =>
  layers?.find((each) => each.layer === layer) ?? null;
