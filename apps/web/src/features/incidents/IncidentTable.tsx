import type { IncidentSummary } from "@firebreak/incident";
import { useEffect, useId, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { ClockTime, classes, LiveDuration, RelativeTime, SeverityBadge, useIsDue } from "../../ui/index.ts";
import styles from "./IncidentTable.module.css";

export interface IncidentTableProps {
  readonly title: string;
  readonly rows: readonly IncidentSummary[];
  /** Of the whole list; this table's first row is `offset`. */
  readonly selected: number;
  readonly offset: number;
  readonly onSelect: (index: number) => void;
}

export function IncidentTable({ title, rows, selected, offset, onSelect }: IncidentTableProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.title}>
        {title} <span>{rows.length}</span>
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Incident</th>
              <th scope="col">Service</th>
              <th scope="col">Phase</th>
              <th scope="col" className={styles.right}>
                Impact for
              </th>
              <th scope="col">Commander</th>
              <th scope="col" className={styles.right}>
                Isolated
              </th>
              <th scope="col" className={styles.right}>
                Next update
              </th>
              <th scope="col" className={styles.right}>
                Last entry
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={row.incidentId} row={row} on={offset + index === selected} onSelect={() => onSelect(offset + index)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const PHASE = { contain: "Contain", recover: "Recover", learn: "Learn" } as const;

function Row({ row, on, onSelect }: { row: IncidentSummary; on: boolean; onSelect: () => void }) {
  const navigate = useNavigate();
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (on) line.current?.scrollIntoView({ block: "nearest" });
  }, [on]);
  const to = `/incidents/${row.incidentId}`;
  const closed = row.situation === "closed";
  return (
    <tr
      ref={line}
      className={classes(styles.row, on && styles.on, closed && styles.closed)}
      aria-current={on || undefined}
      onMouseDown={onSelect}
      onClick={(event) => {
        if (!(event.target instanceof HTMLElement && event.target.closest("a"))) void navigate(to);
      }}
    >
      <td>
        <SeverityBadge severity={row.severity} />
      </td>
      <td className={styles.name}>
        <Link to={to}>{row.title}</Link>
        <div className={styles.sub}>
          <span className="mono">{row.incidentId}</span> · {row.incidentClass}
          {row.drill && <span className={styles.drill}>DRILL</span>}
        </div>
      </td>
      <td className="mono">{row.service}</td>
      <td>{row.phase === null ? "Closed" : PHASE[row.phase]}</td>
      <td className={styles.right}>
        {closed ? <ClockTime at={row.impactStartedAt} /> : <LiveDuration since={row.impactStartedAt} />}
      </td>
      <td>{row.commander ?? <span className={styles.missing}>nobody</span>}</td>
      <td className={styles.right}>
        {row.activeContainments > 0 ? <b className={styles.isolated}>{row.activeContainments}</b> : "—"}
      </td>
      <td className={styles.right}>{row.nextUpdateDueAt === null ? "—" : <Due at={row.nextUpdateDueAt} />}</td>
      <td className={classes(styles.right, styles.faint)}>
        <RelativeTime at={row.lastEventAt} />
      </td>
    </tr>
  );
}

function Due({ at }: { at: string }) {
  const due = useIsDue(at);
  return <LiveDuration until={at} className={classes(due && styles.due)} />;
}
