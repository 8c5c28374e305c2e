import { Link } from "react-router";
import { useSignalWindow } from "../../features/signals/useSignalWindow.ts";
import { WindowPicker } from "../../features/signals/WindowPicker.tsx";
import { useOpenIncident } from "../../live/index.ts";
import css from "./BoardPage.module.css";
import { LiveSignals } from "./LiveSignals.tsx";

/** The board's six signals, large. */
export function SignalsPage() {
  const { incidentId, state } = useOpenIncident();
  const [window, pick] = useSignalWindow(state.impactStartedAt);
  return (
    <div className={css.signalsPage}>
      <header className={css.bar}>
        <h2 className={css.barTitle}>Signals of {state.service}</h2>
        <WindowPicker window={window} onPick={pick} />
        <Link className={css.back} to={`/incidents/${incidentId}`}>
          Board
        </Link>
      </header>
      <LiveSignals window={window} large />
    </div>
  );
}
