import type { Measure } from "@firebreak/signals";
import { type AggregateMeasure, aggregate } from "./compile-measure.ts";
import type { Cut } from "./cut.ts";
import type { Reading } from "./reading.ts";

/** Measures that one aggregation over the records of a bucket answers. */
export function aggregateReadings(cut: Cut, measures: readonly Measure[]): readonly Reading[] {
  return measures.flatMap((measure, index) => (isAggregate(measure) ? [readingOf(cut, measure, index)] : []));
}

const readingOf = (cut: Cut, measure: AggregateMeasure, index: number): Reading => ({
  index,
  trails: false,
  columns: (statement, { perMinute }) => {
    const { value, events } = aggregate(measure, statement, perMinute);
    return [events, value];
  },
  points: (rows) =>
    rows.flatMap(({ at, values: [events, value] }) => {
      if (at < cut.from || Number(events) === 0) return [];
      return [{ at, value: typeof value === "number" ? value : null, events: Number(events) }];
    }),
});

function isAggregate(measure: Measure): measure is AggregateMeasure {
  switch (measure.kind) {
    case "share":
    case "count":
    case "mean":
    case "ratio":
    case "quantile":
      return true;
    case "drift":
    case "ece":
    case "precision":
    case "recall":
    case "disparity":
    case "metric":
      return false;
  }
}
