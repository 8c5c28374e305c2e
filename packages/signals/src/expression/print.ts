import type { Condition, Field, Measure, Value } from "./ast.ts";

/** The text that `parseExpression` reads as this measure. */
export function printMeasure(measure: Measure): string {
  switch (measure.kind) {
    case "share":
      return call("share", [printCondition(measure.condition), ...ofPart(measure.of)]);
    case "count":
      return call("count", measure.condition === null ? [] : [printCondition(measure.condition)]);
    case "mean":
      return call("mean", [printValue(measure.value), ...ofPart(measure.of)]);
    case "ratio":
      return call("ratio", [printValue(measure.over), printValue(measure.under), ...ofPart(measure.of)]);
    case "quantile": {
      const value = printValue(measure.value);
      const named = [0.5, 0.95, 0.99].includes(measure.q);
      return named
        ? call(`p${Math.round(measure.q * 100)}`, [value, ...ofPart(measure.of)])
        : call("quantile", [value, `${measure.q}`, ...ofPart(measure.of)]);
    }
    case "drift":
      return call(measure.measure, [printField(measure.value), ...ofPart(measure.of)]);
    case "ece":
      return call("ece", ofPart(measure.of));
    case "precision":
    case "recall":
      return call(measure.kind, [
        ...(measure.prevalence === null ? [] : [`prevalence: ${measure.prevalence}`]),
        ...ofPart(measure.of),
      ]);
    case "disparity":
      return call("disparity", [printMeasure(measure.measure), `by: ${printField({ kind: "dimension", name: measure.by })}`]);
    case "metric":
      return call("metric", [
        JSON.stringify(measure.name),
        measure.reduce,
        ...Object.entries(measure.where).map(([label, value]) => `${JSON.stringify(label)}: ${JSON.stringify(value)}`),
      ]);
  }
}

const call = (name: string, parts: readonly string[]): string => `${name}(${parts.join(", ")})`;
const ofPart = (of: Condition | null): readonly string[] => (of === null ? [] : [`of: ${printCondition(of)}`]);

export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "compare":
      return `${printValue(condition.left)} ${condition.op} ${printValue(condition.right)}`;
    case "in":
      return `${printField(condition.field)} in (${condition.values.map((value) => JSON.stringify(value)).join(", ")})`;
    case "is":
      return printField(condition.field);
    case "missing":
      return `missing(${printField(condition.field)})`;
    case "and":
    case "or":
      return condition.of
        .map((one) => (bindsLooser(one, condition.kind) ? `(${printCondition(one)})` : printCondition(one)))
        .join(` ${condition.kind} `);
    case "not":
      if (condition.of.kind === "missing") return `known(${printField(condition.of.field)})`;
      return bindsLooser(condition.of, "and") ? `not (${printCondition(condition.of)})` : `not ${printCondition(condition.of)}`;
  }
}

/** An `and` inside an `and` keeps its brackets: they are part of what was written. */
const bindsLooser = (condition: Condition, than: "and" | "or"): boolean =>
  condition.kind === "or" || (condition.kind === "and" && than === "and");

const POWER = { "+": 1, "-": 1, "*": 2, "/": 2 } as const;

export function printValue(value: Value): string {
  switch (value.kind) {
    case "number":
      return `${value.value}`;
    case "text":
      return JSON.stringify(value.value);
    case "field":
      return printField(value.field);
    case "arithmetic": {
      const power = POWER[value.op];
      const left = bracketed(value.left, power - 1);
      return `${left} ${value.op} ${bracketed(value.right, power)}`;
    }
  }
}

const bracketed = (value: Value, power: number): string =>
  value.kind === "arithmetic" && POWER[value.op] <= power ? `(${printValue(value)})` : printValue(value);

export function printField(field: Field): string {
  switch (field.kind) {
    case "number":
    case "boolean":
    case "text":
      return field.name;
    case "feature":
    case "dimension":
    case "lineage":
      return `${field.kind}.${printName(field.name)}`;
    case "evaluation": {
      // A plain `.score` at the end would be read as the evaluation's score.
      const name = field.name.endsWith(".score") ? JSON.stringify(field.name) : printName(field.name);
      return `evaluation.${name}${field.part === "score" ? ".score" : ""}`;
    }
  }
}

const printName = (name: string): string => (isPlain(name) ? name : JSON.stringify(name));
const isPlain = (name: string): boolean => name.split(".").every((part) => /^\w+$/.test(part));
