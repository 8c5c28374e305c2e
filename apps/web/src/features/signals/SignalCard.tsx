import { formatValue, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { memo, type ReactNode } from "react";
import { classes } from "../../ui/index.ts";
import { AxisFrame } from "./AxisFrame.tsx";
import { axisText } from "./axis.ts";
import { alarmSince, type ChartMark, type ChartSpan, pointAt, type Range, situationOf, valueDomain } from "./chartModel.ts";
import { useCrosshair } from "./crosshair.ts";
import { clockTime, clockTimeSeconds, momentText } from "./momentText.ts";
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
  readonly spans?: readonly ChartSpan[] | undefined;
  readonly windowLabel: string;
  readonly index: number;
  readonly large?: boolean | undefined;
  /** Instead of the bare title, e.g. a link to the signal alone. */
  readonly title?: ReactNode;
  /** Right of the value. */
  readonly actions?: ReactNode;
  readonly onZoom?: ((range: Range) => void) | undefined;
  /** Why it may be outside of what is usual; null or missing: it may not. */
  readonly held?: string | null | undefined;
  /** With values and moments beside the picture. */
  readonly axes?: boolean | undefined;
}

/** Drawn again only with something new: twelve of them stand on one page. */
export const SignalCard = memo(function SignalCard(props: Props) {
  const {
    definition,
    reading,
    marks,
    spans,
    windowLabel,
    index,
    large = false,
    title,
    actions,
    onZoom,
    held = null,
    axes = false,
  } = props;
  const shown = useStaggered(reading, index);
  const current = shown ?? reading;
  const situation = current ? situationOf(current.series) : "no-traffic";
  const outside = situation === "outside" && held === null;
  const left = outside && current ? alarmSince(current.series) : null;
  const since = left === null ? null : momentText(left);
  return (
    <article
      id={`signal-${definition.id}`}
      className={classes(css.card, outside && css.bad, large && css.large)}
      aria-label={current ? spokenSeries(current.series, definition, since) : `${definition.title}: loading`}
    >
      <header className={css.head}>
        <h3 className={css.title} title={`${definition.formula} · owner ${definition.owner} · ${definition.timing}`}>
          {title ?? definition.title}
        </h3>
        <Value reading={current} definition={definition} />
        {actions}
      </header>
      {current && situation !== "no-traffic" ? (
        <Framed framed={axes} reading={current} definition={definition}>
          <SignalChart
            series={current.series}
            definition={definition}
            range={current.range}
            marks={marks}
            spans={spans ?? NO_SPANS}
            since={left}
            onZoom={onZoom}
          />
        </Framed>
      ) : (
        <p className={css.none}>{current ? nothingText(definition) : "Reading…"}</p>
      )}
      <footer className={css.foot}>
        <span>{current ? expectationText(current.series, definition) : " "}</span>
        {outside ? (
          <span className={css.since}>outside since {since}</span>
        ) : (
          <span>{held !== null ? `expected: ${held}` : large && current ? spanText(current.range) : windowLabel}</span>
        )}
      </footer>
    </article>
  );
});

const NO_SPANS = [] as const;
const nothingText = ({ kind }: SignalDefinition): string =>
  kind === "distance" ? "Too little yet to compare with." : "No traffic in this window.";

interface FramedProps {
  readonly framed: boolean;
  readonly reading: Reading;
  readonly definition: SignalDefinition;
  readonly children: ReactNode;
}
function Framed({ framed, reading: { series, range }, definition, children }: FramedProps) {
  if (!framed) return children;
  const format = (value: number) => axisText(definition.unit, value);
  return (
    <AxisFrame domain={valueDomain(series, definition)} range={range} format={format} small>
      {children}
    </AxisFrame>
  );
}
const spanText = ({ from, to }: Range): string => `${clockTime(from)} – ${clockTime(to)}`;

/** The current value; while the pointer is over a chart, the value at that moment. */
function Value({ reading, definition }: { readonly reading: Reading | null; readonly definition: SignalDefinition }) {
  const at = useCrosshair((store) => store.at);
  if (!reading) return <span className={css.value}>–</span>;
  const { series } = reading;
  if (at !== null) {
    const point = pointAt(series.points, at, series.stepSeconds);
    return (
      <span className={css.past}>
        <span className={css.moment}>{clockTimeSeconds(point?.at ?? at)}</span>
        {formatValue(definition.unit, point?.value ?? null)}
      </span>
    );
  }
  return <span className={css.value}>{formatValue(definition.unit, series.current)}</span>;
}
