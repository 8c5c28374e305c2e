import type { Condition, Field, Measure, Value } from "./ast.ts";
import { printField } from "./print.ts";

const SCORE: Field = { kind: "number", name: "score" };
const THRESHOLD: Field = { kind: "number", name: "threshold" };
const TRUTH: Field = { kind: "number", name: "truth" };

/** Every field a measure reads, once each, those it implies too (`ece()` reads score and truth); of a metric none. */
export function fieldsOf(measure: Measure): readonly Field[] {
  return distinct(ofMeasure(measure));
}
export function fieldsOfCondition(condition: Condition): readonly Field[] {
  return distinct(ofCondition(condition));
}
export function fieldsOfValue(value: Value): readonly Field[] {
  return distinct(ofValue(value));
}

function ofMeasure(measure: Measure): readonly Field[] {
  switch (measure.kind) {
    case "share":
      return [...ofCondition(measure.condition), ...within(measure.of)];
    case "count":
      return within(measure.condition);
    case "mean":
    case "quantile":
      return [...ofValue(measure.value), ...within(measure.of)];
    case "ratio":
      return [...ofValue(measure.over), ...ofValue(measure.under), ...within(measure.of)];
    case "drift":
      return [measure.value, ...within(measure.of)];
    case "ece":
      return [SCORE, TRUTH, ...within(measure.of)];
    case "precision":
    case "recall":
      return [SCORE, THRESHOLD, TRUTH, ...within(measure.of)];
    case "disparity":
      return [...ofMeasure(measure.measure), { kind: "dimension", name: measure.by }];
    case "metric":
      return [];
  }
}

const within = (condition: Condition | null): readonly Field[] => (condition === null ? [] : ofCondition(condition));

function ofCondition(condition: Condition): readonly Field[] {
  switch (condition.kind) {
    case "compare":
      return [...ofValue(condition.left), ...ofValue(condition.right)];
    case "in":
    case "is":
    case "missing":
      return [condition.field];
    case "and":
    case "or":
      return condition.of.flatMap(ofCondition);
    case "not":
      return ofCondition(condition.of);
  }
}

function ofValue(value: Value): readonly Field[] {
  switch (value.kind) {
    case "number":
    case "text":
      return [];
    case "field":
      return [value.field];
    case "arithmetic":
      return [...ofValue(value.left), ...ofValue(value.right)];
  }
}

const distinct = (fields: readonly Field[]): readonly Field[] => [
  ...new Map(fields.map((field) => [printField(field), field])).values(),
];
