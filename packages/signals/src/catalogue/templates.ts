import type { SignalDefinition } from "../definition.ts";
import type { Condition, Field, Measure, MetricReduce } from "../expression/ast.ts";
import { printField, printMeasure } from "../expression/print.ts";
import type { ServiceProfile } from "../profile.ts";
import { DISTANCE, define } from "./define.ts";
import { slug } from "./slug.ts";

/** What an expanded id begins with, before the dot; a team's own ids may not. */
export const TEMPLATE_PREFIXES: readonly string[] = ["evaluation", "evaluation-mix", "disparity", "null-rate", "drift", "metric"];

const MOST_EVALUATIONS = 20;
const MOST_FEATURES = 50;
const MOST_METRICS = 40;
const MOST_DIMENSIONS = 4;
/** Longer names can be sent but not written in an expression. */
const LONGEST_NAME = 120;

/** The signals of a service's own evaluations, dimensions, features and metrics: of the most used ones, by name. */
export function expandTemplates(profile: ServiceProfile): readonly SignalDefinition[] {
  const features = chosen(
    profile.features.map(({ name }) => name),
    MOST_FEATURES,
  );
  const metrics = profile.metrics.filter(({ name }) => isWritable(name)).slice(0, MOST_METRICS);
  return [
    ...chosen(profile.evaluations, MOST_EVALUATIONS).flatMap((name) => ofEvaluation(name, profile)),
    ...chosen(profile.dimensions, MOST_DIMENSIONS).flatMap((name) => ofDimension(name, profile)),
    ...features.flatMap(ofFeature),
    ...metrics.toSorted((a, b) => order(a.name, b.name)).map(ofMetric),
  ];
}

const isWritable = (name: string): boolean => name !== "" && name.length <= LONGEST_NAME;
const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const chosen = (names: readonly string[], most: number): readonly string[] =>
  names.filter(isWritable).slice(0, most).toSorted(order);

/** A label's meaning is not known, nor which way a score is good: their shift is watched. Groundedness has a signal of its own. */
function ofEvaluation(name: string, { fields }: ServiceProfile): readonly SignalDefinition[] {
  if (name === "groundedness") return [];
  const about = { owner: "ML", timing: "leading", faultClass: "model", origin: "B1" } as const;
  const score: Field = { kind: "evaluation", name, part: "score" };
  const label: Field = { kind: "evaluation", name, part: "label" };
  if (fields.includes(`evaluation.${name}.score`)) {
    return [
      define({
        ...about,
        id: `evaluation.${slug(name)}`,
        title: `Evaluation ${name}`,
        unit: "score",
        badDirection: "both",
        formula: `mean score of the evaluations named ${name}`,
        expression: printMeasure({ kind: "mean", value: { kind: "field", field: score }, of: null }),
        kind: "mean",
      }),
    ];
  }
  return [
    define({
      ...DISTANCE,
      ...about,
      id: `evaluation-mix.${slug(name)}`,
      title: `Evaluation ${name}: mix of labels`,
      formula: `population stability index of the labels of the evaluations named ${name} against the reference window`,
      expression: psi(label),
    }),
  ];
}

const OUTCOMES = [
  {
    key: "success",
    title: "Task success",
    field: "success",
    needs: "success",
    words: "task success",
    scenarios: ["I5"],
    origin: "B3",
  },
  {
    key: "clicked",
    title: "Click-through",
    field: "clicked",
    needs: "clicked",
    words: "click-through",
    scenarios: [],
    origin: "B3",
  },
] as const;
const POSITIVE: Condition = {
  kind: "compare",
  op: ">=",
  left: { kind: "field", field: { kind: "number", name: "score" } },
  right: { kind: "field", field: { kind: "number", name: "threshold" } },
};

/** The gap between the groups of a dimension. */
function ofDimension(name: string, { fields }: ServiceProfile): readonly SignalDefinition[] {
  const outcomes = OUTCOMES.filter(({ needs }) => fields.includes(needs)).map(({ key, title, field, words, scenarios, origin }) =>
    disparity(name, { key, title, words, scenarios, origin, condition: { kind: "is", field: { kind: "boolean", name: field } } }),
  );
  if (!fields.includes("score") || !fields.includes("threshold")) return outcomes;
  const positive = {
    key: "positive",
    title: "Positive decisions",
    words: "positive decisions",
    scenarios: ["I5"],
    origin: "B3",
  } as const;
  return [...outcomes, disparity(name, { ...positive, condition: POSITIVE })];
}

interface Compared {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  readonly condition: Condition;
  readonly scenarios: SignalDefinition["scenarios"];
  readonly origin: string;
}

const disparity = (name: string, { key, title, words, condition, scenarios, origin }: Compared): SignalDefinition =>
  define({
    id: `disparity.${key}.${slug(name)}`,
    title: `${title}: gap between ${name}`,
    unit: "share",
    badDirection: "up",
    owner: "ML",
    timing: "leading",
    formula: `highest − lowest share of ${words} among the values of ${name} with enough events`,
    expression: printMeasure({ kind: "disparity", measure: { kind: "share", condition, of: null }, by: name }),
    kind: "distance",
    faultClass: "model",
    scenarios,
    origin,
  });

/**
 * One measure of a feature's drift alarms, so that one fault is one alert: the population stability index. Jensen–Shannon, Wasserstein and
 * Kolmogorov–Smirnov stand beside it on the distribution view.
 */
function ofFeature(name: string): readonly SignalDefinition[] {
  const field: Field = { kind: "feature", name };
  const about = { owner: "Data", timing: "leading", faultClass: "data", scenarios: ["I2"], origin: "B1" } as const;
  const missing: Measure = {
    kind: "share",
    condition: { kind: "missing", field },
    of: { kind: "is", field: { kind: "boolean", name: "predicted" } },
  };
  return [
    define({
      ...about,
      id: `null-rate.${slug(name)}`,
      title: `${name}: missing`,
      unit: "share",
      badDirection: "up",
      formula: `predictions without a value of ${printField(field)} ÷ all predictions`,
      expression: printMeasure(missing),
      kind: "proportion",
    }),
    define({
      ...DISTANCE,
      ...about,
      id: `drift.${slug(name)}`,
      title: `${name}: drift`,
      formula: `population stability index of ${printField(field)} against the reference window`,
      expression: psi(field),
    }),
  ];
}

const psi = (value: Field): string => printMeasure({ kind: "drift", measure: "psi", value, of: null });

const REDUCED = {
  gauge: { reduce: "mean", words: "mean of the gauge", kind: "rate" },
  counter: { reduce: "rate", words: "increase a second of the counter", kind: "rate" },
  histogram: { reduce: "p95", words: "95th percentile of the histogram", kind: "quantile" },
} as const satisfies Record<string, { reduce: MetricReduce; words: string; kind: SignalDefinition["kind"] }>;

/** In the metric's own unit. Shown, and never alarming by itself: a team that wants an alarm defines a signal of its own. */
function ofMetric({ name, kind }: ServiceProfile["metrics"][number]): SignalDefinition {
  const { reduce, words, kind: measured } = REDUCED[kind];
  return define({
    id: `metric.${slug(name)}`,
    title: name,
    unit: "score",
    badDirection: "both",
    owner: "SRE",
    timing: "leading",
    formula: `${words} ${name} (OTLP metric)`,
    expression: printMeasure({ kind: "metric", name, reduce, where: {} }),
    kind: measured,
    baseline: false,
    faultClass: "infra",
    origin: "C4",
  });
}
