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
  ...MEASURES.map(([name, field, factor]) => {
    return { kind: "measure", name, field: { kind: "number", name: field }, factor, missing: "counts" } as const;
  }),
  ...OUTCOMES.map((name) => {
    return { kind: "outcome", name, field: { kind: "boolean", name }, factor: 1, missing: "is-unknown" } as const;
  }),
  ...(["decision", "finish_reason"] as const).map((name) => {
    return { kind: "outcome", name, field: { kind: "text", name }, factor: 1, missing: "is-unknown" } as const;
  }),
  { kind: "platform", name: "instance", field: { kind: "text", name: "instance" }, factor: 1, missing: "counts" },
];

interface Names {
  readonly records_a: number;
  readonly records_b: number;
  readonly dimension: readonly string[];
  readonly lineage: readonly string[];
  readonly feature: readonly string[];
}

/** How many records the cohorts hold, and what they may differ in. */
export async function readVariables(
  engine: Engine,
  cohorts: Cohorts,
): Promise<{ readonly a: number; readonly b: number; readonly variables: readonly ComparedVariable[] }> {
  const [named, evaluations] = await Promise.all([readNames(engine, cohorts), readEvaluations(engine, cohorts)]);
  const variables = [
    ...(["dimension", "lineage"] as const).flatMap((kind) =>
      named[kind].map((name): ComparedVariable => ({ kind, name, field: { kind, name }, factor: 1, missing: "counts" })),
    ),
    ...named.feature.map((name): ComparedVariable => {
      return { kind: "feature", name, field: { kind: "feature", name }, factor: 1, missing: "counts-of-predictions" };
    }),
    ...evaluations.flatMap(({ name, scores }) => [evaluated(name, "label"), ...(scores > 0 ? [evaluated(name, "score")] : [])]),
    ...ALWAYS,
  ];
  return { a: named.records_a, b: named.records_b, variables };
}

const evaluated = (name: string, part: "label" | "score"): ComparedVariable => ({
  kind: "evaluation",
  name: part === "label" ? name : `${name}.score`,
  field: { kind: "evaluation", name, part },
  factor: 1,
  missing: "is-unknown",
});

async function readNames(engine: Engine, cohorts: Cohorts): Promise<Names> {
  const statement = new Statement();
  const source = recordsOfCohorts(cohorts, statement);
  // A record's names are in every record of its kind, so the first ones that are met are all there are but for runaway names.
  const names = (maps: string, most: number) => `arraySort(groupUniqArrayArray(${most})(${maps}))`;
  const [row] = await engine.select<Names>(
    `SELECT countIf(in_a) AS records_a, countIf(in_b) AS records_b,
       ${names("mapKeys(dimensions)", MOST.dimension)} AS dimension, ${names("mapKeys(lineage)", MOST.lineage)} AS lineage,
       ${names("arrayConcat(mapKeys(features), mapKeys(feature_categories))", MOST.feature)} AS feature
     FROM ${source}`,
    statement.parameters,
  );
  return row ?? { records_a: 0, records_b: 0, dimension: [], lineage: [], feature: [] };
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
