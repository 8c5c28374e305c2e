import { useMemo } from "react";
import { chartMarks } from "../../features/signals/chartMarks.ts";
import { SignalGrid } from "../../features/signals/SignalGrid.tsx";
import type { SignalWindow } from "../../features/signals/signalWindow.ts";
import { useSignalReadings } from "../../features/signals/useSignalReadings.ts";
import { useOpenIncident } from "../../live/index.ts";
import { useSignalNews } from "./useSignalNews.ts";
import { useChanges } from "./useTelemetry.ts";

const NONE = [] as const;

/** The signals of the incident's service, with its changes and containments marked on them. */
export function LiveSignals({ window, large = false }: { readonly window: SignalWindow; readonly large?: boolean }) {
  const { state } = useOpenIncident();
  const { definitions, readings, fault } = useSignalReadings(state.service, window);
  useSignalNews(state.service, readings);
  const changes = useChanges(state.service) ?? NONE;
  const marks = useMemo(() => chartMarks(changes, state.containments), [changes, state.containments]);
  return <SignalGrid definitions={definitions} readings={readings} fault={fault} marks={marks} window={window} large={large} />;
}
