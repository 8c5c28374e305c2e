import type { SignalDefinition, SignalSeries } from "@firebreak/signals";
import { situationOf } from "./chartModel.ts";

/** The number alone, without its unit: decimals follow the size, so that digits do not come and go. */
function digits(value: number, unit: SignalDefinition["unit"]): string {
  if (unit === "share") return (value * 100).toFixed(1);
  if (unit === "usd") return value.toFixed(value < 0.1 ? 4 : 2);
  return value.toFixed(2);
}

/** `11.8 %`, `1.42 s`, `$0.0041`. */
export function valueText(value: number, unit: SignalDefinition["unit"]): string {
  if (unit === "usd") return `$${digits(value, unit)}`;
  return `${digits(value, unit)} ${unit === "share" ? "%" : "s"}`;
}

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
  const [from, to] = [digits(low, definition.unit), digits(high, definition.unit)];
  if (definition.unit === "usd") return `env $${from}–${to}`;
  return `env ${from}–${to} ${definition.unit === "share" ? "%" : "s"}`;
}

/** What a screen reader hears instead of the picture. */
export function spokenSeries(series: SignalSeries, definition: SignalDefinition, since: string | null): string {
  const value = series.current === null ? "no current value" : valueText(series.current, definition.unit);
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
