import type { Bins } from "./bins.ts";
import { type Cohorts, recordsOfCohorts } from "./cohorts.ts";
import type { ComparedVariable } from "./compared-variables.ts";
import { numberOf, textOf } from "./compile-field.ts";
import type { Engine } from "./engine.ts";
import { Statement } from "./statement.ts";

/** Between two neighbouring edges lies at most a 32nd of either cohort: by so much a Kolmogorov–Smirnov distance may be understated. */
const QUANTILES = 32;
/** Of each cohort its most frequent values; what is none of them is one more. */
const MOST_VALUES = 25;

/** Numbers are told by their median and 95th percentile. */
export interface Middle {
  readonly median: number | null;
  readonly p95: number | null;
}
export interface ComparedBins {
  readonly bins: Bins;
  readonly a: Middle;
  readonly b: Middle;
}

type Row = Readonly<Record<string, number | readonly (number | null)[] | readonly string[]>>;

/** Bins that suit both cohorts: numbers between the inner quantiles of each, categories by the most frequent values of each. */
export async function readComparedBins(
  engine: Engine,
  cohorts: Cohorts,
  variables: readonly ComparedVariable[],
): Promise<readonly ComparedBins[]> {
  const statement = new Statement();
  const levels = [...Array.from({ length: QUANTILES - 1 }, (_, n) => (n + 1) / QUANTILES), 0.95].join(", ");
  const columns = variables.flatMap(({ field }, n) => {
    const number = field.kind === "boolean" ? null : numberOf(field, statement);
    const text = textOf(field, statement);
    const read: string[] = [];
    if (number !== null && text !== null)
      read.push(`countIf(isNotNull(${number})) AS numbers${n}, countIf(isNotNull(${text})) AS texts${n}`);
    for (const cohort of ["a", "b"]) {
      const chosen = (sql: string) => `in_${cohort} AND isNotNull(${sql})`;
      if (number !== null)
        read.push(
          `quantilesDeterministicIf(${levels})(assumeNotNull(toFloat64(${number})), hashed, ${chosen(number)}) AS edges${n}${cohort}`,
        );
      if (text !== null) read.push(`topKIf(${MOST_VALUES})(assumeNotNull(${text}), ${chosen(text)}) AS labels${n}${cohort}`);
    }
    return read;
  });
  const [row = {}] = await engine.select<Row>(
    `SELECT ${columns.join(", ")} FROM ${recordsOfCohorts(cohorts, statement)}`,
    statement.parameters,
  );
  return variables.map(({ field, factor }, n) => {
    const quantiles = (["a", "b"] as const).map((cohort) => (row[`edges${n}${cohort}`] ?? []) as readonly (number | null)[]);
    const labels = ["a", "b"].flatMap((cohort) => (row[`labels${n}${cohort}`] ?? []) as readonly string[]);
    const [a = [], b = []] = quantiles;
    const isCategory = textOf(field, statement) !== null && Number(row[`texts${n}`] ?? 1) > Number(row[`numbers${n}`] ?? 0);
    return { bins: isCategory ? categories(labels) : numbers(quantiles.flat()), a: middleOf(a, factor), b: middleOf(b, factor) };
  });
}

const categories = (labels: readonly string[]): Bins => ({
  kind: "category",
  labels: [...new Set(labels)].filter((label) => label !== "").sort(),
});
const numbers = (quantiles: readonly (number | null)[]): Bins => ({
  kind: "number",
  edges: [...new Set(quantiles)]
    .filter((edge) => edge !== null && Number.isFinite(edge))
    .sort((a, b) => Number(a) - Number(b)) as number[],
});

function middleOf(quantiles: readonly (number | null)[], factor: number): Middle {
  const told = (value: number | null | undefined) => (value === null || value === undefined ? null : value * factor);
  return { median: told(quantiles[QUANTILES / 2 - 1]), p95: told(quantiles[QUANTILES - 1]) };
}
