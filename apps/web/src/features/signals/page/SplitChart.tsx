import { formatValue, type SignalDefinition } from "@firebreak/signals";
import { memo, useState } from "react";
import { Line, LineChart, ReferenceLine, XAxis, YAxis } from "recharts";
import { classes } from "../../../ui/index.ts";
import { AxisFrame } from "../AxisFrame.tsx";
import { axisText } from "../axis.ts";
import { pointAt, valueDomain } from "../chartModel.ts";
import { useCrosshair } from "../crosshair.ts";
import { Plot, type PlotProps } from "../Plot.tsx";
import chart from "../SignalChart.module.css";
import css from "./SplitChart.module.css";
import { type SplitLine, splitRows } from "./split.ts";

interface Props extends Omit<PlotProps, "children"> {
  readonly lines: readonly SplitLine[];
  readonly definition: SignalDefinition;
}

/** One line for each value of a dimension; pointing at one in the legend lets the others step back. */
export function SplitChart({ lines, definition, ...plot }: Props) {
  const [pointed, point] = useState<string | null>(null);
  const points = lines.flatMap(({ series }) => series.points);
  const domain = valueDomain({ points, compared: null, envelope: LEARNING }, definition);
  return (
    <>
      <AxisFrame domain={domain} range={plot.range} format={(value) => axisText(definition.unit, value)}>
        <Plot {...plot} large>
          <Lines lines={lines} limit={definition.limit?.value ?? null} domain={domain} range={plot.range} pointed={pointed} />
        </Plot>
      </AxisFrame>
      <ul className={css.legend} aria-label="Lines">
        {lines.map((line) => (
          <li key={line.key}>
            <button
              type="button"
              className={classes(css.entry, pointed !== null && pointed !== line.key && css.back)}
              onPointerEnter={() => point(line.key)}
              onPointerLeave={() => point(null)}
              onFocus={() => point(line.key)}
              onBlur={() => point(null)}
            >
              <svg className={css.swatch} viewBox="0 0 18 4" aria-hidden="true">
                <line x1="0" x2="18" y1="2" y2="2" className={css.stroke} data-line={line.key} />
              </svg>
              <span className={css.label}>{line.label}</span>
              <LineValue line={line} definition={definition} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const LEARNING = { kind: "learning", bucketsSeen: 0, bucketsNeeded: 1 } as const;
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

interface LinesProps {
  readonly lines: readonly SplitLine[];
  readonly limit: number | null;
  readonly domain: readonly [number, number];
  readonly range: PlotProps["range"];
  readonly pointed: string | null;
}
const Lines = memo(function Lines({ lines, limit, domain, range, pointed }: LinesProps) {
  return (
    <LineChart
      responsive
      className={classes(chart.svg)}
      data={[...splitRows(lines)]}
      margin={NO_MARGIN}
      accessibilityLayer={false}
    >
      <XAxis dataKey="at" type="number" domain={[range.from, range.to]} hide allowDataOverflow />
      <YAxis type="number" domain={[...domain]} hide allowDataOverflow width={0} />
      {limit === null ? null : <ReferenceLine y={limit} className={classes(chart.limit)} ifOverflow="hidden" />}
      {lines.map(({ key }) => (
        <Line
          key={key}
          dataKey={key}
          type="linear"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          className={classes(css.line, css[key], pointed !== null && pointed !== key && css.back)}
          strokeWidth={pointed === key ? 2.5 : 1.5}
        />
      ))}
    </LineChart>
  );
});

/** Now, or at the moment under the pointer. */
function LineValue({ line: { series }, definition }: { readonly line: SplitLine; readonly definition: SignalDefinition }) {
  const at = useCrosshair((store) => store.at);
  const value = at === null ? series.current : (pointAt(series.points, at, series.stepSeconds)?.value ?? null);
  return <span className={css.value}>{formatValue(definition.unit, value)}</span>;
}
