import { type DeclaredIncident, type LogChip, type LoggedEvent, type LogPart, logLine } from "@firebreak/incident";
import { Link } from "react-router";
import { Chip, ClockTime, classes, ProofChip } from "../../ui/index.ts";
import css from "./LogCard.module.css";

interface Props {
  readonly incidentId: string;
  readonly entry: Pick<LoggedEvent, "at" | "actor" | "event"> & { readonly seq?: number };
  /** Names what the row speaks of by id. */
  readonly state: DeclaredIncident;
  readonly first: boolean;
  readonly wide?: boolean;
  /** The row an address names. */
  readonly target?: number | null;
}

export function LogEntry({ incidentId, entry, state, first, wide = false, target = null }: Props) {
  const line = logLine(entry, state);
  const isPending = entry.seq === undefined;
  return (
    <div
      id={isPending ? undefined : `log-${entry.seq}`}
      className={classes(
        css.entry,
        wide && css.wide,
        first && css.first,
        isPending && css.pending,
        !isPending && entry.seq === target && css.target,
      )}
      data-tone={line.tone}
      data-kind={line.kind}
      data-pending={isPending || undefined}
    >
      <span className={css.time}>{isPending ? "…" : <ClockTime at={entry.at} seconds={wide} />}</span>
      <div className={css.told}>
        <p>
          {line.actor ? <b className={css.actor}>{line.actor} </b> : null}
          {line.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a told row never move
            <Part key={index} part={part} />
          ))}
          {line.body ? (
            <span className={classes(line.parts.length > 0 && css.body)}>
              {line.parts.length > 0 ? ` — ${line.body}` : line.body}
            </span>
          ) : null}
          {isPending ? <span className={css.sending}> sending</span> : null}
        </p>
        {line.chips.length > 0 ? (
          <div className={css.chips}>
            {line.chips.map((chip) => (
              <EntryChip key={`${chip.label}-${chip.proof?.ref ?? ""}`} incidentId={incidentId} chip={chip} />
            ))}
          </div>
        ) : null}
      </div>
      {wide && !isPending ? (
        <Link className={css.number} to={`#log-${entry.seq}`} replace aria-label={`Link to entry ${entry.seq}`}>
          #{entry.seq}
        </Link>
      ) : null}
    </div>
  );
}

function Part({ part }: { readonly part: LogPart }) {
  switch (part.kind) {
    case "plain":
      return <>{part.text}</>;
    case "strong":
      return <b>{part.text}</b>;
    case "segment":
    case "mono":
      return <span className="mono">{part.text}</span>;
  }
}

function EntryChip({ incidentId, chip }: { readonly incidentId: string; readonly chip: LogChip }) {
  if (chip.proof) return <ProofChip incidentId={incidentId} proof={{ ...chip.proof, label: chip.label }} />;
  return <Chip kind={chip.tone}>{chip.label}</Chip>;
}
