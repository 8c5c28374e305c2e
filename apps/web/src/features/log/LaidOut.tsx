import type { DeclaredIncident } from "@firebreak/incident";
import { SYMPTOM_TITLES, symptomLaidOut } from "@firebreak/runbook";
import { ChevronRight } from "lucide-react";
import { ClockTime, classes } from "../../ui/index.ts";
import css from "./LogCard.module.css";
import { LogEntry } from "./LogEntry.tsx";
import type { LogRow } from "./logRows.ts";

interface Props {
  readonly incidentId: string;
  readonly state: DeclaredIncident;
  /** Newest first. */
  readonly rows: readonly LogRow[];
  readonly first: boolean;
  readonly wide: boolean;
  readonly target: number | null;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Many hypotheses of one person in one minute: one line, and the rows themselves when asked. */
export function LaidOut({ rows, first, open, onToggle, ...rest }: Props) {
  const oldest = rows.at(-1);
  if (oldest === undefined) return null;
  const symptom = symptomLaidOut(rows.flatMap(({ event }) => (event.type === "HypothesisAdded" ? [event.hypothesisId] : [])));
  const isPending = rows.some((row) => !("seq" in row));
  return (
    <>
      <div className={classes(css.entry, rest.wide && css.wide, first && css.first, isPending && css.pending)}>
        <span className={css.time}>{isPending ? "…" : <ClockTime at={oldest.at} seconds={rest.wide} />}</span>
        <div className={css.told}>
          <p>
            {oldest.actor.kind === "person" ? <b className={css.actor}>{oldest.actor.name} </b> : null}
            laid out{" "}
            <button type="button" className={css.more} aria-expanded={open} onClick={onToggle}>
              <ChevronRight aria-hidden="true" />
              {rows.length} hypotheses
            </button>
            {symptom === null ? null : <span className={css.body}>: {SYMPTOM_TITLES[symptom].toLowerCase()}</span>}
          </p>
        </div>
      </div>
      {open ? (
        <div className={css.within}>
          {rows.map((row, index) => (
            <LogEntry key={"seq" in row ? row.seq : `${row.commandId}-${index}`} entry={row} first={false} {...rest} />
          ))}
        </div>
      ) : null}
    </>
  );
}
