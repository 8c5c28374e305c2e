import { formatSignal, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { situationOf } from "./chartModel.ts";

/** A value without its unit, as `formatSignal` rounds it. */
const bare = (series: SignalSeries, value: number): string => formatSignal(series.signal, value).replace(/[$%s]|\s/g, "");

/** `env 1.2–3.0 %`, `slo ≥ 92 %`, or how far the learning has come. A signal with an agreed limit shows the limit. */
export function expectationText(series: SignalSeries, definition: SignalDefinition): string {
  if (definition.slo) {
    const { op, value } = definition.slo;
    return `slo ${op} ${definition.unit === "share" ? `${Math.round(value * 100)} %` : `${value.toFixed(1)} s`}`;
  }
  if (series.envelope.kind === "learning") {
    return `learning · ${series.envelope.bucketsSeen} of ${series.envelope.bucketsNeeded}`;
  }
  const { low, high } = series.envelope;
  const [from, to] = [bare(series, low), bare(series, high)];
  if (definition.unit === "usd") return `env $${from}–${to}`;
  return `env ${from}–${to} ${definition.unit === "share" ? "%" : "s"}`;
}

/** What a screen reader hears instead of the picture. */
export function spokenSeries(series: SignalSeries, definition: SignalDefinition, since: string | null): string {
  const value = series.current === null ? "no current value" : formatSignal(series.signal, series.current);
  switch (situationOf(series)) {
    case "no-traffic":
      return `${definition.title}: no traffic`;
    case "outside":
      return `${definition.title}: ${value}, outside its envelope${since ? ` since ${since}` : ""}, ${expectationText(series, definition)}`;
    case "learning":
    case "inside":
      return `${definition.title}: ${value}, ${expectationText(series, definition)}`;
  }
}
