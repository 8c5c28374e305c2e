import { useEffect } from "react";
import { Link, Navigate, useLocation } from "react-router";
import { useSignalReadings } from "../../features/signals/useSignalReadings.ts";
import { useSignalWindow } from "../../features/signals/useSignalWindow.ts";
import { WindowPicker } from "../../features/signals/WindowPicker.tsx";
import { useOpenIncident } from "../../live/index.ts";
import css from "./BoardPage.module.css";
import { LiveSignals } from "./LiveSignals.tsx";

/** The board's six signals, large; every other one of the service is a step away. */
export function IncidentSignalsPage() {
  const { incidentId, state } = useOpenIncident();
  const [window, pick] = useSignalWindow(state.impactStartedAt);
  const { definitions } = useSignalReadings(state.service, window);
  const named = decodeURIComponent(useLocation().hash.slice(1));
  const onBoard = definitions?.some(({ id }) => id === named) ?? true;
  useEffect(() => {
    if (named && onBoard) document.getElementById(`signal-${named}`)?.scrollIntoView({ block: "nearest" });
  }, [named, onBoard]);
  const all = new URLSearchParams({ service: state.service, window: window.id });
  // A proof may name any signal of the service.
  if (named && !onBoard) return <Navigate replace to={`/signals?${new URLSearchParams([...all, ["open", named]])}`} />;
  return (
    <div className={css.signalsPage}>
      <header className={css.bar}>
        <h2 className={css.barTitle}>Signals of {state.service}</h2>
        <WindowPicker window={window} onPick={pick} />
        <Link className={css.back} to={`/signals?${all}`}>
          All signals
        </Link>
        <Link className={css.back} to={`/incidents/${incidentId}`}>
          Board
        </Link>
      </header>
      <LiveSignals window={window} large />
    </div>
  );
}
