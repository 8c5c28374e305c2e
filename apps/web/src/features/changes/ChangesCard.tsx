import type { LineageChange } from "@firebreak/server/contract";
import { Card, Chip, ClockTime, EmptyState, LoadingState } from "../../ui/index.ts";
import css from "./ChangesCard.module.css";
import { changeRows, distanceText } from "./changeRows.ts";

interface Props {
  /** null until the first answer. */
  readonly changes: readonly LineageChange[] | null;
  readonly impactStartedAt: number;
}

export function ChangesCard({ changes, impactStartedAt }: Props) {
  return (
    <Card title="Changes before impact" className={css.card}>
      {changes ? <List changes={changes} impactStartedAt={impactStartedAt} /> : <LoadingState what="Reading changes" />}
    </Card>
  );
}

function List({ changes, impactStartedAt }: { readonly changes: readonly LineageChange[]; readonly impactStartedAt: number }) {
  const rows = changeRows(changes, impactStartedAt);
  if (rows.length === 0) {
    return (
      <EmptyState title="No version changed">
        No prompt, model, index or code version is new in the records of the last 24 hours.
      </EmptyState>
    );
  }
  return (
    <ol
      className={css.list}
      id="changes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by the keyboard
      tabIndex={0}
    >
      {rows.map((row) => (
        <li key={row.key} className={css.row}>
          <span className={css.time}>
            <ClockTime at={row.at} />
          </span>
          <div>
            <b>{row.artefact}</b> <span className="mono">{row.version}</span>{" "}
            <span className={css.share}>→ {Math.round(row.trafficShare * 100)} %</span>{" "}
            {row.nearest ? (
              <Chip kind="proof">{distanceText(row.beforeMs)}</Chip>
            ) : (
              <span className={css.distance}>{distanceText(row.beforeMs)}</span>
            )}
            <div className={css.previous}>
              was <span className="mono">{row.previous}</span>
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
