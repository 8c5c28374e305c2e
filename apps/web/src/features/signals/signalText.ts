import { formatValue, type SignalDefinition, type SignalSeries, type Unit } from "@firebreak/signals";
import { situationOf } from "./chartModel.ts";

/** A range with its unit said once, as `formatValue` rounds it: `1.2–3.0 %`, `$0.0036–0.0044`, `0.12–0.31`. */
export function rangeText(unit: Unit, low: number, high: number): string {
  const [from, to] = [formatValue(unit, low), formatValue(unit, high)];
  const bare = (text: string): string => text.replace(/^[^\d−-]+|[^\d.]+$/g, "");
  const [before, after] = [/^[^\d−-]+/.exec(from)?.[0] ?? "", /[^\d.]+$/.exec(to)?.[0] ?? ""];
  return `${before}${bare(from)}–${bare(to)}${after}`;
}

const limitText = (unit: Unit, { op, value }: NonNullable<SignalDefinition["limit"]>): string =>
  `${op} ${formatValue(unit, value).replace(/\.0+(?=\D|$)/, "")}`;

/** `env 1.2–3.0 %`, `limit ≥ 92 %`, or how far the learning has come. A signal with an agreed limit shows the limit. */
export function expectationText({ envelope }: Pick<SignalSeries, "envelope">, definition: SignalDefinition): string {
  if (definition.limit) return `${definition.objective ? "slo" : "limit"} ${limitText(definition.unit, definition.limit)}`;
  if (!definition.baseline) return definition.kind === "distance" ? "vs. reference" : "no band";
  if (envelope.kind === "learning" && envelope.bucketsNeeded === 0) return "learning";
  if (envelope.kind === "learning") return `learning · ${envelope.bucketsSeen} of ${envelope.bucketsNeeded}`;
  return `env ${rangeText(definition.unit, envelope.low, envelope.high)}`;
}

/** What a screen reader hears instead of the picture. */
export function spokenSeries(series: SignalSeries, definition: SignalDefinition, since: string | null): string {
  const value = series.current === null ? "no current value" : formatValue(definition.unit, series.current);
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
