import { useMemo } from "react";
import { Link } from "react-router";
import { HypothesesPanel } from "../../features/hypotheses/HypothesesPanel.tsx";
import { SegmentsPanel } from "../../features/segments/SegmentsPanel.tsx";
import { segmentTable } from "../../features/segments/segmentRows.ts";
import { isolatedSince, useSegments, useSinceIsolated } from "../../features/segments/useSegments.ts";
import { useSignalWindow } from "../../features/signals/useSignalWindow.ts";
import { WindowPicker } from "../../features/signals/WindowPicker.tsx";
import { useOpenIncident } from "../../live/index.ts";
import { useHypothesisDesk } from "../hypotheses/useHypothesisDesk.ts";
import css from "./BoardPage.module.css";
import { useBoardDialog } from "./boardDialog.ts";
import { LiveSignals } from "./LiveSignals.tsx";
import { usePermission } from "./usePermission.ts";
import { useHarmSignal } from "./useTelemetry.ts";

const SHOWN_SEGMENTS = 4;

/** What is measured and what is believed: signals, segments, hypotheses. */
export function MiddleColumn() {
  const { incidentId, state } = useOpenIncident();
  const [window, pickWindow] = useSignalWindow(state.impactStartedAt);
  return (
    <div className={css.middle}>
      <div className={css.signals}>
        <header className={css.bar}>
          <h2 className={css.barTitle}>
            <Link to={`/incidents/${incidentId}/signals?window=${window.id}`}>Signals</Link>
          </h2>
          <WindowPicker window={window} onPick={pickWindow} />
        </header>
        <LiveSignals window={window} />
      </div>
      <Segments />
      <Hypotheses />
    </div>
  );
}

function Segments() {
  const { state, pending } = useOpenIncident();
  const open = useBoardDialog((store) => store.open);
  const may = usePermission();
  const { harm, choices, choose } = useHarmSignal();
  const { rows, fault } = useSegments(state.service, harm.id, isolatedSince(state.containments));
  const since = useSinceIsolated(state.service, state.containments);
  const { containments } = state;
  const table = useMemo(
    () => (rows ? segmentTable({ rows, containments, since, limit: SHOWN_SEGMENTS }) : null),
    [rows, containments, since],
  );
  const unconfirmed = useMemo(
    () => new Set(pending.flatMap(({ event }) => (event.type === "SegmentIsolated" ? [event.containmentId] : []))),
    [pending],
  );
  return (
    <div id="segments" className={css.segments}>
      <SegmentsPanel
        table={table}
        fault={fault}
        harmSignal={harm}
        harmSignals={choices}
        onHarmSignal={choose}
        onIsolate={(segment) => open({ kind: "isolate", segment, measure: null })}
        onRelease={({ containmentId }) => open({ kind: "release", containmentId })}
        pending={unconfirmed}
        refusal={may("IsolateSegment")}
      />
    </div>
  );
}

function Hypotheses() {
  const desk = useHypothesisDesk();
  return <HypothesesPanel {...desk} to={`/incidents/${desk.incidentId}/hypotheses`} />;
}
