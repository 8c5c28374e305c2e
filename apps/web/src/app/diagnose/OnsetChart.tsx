import type { Diagnosis } from "@firebreak/server/contract";
import type { SignalDefinition } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { AxisFrame } from "../../features/signals/AxisFrame.tsx";
import { axisText } from "../../features/signals/axis.ts";
import { chartMarks } from "../../features/signals/chartMarks.ts";
import { valueDomain } from "../../features/signals/chartModel.ts";
import { SignalChart } from "../../features/signals/SignalChart.tsx";
import { alignedSpan } from "../../features/signals/signalWindow.ts";
import { api, faultOf, useOpenIncident } from "../../live/index.ts";
import { EmptyState, serverNow } from "../../ui/index.ts";
import css from "./DiagnosePage.module.css";
import { onsetMarks, onsetSpan, onsetWindow } from "./onsetPicture.ts";

interface Props {
  readonly diagnosis: Diagnosis;
  readonly definition: SignalDefinition;
}
const POLL_MS = 5000;

/** The signal that shows the onset, with the time in which the change point lies and the changes that fit. */
export function OnsetChart({ diagnosis, definition }: Props) {
  const { state } = useOpenIncident();
  const { onset } = diagnosis;
  const closedAt = state.situation === "closed" ? Date.parse(state.closedAt) : null;
  const query = useQuery({
    queryKey: ["onset-chart", state.service, definition.id, Math.round(onset.at / 60_000), closedAt],
    refetchInterval: closedAt === null ? POLL_MS : false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { range, stepSeconds } = alignedSpan(onsetWindow(onset, closedAt ?? serverNow()));
      const asked = { service: state.service, ...range, signals: [definition.id], stepSeconds, segment: null };
      const [series] = await api.signals.series.query(asked, { signal });
      return { range, series: series ?? null };
    },
  });
  const marks = useMemo(
    () => [...onsetMarks(diagnosis.changes), ...chartMarks([], state.containments)],
    [diagnosis.changes, state.containments],
  );
  const spans = useMemo(() => onsetSpan(onset), [onset]);
  const { data } = query;
  if (!data?.series) {
    return (
      <div className={css.chart}>
        {query.error ? <EmptyState title="The signal cannot be read">{faultOf(query.error).message}</EmptyState> : null}
      </div>
    );
  }
  return (
    <figure className={css.chart} aria-label={`${definition.title} around the onset`}>
      <AxisFrame
        domain={valueDomain(data.series, definition)}
        range={data.range}
        format={(value) => axisText(definition.unit, value)}
        small
      >
        <SignalChart
          series={data.series}
          definition={definition}
          range={data.range}
          marks={marks}
          spans={spans}
          since={onset.at}
        />
      </AxisFrame>
    </figure>
  );
}
