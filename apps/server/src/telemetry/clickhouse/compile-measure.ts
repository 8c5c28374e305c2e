import type { Condition, Harm, Measure, Value } from "@firebreak/signals";
import { condition, numberValue } from "./compile-condition.ts";
import type { Statement } from "./statement.ts";

/** Measures that one aggregation over the records of a bucket answers. */
export type AggregateMeasure = Extract<Measure, { readonly kind: "share" | "count" | "mean" | "ratio" | "quantile" }>;

/** Aggregations over records: the value (anything where there are no events), and on how many events it stands. */
export interface Aggregate {
  readonly value: string;
  readonly events: string;
}

/** `perMinute` turns a number of records of the bucket into records a minute. */
export function aggregate(measure: AggregateMeasure, statement: Statement, perMinute: string): Aggregate {
  switch (measure.kind) {
    case "share": {
      const { bad, total } = proportion(measure.condition, measure.of, statement);
      return { value: `${bad} / ${total}`, events: total };
    }
    case "count": {
      if (measure.condition === null) return { value: `count() * ${perMinute}`, events: "count()" };
      const { bad, total } = proportion(measure.condition, null, statement);
      return { value: `${bad} * ${perMinute}`, events: total };
    }
    case "mean": {
      const { value, counted } = valued(measure, statement);
      return { value: `avgIf(${value}, ${counted})`, events: `countIf(${counted})` };
    }
    case "ratio": {
      const over = numberValue(measure.over, statement);
      const under = numberValue(measure.under, statement);
      const both = all([`isNotNull(${over})`, `isNotNull(${under})`, within(measure.of, statement)]);
      return { value: `sumIf(${over}, ${both}) / nullIf(sumIf(${under}, ${both}), 0)`, events: `countIf(${both})` };
    }
    case "quantile": {
      const { value, counted } = valued(measure, statement);
      return { value: `quantileIf(${share(measure.q)})(${value}, ${counted})`, events: `countIf(${counted})` };
    }
  }
}

/** True ÷ known, as two counts. Unknown conditions are in neither; records not known to be within `of` are left out. */
export function proportion(
  what: Condition,
  of: Condition | null,
  statement: Statement,
): { readonly bad: string; readonly total: string } {
  const truth = condition(what, statement);
  if (of === null) return { bad: `countIf(${truth})`, total: `count(${truth})` };
  const inside = condition(of, statement);
  return { bad: `countIf(${truth} AND ${inside})`, total: `countIf(isNotNull(${truth}) AND ${inside})` };
}

/** Bad events and all events of a harm over the records of `source`. */
export function harm(given: Harm, statement: Statement, source: () => string): { readonly bad: string; readonly total: string } {
  if (given.kind === "condition") return proportion(given.bad, given.of, statement);
  const value = numberValue(given.value, statement);
  return {
    bad: `countIf(${value} > (SELECT quantile(${share(given.q)})(${value}) FROM ${source()}))`,
    total: `count(${value})`,
  };
}

function valued(measure: { readonly value: Value; readonly of: Condition | null }, statement: Statement) {
  const value = numberValue(measure.value, statement);
  return { value, counted: all([`isNotNull(${value})`, within(measure.of, statement)]) };
}

const within = (of: Condition | null, statement: Statement): string => (of === null ? "1" : condition(of, statement));
const all = (conditions: readonly string[]): string => {
  const needed = conditions.filter((one) => one !== "1");
  return needed.length === 0 ? "1" : `(${needed.join(" AND ")})`;
};

/** A quantile's share is part of the function, where ClickHouse takes no parameter: a number, written by us. */
export function share(q: number): string {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile is between 0 and 1, not ${q}.`);
  return q.toFixed(6);
}
