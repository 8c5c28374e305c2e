import type { BlastRadius, Segment } from "@firebreak/incident";
import { segmentKey } from "@firebreak/incident";
import type { SignalId } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import css from "./IsolateDialog.module.css";
import { type HarmSignal, percent } from "./segmentText.ts";
import { SEGMENT_WINDOW_MS } from "./useSegments.ts";

interface Measured {
  readonly radius: BlastRadius;
  readonly rate: number;
  readonly restRate: number;
  readonly total: number;
}

/** Live traffic of one segment over the last five minutes, measured again every three seconds while the dialog is open. */
export function useBlastRadius(service: string, signal: SignalId, segment: Segment | null) {
  const query = useQuery({
    queryKey: ["blast-radius", service, signal, segment ? segmentKey(segment) : null],
    enabled: segment !== null,
    refetchInterval: 3000,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Measured> => {
      if (!segment) throw new Error("asked for the blast radius of no segment");
      const to = serverNow();
      const row = await api.telemetry.segment.query({ service, signal, segment, from: to - SEGMENT_WINDOW_MS, to });
      const radius: BlastRadius = {
        trafficShare: row.trafficShare,
        requestsPerMinute: row.requestsPerMinute,
        harmShare: row.bad === 0 && row.restRate === 0 ? null : row.harmShare,
        windowSeconds: SEGMENT_WINDOW_MS / 1000,
        measuredAt: new Date(to).toISOString(),
      };
      return { radius, rate: row.rate, restRate: row.restRate, total: row.total };
    },
  });
  return {
    measured: segment && query.data ? query.data : null,
    fault: query.error ? faultOf(query.error).message : null,
  };
}

interface Props {
  readonly measured: Measured | null;
  readonly fault: string | null;
  readonly signal: HarmSignal;
}
export function BlastRadiusView({ measured, fault, signal }: Props) {
  if (!measured) {
    return (
      <div className={css.radius} role={fault ? "alert" : "status"}>
        <p className={css.quiet}>{fault ?? "Choose a segment: its live traffic is measured before anything is switched."}</p>
      </div>
    );
  }
  const { radius, rate, restRate } = measured;
  return (
    <div className={css.radius}>
      <Figure value={percent(radius.trafficShare)} of="of live traffic" />
      <Figure value={radius.requestsPerMinute.toFixed(0)} of="requests a minute" />
      <Figure value={radius.harmShare === null ? "–" : percent(radius.harmShare)} of={`of all ${signal.bad}`} />
      <Figure value={percent(rate)} of={`now, ${percent(restRate)} in the rest`} />
      <p className={css.keeps}>
        Isolating keeps <b>{percent(1 - radius.trafficShare)}</b> of traffic live, untouched.
      </p>
    </div>
  );
}
const Figure = ({ value, of }: { readonly value: string; readonly of: string }) => (
  <div className={css.figure}>
    <b>{value}</b>
    <span>{of}</span>
  </div>
);
