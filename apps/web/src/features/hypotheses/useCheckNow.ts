import type { LiveCheck } from "@firebreak/incident";
import type { Unit } from "@firebreak/signals";
import { useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import { type CheckNow, checkSegment, checkSeries } from "./evidenceText.ts";

const SERIES_MS = 15 * 60_000;
const SEGMENT_MS = 5 * 60_000;
const STEP_SECONDS = 30;
const POLL_MS = 5_000;

/** What a live check would say this moment, asked again while a person looks at it. undefined: not known yet. */
export function useCheckNow(
  service: string,
  live: LiveCheck | null,
  unit: Unit,
): { readonly now: CheckNow | undefined; readonly fault: string | null } {
  const query = useQuery({
    queryKey: ["check-now", service, live],
    enabled: live !== null,
    refetchInterval: POLL_MS,
    queryFn: async (): Promise<CheckNow | null> => (live ? look(service, live, unit) : null),
  });
  return { now: query.data ?? undefined, fault: query.error ? faultOf(query.error).message : null };
}

async function look(service: string, { signal, segment, expects }: LiveCheck, unit: Unit): Promise<CheckNow> {
  const to = serverNow();
  if (segment) {
    const row = await api.telemetry.segment.query({ service, signal, segment, from: to - SEGMENT_MS, to });
    return checkSegment(row, expects);
  }
  const span = { from: to - SERIES_MS, to };
  const [series] = await api.signals.series.query({
    service,
    ...span,
    signals: [signal],
    stepSeconds: STEP_SECONDS,
    segment: null,
  });
  return series ? checkSeries(series, unit, expects) : { holds: null, sentence: "This signal has no values now." };
}
