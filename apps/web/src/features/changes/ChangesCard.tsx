import type { Change } from "@firebreak/server/contract";
import { Card, Chip, ClockTime, EmptyState, LoadingState } from "../../ui/index.ts";
import css from "./ChangesCard.module.css";
import { type ChangeRow, changeRows, distanceText } from "./changeRows.ts";

interface Props {
  /** null until the first answer. */
  readonly changes: readonly Change[] | null;
  readonly impactStartedAt: number;
}

export function ChangesCard({ changes, impactStartedAt }: Props) {
  return (
    <Card title="Changes before impact" className={css.card}>
      {changes ? <List changes={changes} impactStartedAt={impactStartedAt} /> : <LoadingState what="Reading changes" />}
    </Card>
  );
}

function List({ changes, impactStartedAt }: { readonly changes: readonly Change[]; readonly impactStartedAt: number }) {
  const rows = changeRows(changes, impactStartedAt);
  if (rows.length === 0) {
    return (
      <EmptyState title="Nothing changed">
        Nothing was announced in the last 24 hours, and no prompt, model, index or code version is new in the records.
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
            <What row={row} /> {row.kind && <Chip>{row.kind}</Chip>}{" "}
            {row.status && <Chip kind={row.status.bad ? "attention" : "plain"}>{row.status.text}</Chip>}{" "}
            {row.nearest ? (
              <Chip kind="proof">{distanceText(row.beforeMs)}</Chip>
            ) : (
              <span className={css.distance}>{distanceText(row.beforeMs)}</span>
            )}
            <div className={css.previous}>
              {row.previous !== null && (
                <>
                  was <span className="mono">{row.previous}</span> ·{" "}
                </>
              )}
              {row.known.join(" · ")}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

function What({ row }: { readonly row: ChangeRow }) {
  const name = row.version === null ? row.title : <span className="mono">{row.version}</span>;
  return (
    <>
      <b>{row.what}</b>{" "}
      {row.url === "" ? (
        <span title={row.title}>{name}</span>
      ) : (
        <a className={css.link} href={row.url} target="_blank" rel="noreferrer noopener" title={row.title}>
          {name}
        </a>
      )}
      {row.trafficShare !== null && <span className={css.share}> → {Math.round(row.trafficShare * 100)} %</span>}
    </>
  );
}
