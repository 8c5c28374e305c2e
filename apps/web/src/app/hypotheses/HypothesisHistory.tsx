import { useMemo } from "react";
import { isAbout } from "../../features/hypotheses/nodeHistory.ts";
import { LogEntry } from "../../features/log/LogEntry.tsx";
import { logEntries } from "../../features/log/logRows.ts";
import { useOpenIncident } from "../../live/index.ts";
import { Button } from "../../ui/index.ts";
import css from "./HypothesesPage.module.css";

const SHOWN = 50;

/** What the log says of one hypothesis, newest first, as far back as this browser read. */
export function HypothesisHistory({ hypothesisId }: { readonly hypothesisId: string }) {
  const { incidentId, state, rows, pending, moreBefore, loadOlder } = useOpenIncident();
  const entries = useMemo(
    () => logEntries(rows, pending).filter(({ event }) => isAbout(event, hypothesisId)),
    [rows, pending, hypothesisId],
  );
  return (
    <>
      {entries.slice(0, SHOWN).map((entry, index) => (
        <LogEntry
          key={"seq" in entry ? entry.seq : `${entry.commandId}-${index}`}
          incidentId={incidentId}
          entry={entry}
          state={state}
          first={index === 0}
        />
      ))}
      {entries.length > SHOWN ? (
        <p className={css.quiet}>
          The {SHOWN} newest of {entries.length}; the log holds all.
        </p>
      ) : null}
      {moreBefore ? (
        <Button size="small" look="bare" onClick={() => void loadOlder()}>
          Read older entries
        </Button>
      ) : null}
    </>
  );
}
