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

const NOWHERE: Middle = { median: null, p95: null };
const COHORTS = ["a", "b"] as const;
type Row = Readonly<Record<string, readonly (number | null)[] | readonly string[]>>;

/** Bins that suit both cohorts: numbers between the inner quantiles of each, categories by the most frequent values of each. */
export async function readComparedBins(
  engine: Engine,
  cohorts: Cohorts,
  variables: readonly ComparedVariable[],
): Promise<readonly ComparedBins[]> {
  const statement = new Statement();
  const levels = [...Array.from({ length: QUANTILES - 1 }, (_, n) => (n + 1) / QUANTILES), 0.95].join(", ");
  const columns = variables.flatMap((variable, n) =>
    // What is true or false needs no bins.
    (variable.values === "share" ? [] : COHORTS).map((cohort) => {
      const read = readingOf(variable, statement);
      const chosen = `in_${cohort} AND isNotNull(${read.value})`;
      return read.isText
        ? `topKIf(${MOST_VALUES})(assumeNotNull(${read.value}), ${chosen}) AS ${cohort}${n}`
        : `quantilesDeterministicIf(${levels})(assumeNotNull(toFloat64(${read.value})), hashed, ${chosen}) AS ${cohort}${n}`;
    }),
  );
  const [row = {}] = await engine.select<Row>(
    `SELECT ${columns.join(", ")} FROM ${recordsOfCohorts(cohorts, statement)}`,
    statement.parameters,
  );
  return variables.map(({ values, factor }, n) => {
    const [a = [], b = []] = COHORTS.map((cohort) => row[`${cohort}${n}`] ?? []);
    if (values === "category") return { bins: categories([...a, ...b] as readonly string[]), a: NOWHERE, b: NOWHERE };
    const quantiles = [a, b] as readonly (readonly (number | null)[])[];
    const [middleA = NOWHERE, middleB = NOWHERE] = quantiles.map((of) => middleOf(of, factor));
    return { bins: numbers(quantiles.flat()), a: middleA, b: middleB };
  });
}

function readingOf({ field, values, name }: ComparedVariable, statement: Statement) {
  const value = values === "category" ? textOf(field, statement) : numberOf(field, statement);
  if (value === null) throw new Error(`${name} has no ${values} to read.`);
  return { value, isText: values === "category" };
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
