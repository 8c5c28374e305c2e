import { formatValue, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { useMemo } from "react";
import { EmptyState } from "../../../ui/index.ts";
import { AxisFrame } from "../AxisFrame.tsx";
import { axisText } from "../axis.ts";
import { alarmSince, pointAt, situationOf, valueDomain } from "../chartModel.ts";
import { useCrosshair } from "../crosshair.ts";
import { clockTimeSeconds, dayText } from "../momentText.ts";
import type { PlotProps } from "../Plot.tsx";
import { SignalChart } from "../SignalChart.tsx";
import { rangeText } from "../signalText.ts";
import css from "./DetailView.module.css";
import { SplitChart } from "./SplitChart.tsx";
import { splitLines } from "./split.ts";
import type { PageReading } from "./usePageData.ts";
import type { Comparison } from "./view.ts";

interface Props extends Omit<PlotProps, "children" | "range"> {
  readonly reading: PageReading;
  readonly definition: SignalDefinition;
  readonly split: string | null;
  readonly compare: Comparison | null;
  /** An expected change is in force: what it does is no harm. */
  readonly held: boolean;
}

/** One signal, large, with axes; or one line for each value of a dimension. */
export function DetailChart({ reading, definition, split, compare, held, ...plot }: Props) {
  const { series, range } = reading;
  const lines = useMemo(() => splitLines(series), [series]);
  const [whole] = series.filter((one) => one.split === null);
  if (split !== null) {
    if (lines.length === 0) {
      return (
        <EmptyState title={`Nothing to split by ${split}`}>
          No record of this window carries the dimension. Choose another one, or a longer window.
        </EmptyState>
      );
    }
    return <SplitChart {...plot} lines={lines} definition={definition} range={range} />;
  }
  if (!whole || situationOf(whole) === "no-traffic") {
    return <EmptyState title="No traffic in this window">Choose a longer window, or another part of the traffic.</EmptyState>;
  }
  return (
    <>
      <Readout series={whole} definition={definition} compare={compare} />
      <AxisFrame domain={valueDomain(whole, definition)} range={range} format={(value) => axisText(definition.unit, value)}>
        <SignalChart
          {...plot}
          series={whole}
          definition={definition}
          range={range}
          since={held ? null : alarmSince(whole)}
          large
        />
      </AxisFrame>
    </>
  );
}

/** What stands under the crosshair, in a line of its own: nothing jumps when the pointer leaves. */
function Readout({ series, definition, compare }: { readonly series: SignalSeries } & Pick<Props, "definition" | "compare">) {
  const at = useCrosshair((store) => store.at);
  const { unit } = definition;
  if (at === null) {
    return (
      <p className={css.readout}>
        <span className={css.hint}>Drag over the chart to look closer.</span>
        <Key kind="value">{definition.title}</Key>
        <Key kind="band">expected</Key>
        {definition.limit ? <Key kind="limit">limit</Key> : null}
        {compare ? <Key kind="compared">{compare === "day" ? "yesterday" : "last week"}</Key> : null}
      </p>
    );
  }
  const point = pointAt(series.points, at, series.stepSeconds);
  const earlier = compare ? pointAt(series.compared ?? [], at, series.stepSeconds) : null;
  const moment = point?.at ?? at;
  return (
    <p className={css.readout}>
      <span className={css.moment}>
        {dayText(moment)} {clockTimeSeconds(moment)}
      </span>
      <Key kind="value">{formatValue(unit, point?.value ?? null)}</Key>
      <Key kind="band">{point?.expected ? rangeText(unit, point.expected.low, point.expected.high) : "–"}</Key>
      {compare ? <Key kind="compared">{formatValue(unit, earlier?.value ?? null)}</Key> : null}
      <span className={css.events}>{point ? `${point.events.toLocaleString("en")} events` : ""}</span>
    </p>
  );
}

const Key = ({ kind, children }: { readonly kind: "value" | "band" | "limit" | "compared"; readonly children: string }) => (
  <span className={css.key}>
    <i aria-hidden="true" className={css[`${kind}Key`]} />
    {children}
  </span>
);
