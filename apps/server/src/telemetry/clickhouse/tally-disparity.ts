import type { Measure } from "@firebreak/signals";
import { condition, numberValue } from "./compile-condition.ts";
import { type Tally, withinSql } from "./tally.ts";

/** Groups that are compared, those with most traffic. */
export const MOST_GROUPS = 20;
/** A group with fewer events is not compared: its value is mostly chance. */
const FEWEST_EVENTS = 30;

/** Highest − lowest value among the groups with enough events; its events are theirs. */
export function disparityTally(measure: Measure & { readonly kind: "disparity" }, groups: readonly string[]): Tally {
  const { measure: inner, by } = measure;
  return {
    sql: (statement) => {
      const places = statement.bind(
        "Array(Int64)",
        groups.map((_, n) => n),
      );
      const nowhere = statement.bind("Int64", groups.length);
      const known = statement.bind("Array(String)", groups);
      const group = `transform(dimensions[${statement.bind("String", by)}], ${known}, ${places}, ${nowhere})`;
      const resample = `Resample(0, ${Math.max(1, groups.length)}, 1)`;
      const of = withinSql(inner.of, statement);
      if (inner.kind === "mean") {
        const value = numberValue(inner.value, statement);
        const counted = `(isNotNull(${value}) AND ${of})`;
        return `arrayConcat(sumIf${resample}(toFloat64(assumeNotNull(${value})), ${counted}, ${group}), CAST(countIf${resample}(${counted}, ${group}), 'Array(Float64)'))`;
      }
      const truth = condition(inner.condition, statement);
      return `arrayConcat(countIf${resample}(ifNull(${truth}, 0) AND ${of}, ${group}), countIf${resample}(isNotNull(${truth}) AND ${of}, ${group}))`;
    },
    finish: (counts) => {
      const half = counts.length / 2;
      const compared = Array.from({ length: half }, (_, n) => ({ sum: counts[n] ?? 0, events: counts[half + n] ?? 0 })).filter(
        ({ events }) => events >= FEWEST_EVENTS,
      );
      const values = compared.map(({ sum, events }) => sum / events);
      return {
        value: values.length < 2 ? null : Math.max(...values) - Math.min(...values),
        events: compared.reduce((sum, { events }) => sum + events, 0),
      };
    },
  };
}
