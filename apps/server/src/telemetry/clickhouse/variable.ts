import { type Condition, type Field, printField } from "@firebreak/signals";
import { type Bins, counterOf, counters, MOST_CATEGORIES, NUMBER_BINS, type Over } from "./bins.ts";
import { numberOf, textOf } from "./compile-field.ts";
import { type Cut, cutCondition } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";
import { withinSql } from "./tally.ts";

/** A distribution that is looked at: a field, of some records. */
export interface Variable {
  readonly field: Field;
  readonly of: Condition | null;
}
export const variableKey = ({ field, of }: Variable): string => JSON.stringify([printField(field), of]);

/** Counters over one variable's bins: `[unknown, first bin, …]` of the records within its condition. */
export function histogramSql(
  { field, of }: Variable,
  bins: Bins,
  into: { readonly statement: Statement; readonly over: Over },
): string {
  const size = counters(bins);
  const counter = counterOf(field, bins, into);
  return of === null
    ? `countResample(0, ${size}, 1)(${counter})`
    : `countIfResample(0, ${size}, 1)(${withinSql(of, into.statement)}, ${counter})`;
}

type Row = Readonly<Record<string, number | readonly number[] | readonly string[]>>;

/**
 * The bins of each variable, from what the span of the reference held: for numbers its 19 inner quantiles (those that are equal once),
 * for categories its most frequent values, in alphabetical order. A feature that was more often a category than a number is one.
 */
export async function readBins(engine: Engine, cut: Cut, variables: readonly Variable[]): Promise<readonly Bins[]> {
  if (variables.length === 0) return [];
  const statement = new Statement();
  const inner = Array.from({ length: NUMBER_BINS - 1 }, (_, n) => ((n + 1) / NUMBER_BINS).toFixed(2)).join(", ");
  const columns = variables.flatMap(({ field, of }, n) => {
    const number = numberOf(field, statement);
    const text = textOf(field, statement);
    const within = withinSql(of, statement);
    const known = (sql: string) => `(isNotNull(${sql}) AND ${within})`;
    return [
      // The sample is chosen by the record's time, so that the same reference always has the same bins.
      number === null
        ? `0 AS numbers${n}, [] AS edges${n}`
        : `countIf(${known(number)}) AS numbers${n},
           quantilesDeterministicIf(${inner})(assumeNotNull(toFloat64(${number})), toUInt64(toUnixTimestamp64Milli(at)), ${known(number)}) AS edges${n}`,
      text === null
        ? `0 AS texts${n}, [] AS labels${n}`
        : `countIf(${known(text)}) AS texts${n}, topKIf(${MOST_CATEGORIES})(assumeNotNull(${text}), ${known(text)}) AS labels${n}`,
    ];
  });
  const [row = {}] = await engine.select<Row>(
    `SELECT ${columns.join(", ")} FROM ${recordsOf(cut, statement)} WHERE ${cutCondition(cut, statement)}`,
    statement.parameters,
  );
  return variables.map((_, n) => binsOf(row, n));
}

function binsOf(row: Row, n: number): Bins {
  if (Number(row[`texts${n}`]) > Number(row[`numbers${n}`]))
    return { kind: "category", labels: (row[`labels${n}`] as readonly string[]).filter((label) => label !== "").sort() };
  const edges = Number(row[`numbers${n}`]) === 0 ? [] : (row[`edges${n}`] as readonly number[]);
  return { kind: "number", edges: [...new Set(edges.filter((edge) => Number.isFinite(edge)))].sort((a, b) => a - b) };
}
