import type { SignalDefinition, SignalSeries } from "@firebreak/signals";
import { memo, type PointerEvent } from "react";
import { Line, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";
import { classes } from "../../ui/index.ts";
import { drawable, type PlacedMark, type Range, valueDomain } from "./chartModel.ts";
import { pointSoon, useCrosshair } from "./crosshair.ts";
import css from "./SignalChart.module.css";

interface Props {
  readonly series: SignalSeries;
  readonly definition: SignalDefinition;
  readonly range: Range;
  readonly marks: readonly PlacedMark[];
  readonly outside: boolean;
}

/** The picture only: a line, its envelope and limit, marks, and the crosshair that all charts share. */
export function SignalChart({ series, definition, range, marks, outside }: Props) {
  return (
    <div className={css.plot} {...crosshairHandlers(range)}>
      <Lines
        points={series.points}
        envelope={series.envelope}
        definition={definition}
        from={range.from}
        to={range.to}
        outside={outside}
      />
      {marks.map((mark) => (
        <Mark key={mark.id} mark={mark} />
      ))}
      <Crosshair range={range} />
    </div>
  );
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

/** Primitives and shared arrays only: a poll that brings nothing new draws nothing. */
interface LinesProps extends Pick<Props, "definition" | "outside">, Pick<SignalSeries, "points" | "envelope"> {
  readonly from: number;
  readonly to: number;
}
const Lines = memo(function Lines({ points, envelope, definition, from, to, outside }: LinesProps) {
  const [low, high] = valueDomain({ points, envelope }, definition);
  return (
    <LineChart responsive className={classes(css.svg)} data={[...drawable(points)]} margin={NO_MARGIN} accessibilityLayer={false}>
      <XAxis dataKey="at" type="number" domain={[from, to]} hide allowDataOverflow />
      <YAxis type="number" domain={[low, high]} hide allowDataOverflow width={0} />
      {envelope.kind === "band" ? (
        <ReferenceArea
          y1={Math.max(envelope.low, low)}
          y2={Math.min(envelope.high, high)}
          className={classes(css.band)}
          ifOverflow="hidden"
        />
      ) : null}
      {definition.limit ? <ReferenceLine y={definition.limit.value} className={classes(css.limit)} ifOverflow="hidden" /> : null}
      <Line
        dataKey="value"
        type="linear"
        isAnimationActive={false}
        dot={false}
        activeDot={false}
        className={classes(css.line, outside && css.outside)}
        strokeWidth={1.5}
      />
    </LineChart>
  );
});

function Mark({ mark }: { readonly mark: PlacedMark }) {
  return (
    <div className={classes(css.mark, css[mark.tone])} style={{ left: `${mark.x * 100}%` }} title={mark.title}>
      {mark.labelled ? <span className={classes(css.markLabel, mark.side === "left" && css.toLeft)}>{mark.label}</span> : null}
    </div>
  );
}

function Crosshair({ range }: { readonly range: Range }) {
  const at = useCrosshair((store) => store.at);
  if (at === null || at < range.from || at > range.to) return null;
  return <div className={css.crosshair} style={{ left: `${((at - range.from) / (range.to - range.from)) * 100}%` }} />;
}

/** At most one move a frame, however many the pointer reports. */
function crosshairHandlers({ from, to }: Range) {
  return {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      pointSoon(from + ((event.clientX - box.left) / box.width) * (to - from));
    },
    onPointerLeave: () => pointSoon(null),
  };
}
