import { formatValue, type SignalId, type SignalSeries } from "@firebreak/signals";
import { Check, Plus } from "lucide-react";
import { memo } from "react";
import { classes, Dot, sparklinePath, type Tone } from "../../../ui/index.ts";
import { momentText } from "../momentText.ts";
import css from "./CatalogueList.module.css";
import type { ListRow, RowState } from "./catalogueList.ts";

interface Props {
  readonly row: ListRow;
  readonly series: SignalSeries | null;
  readonly open: boolean;
  readonly charted: boolean;
  readonly onOpen: (signal: SignalId) => void;
  readonly onToggle: (signal: SignalId) => void;
}

export const CatalogueRow = memo(function CatalogueRow({ row, series, open, charted, onOpen, onToggle }: Props) {
  const { definition, state } = row;
  const { id, title, unit } = definition;
  const alarming = state.kind === "alarming";
  return (
    <li className={classes(css.row, open && css.opened, alarming && css.bad, state.kind === "learning" && css.learning)}>
      <button type="button" className={css.main} data-signal-row={id} aria-current={open || undefined} onClick={() => onOpen(id)}>
        <Dot tone={TONES[state.kind]} />
        <span className={css.words}>
          <span className={css.title} title={title}>
            {title}
          </span>
          <span className={css.state}>{stateText(row)}</span>
        </span>
        <Spark series={series} bad={alarming} />
        <span className={css.value}>{formatValue(unit, series?.current ?? null)}</span>
      </button>
      <button
        type="button"
        className={classes(css.toggle, charted && css.charted)}
        aria-pressed={charted}
        aria-label={charted ? `Take the chart of ${title} away` : `Put a chart of ${title} beside the others`}
        onClick={() => onToggle(id)}
      >
        {charted ? <Check aria-hidden="true" /> : <Plus aria-hidden="true" />}
      </button>
    </li>
  );
});

const TONES: Readonly<Record<RowState["kind"], Tone>> = {
  alarming: "harm",
  held: "info",
  learning: "neutral",
  quiet: "neutral",
  unwatched: "neutral",
};
function stateText({ definition, state }: ListRow): string {
  switch (state.kind) {
    case "alarming":
      return `since ${momentText(state.since)} · ${definition.owner}`;
    case "held":
      return `expected: ${state.reason}`;
    case "learning":
      return `learning · ${definition.owner}`;
    case "quiet":
      return `quiet · ${definition.owner}`;
    case "unwatched":
      return `not watched · ${definition.owner}`;
  }
}

const SIZE = { width: 44, height: 22 };
/** Its place is kept while nothing is known. */
function Spark({ series, bad }: { readonly series: SignalSeries | null; readonly bad: boolean }) {
  const drawing = series ? sparklinePath(series.points, series.envelope, SIZE) : null;
  return (
    <svg className={css.spark} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden="true">
      {drawing?.band ? (
        <rect x="0" width={SIZE.width} y={drawing.band.y} height={drawing.band.height} fill="var(--band)" />
      ) : null}
      {drawing ? (
        <path
          d={drawing.line}
          fill="none"
          stroke={bad ? "var(--harm)" : "var(--info)"}
          strokeWidth="1.25"
          strokeLinejoin="round"
        />
      ) : null}
    </svg>
  );
}
