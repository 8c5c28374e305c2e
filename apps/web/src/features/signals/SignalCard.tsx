import { formatValue, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { classes } from "../../ui/index.ts";
import { type ChartMark, placeMarks, pointAt, type Range, situationOf } from "./chartModel.ts";
import { useCrosshair } from "./crosshair.ts";
import css from "./SignalCard.module.css";
import { SignalChart } from "./SignalChart.tsx";
import { expectationText, spokenSeries } from "./signalText.ts";
import { useStaggered } from "./useStaggered.ts";

/** What one poll answered: the series and the axis they were asked for belong together. */
export interface Reading {
  readonly series: SignalSeries;
  readonly range: Range;
}
interface Props {
  readonly definition: SignalDefinition;
  /** null until the first answer. */
  readonly reading: Reading | null;
  readonly marks: readonly ChartMark[];
  readonly windowLabel: string;
  readonly index: number;
  readonly large?: boolean;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockSeconds = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

export function SignalCard({ definition, reading, marks, windowLabel, index, large = false }: Props) {
  const shown = useStaggered(reading, index);
  const current = shown ?? reading;
  const situation = current ? situationOf(current.series) : "no-traffic";
  const outside = situation === "outside";
  const since = current?.series.outsideSince ? clock.format(current.series.outsideSince) : null;
  return (
    <article
      className={classes(css.card, outside && css.bad, large && css.large)}
      aria-label={current ? spokenSeries(current.series, definition, since) : `${definition.title}: loading`}
    >
      <header className={css.head}>
        <h3 className={css.title} title={`${definition.formula} · owner ${definition.owner} · ${definition.timing}`}>
          {definition.title}
        </h3>
        <Value reading={current} definition={definition} />
      </header>
      {current && situation !== "no-traffic" ? (
        <SignalChart
          series={current.series}
          definition={definition}
          range={current.range}
          marks={placeMarks(marks, current.range)}
          outside={outside}
        />
      ) : (
        <p className={css.none}>{current ? "No traffic in this window." : "Reading…"}</p>
      )}
      <footer className={css.foot}>
        <span>{current ? expectationText(current.series, definition) : " "}</span>
        {outside ? (
          <span className={css.since}>outside since {since}</span>
        ) : (
          <span>{large && current ? spanText(current.range) : `last ${windowLabel}`}</span>
        )}
      </footer>
    </article>
  );
}

const spanText = ({ from, to }: Range): string => `${clock.format(from)} – ${clock.format(to)}`;

/** The current value; while the pointer is over a chart, the value at that moment. */
function Value({ reading, definition }: { readonly reading: Reading | null; readonly definition: SignalDefinition }) {
  const at = useCrosshair((store) => store.at);
  if (!reading) return <span className={css.value}>–</span>;
  const { series } = reading;
  if (at !== null) {
    const point = pointAt(series.points, at, series.stepSeconds);
    return (
      <span className={css.past}>
        <span className={css.moment}>{clockSeconds.format(point?.at ?? at)}</span>
        {formatValue(definition.unit, point?.value ?? null)}
      </span>
    );
  }
  return <span className={css.value}>{formatValue(definition.unit, series.current)}</span>;
}
