import type { Field, NumberField } from "@firebreak/signals";
import type { CohortDifference } from "../port.ts";
import { type Cohorts, recordsOfCohorts } from "./cohorts.ts";
import type { Engine } from "./engine.ts";
import { within } from "./records-source.ts";
import { Statement } from "./statement.ts";

/** One thing in which two cohorts may differ. */
export interface ComparedVariable {
  readonly kind: CohortDifference["kind"];
  readonly name: string;
  readonly field: Field;
  readonly values: CohortDifference["values"];
  /** From the field's unit to the unit it is told in. */
  readonly factor: number;
  /** Whether a record without it says something, and of which records it does. */
  readonly missing: "counts" | "counts-of-predictions" | "is-unknown";
}

/** Names of one kind; with measures and outcomes below 200 in all. */
const MOST = { dimension: 20, lineage: 20, feature: 100, evaluation: 15 } as const;

const MEASURES: readonly (readonly [name: string, field: NumberField, factor: number])[] = [
  ["latency_ms", "latency", 1000],
  ["queue_ms", "queue_time", 1000],
  ["input_tokens", "input_tokens", 1],
  ["output_tokens", "output_tokens", 1],
  ["cost_usd", "cost", 1],
  ["documents_requested", "documents_requested", 1],
  ["documents_found", "documents_found", 1],
  ["confidence", "confidence", 1],
  ["tool_calls", "tool_calls", 1],
  ["tool_denials", "tool_denials", 1],
  ["policy_violations", "policy_violations", 1],
  ["score", "score", 1],
];
const OUTCOMES = ["error", "success", "overridden", "fallback", "refused", "malformed", "clicked"] as const;

const ALWAYS: readonly ComparedVariable[] = [
  ...MEASURES.map(([name, number, factor]): ComparedVariable => {
    const field = { kind: "number", name: number } as const;
    return { kind: "measure", name, field, values: "number", factor, missing: "counts" };
  }),
  ...OUTCOMES.map((name): ComparedVariable => {
    return { kind: "outcome", name, field: { kind: "boolean", name }, values: "share", factor: 1, missing: "is-unknown" };
  }),
  ...(["decision", "finish_reason"] as const).map((name): ComparedVariable => {
    return { kind: "outcome", name, field: { kind: "text", name }, values: "category", factor: 1, missing: "is-unknown" };
  }),
  {
    kind: "platform",
    name: "instance",
    field: { kind: "text", name: "instance" },
    values: "category",
    factor: 1,
    missing: "counts",
  },
];

/** How many records each cohort holds. */
export async function countCohorts(engine: Engine, cohorts: Cohorts): Promise<{ readonly a: number; readonly b: number }> {
  const statement = new Statement();
  const [row] = await engine.select<{ readonly a: number; readonly b: number }>(
    `SELECT countIf(in_a) AS a, countIf(in_b) AS b FROM ${recordsOfCohorts(cohorts, statement)}`,
    statement.parameters,
  );
  return row ?? { a: 0, b: 0 };
}

/** What the records of the cohorts carry. */
export async function readVariables(engine: Engine, cohorts: Cohorts): Promise<readonly ComparedVariable[]> {
  const [named, evaluations] = await Promise.all([readNames(engine, cohorts), readEvaluations(engine, cohorts)]);
  return [
    ...named.map(({ kind, name, values }): ComparedVariable => {
      const missing = kind === "feature" ? "counts-of-predictions" : "counts";
      return { kind, name, field: { kind, name }, values, factor: 1, missing };
    }),
    ...evaluations.flatMap(({ name, scores }) => [evaluated(name, "label"), ...(scores > 0 ? [evaluated(name, "score")] : [])]),
    ...ALWAYS,
  ];
}

const evaluated = (name: string, part: "label" | "score"): ComparedVariable => ({
  kind: "evaluation",
  name: part === "label" ? name : `${name}.score`,
  field: { kind: "evaluation", name, part },
  values: part === "label" ? "category" : "number",
  factor: 1,
  missing: "is-unknown",
});

interface Named {
  readonly kind: "dimension" | "lineage" | "feature";
  readonly name: string;
  readonly values: "number" | "category";
}

/** The names that most records have, of each kind. A feature that is more often a category than a number is one. */
async function readNames(engine: Engine, cohorts: Cohorts): Promise<readonly Named[]> {
  const statement = new Statement();
  const categories = (kind: Named["kind"], map: string) => `arrayMap(name -> ('${kind}', toString(name), 0, 1), mapKeys(${map}))`;
  const rows = await engine.select<Named>(
    `SELECT given.1 AS kind, given.2 AS name, if(sum(given.4) > sum(given.3), 'category', 'number') AS values FROM (
       SELECT arrayJoin(arrayConcat(
         ${categories("dimension", "dimensions")}, ${categories("lineage", "lineage")}, ${categories("feature", "feature_categories")},
         arrayMap((name, value) -> ('feature', toString(name), toUInt8(isNotNull(value)), 0), mapKeys(features), mapValues(features))
       )) AS given FROM ${recordsOfCohorts(cohorts, statement)}
     )
     GROUP BY kind, name ORDER BY count() DESC, name LIMIT ${MOST.feature} BY kind`,
    statement.parameters,
  );
  return (["dimension", "lineage", "feature"] as const).flatMap((kind) =>
    rows.filter((row) => row.kind === kind).slice(0, MOST[kind]),
  );
}

function readEvaluations(
  engine: Engine,
  { windows }: Cohorts,
): Promise<readonly { readonly name: string; readonly scores: number }[]> {
  const statement = new Statement();
  return engine.select(
    `SELECT name, count(score) AS scores FROM evaluations WHERE ${within(windows, statement)}
     GROUP BY name ORDER BY count() DESC, name LIMIT ${MOST.evaluation}`,
    statement.parameters,
  );
}
