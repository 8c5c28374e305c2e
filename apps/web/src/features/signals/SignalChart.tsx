import type { SignalDefinition, SignalSeries } from "@firebreak/signals";
import { memo, useMemo } from "react";
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";
import { classes } from "../../ui/index.ts";
import { chartRows, harmRanges, hasOwnBand, type Range, valueDomain } from "./chartModel.ts";
import { Plot, type PlotProps } from "./Plot.tsx";
import css from "./SignalChart.module.css";

interface Props extends Omit<PlotProps, "children"> {
  readonly series: SignalSeries;
  readonly definition: SignalDefinition;
  /** Since when it does not do what it should; null while it does. */
  readonly since: number | null;
}

/** The picture only: a line, what was expected of it, its limit, the same time earlier, and what happened meanwhile. */
export function SignalChart({ series, definition, since, ...plot }: Props) {
  const { spans = NO_SPANS } = plot;
  const harm = useMemo(() => harmRanges(since, spans), [since, spans]);
  return (
    <Plot {...plot}>
      <SignalLines
        points={series.points}
        compared={series.compared}
        envelope={series.envelope}
        definition={definition}
        from={plot.range.from}
        to={plot.range.to}
        harm={harm}
      />
    </Plot>
  );
}

const NO_SPANS = [] as const;
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };
const QUIET = { dot: false, activeDot: false, isAnimationActive: false, type: "linear" } as const;

/** Primitives and shared arrays only: a poll that brings nothing new draws nothing. */
interface LinesProps extends Pick<Props, "definition">, Pick<SignalSeries, "points" | "compared" | "envelope"> {
  readonly from: number;
  readonly to: number;
  readonly harm: readonly Range[];
}
export const SignalLines = memo(function Lines({ points, compared, envelope, definition, from, to, harm }: LinesProps) {
  const [low, high] = valueDomain({ points, compared, envelope }, definition);
  const ownBand = hasOwnBand(points);
  return (
    <ComposedChart
      responsive
      className={classes(css.svg)}
      data={[...chartRows({ points, compared, envelope }, harm)]}
      margin={NO_MARGIN}
      accessibilityLayer={false}
    >
      <XAxis dataKey="at" type="number" domain={[from, to]} hide allowDataOverflow />
      <YAxis type="number" domain={[low, high]} hide allowDataOverflow width={0} />
      {ownBand ? <Area dataKey="band" {...QUIET} className={classes(css.area)} stroke="none" /> : null}
      {!ownBand && envelope.kind === "band" ? (
        <ReferenceArea
          y1={Math.max(envelope.low, low)}
          y2={Math.min(envelope.high, high)}
          className={classes(css.band)}
          ifOverflow="hidden"
        />
      ) : null}
      {definition.limit ? <ReferenceLine y={definition.limit.value} className={classes(css.limit)} ifOverflow="hidden" /> : null}
      {compared ? <Line dataKey="compared" {...QUIET} className={classes(css.compared)} strokeWidth={1} /> : null}
      <Line dataKey="value" {...QUIET} className={classes(css.line)} strokeWidth={1.5} />
      {harm.length === 0 ? null : (
        <Line dataKey="outside" {...QUIET} className={classes(css.line, css.outside)} strokeWidth={1.6} />
      )}
    </ComposedChart>
  );
});
