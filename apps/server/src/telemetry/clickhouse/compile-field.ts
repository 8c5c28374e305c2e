import type { Field, NumberField, TextField } from "@firebreak/signals";
import type { Statement } from "./statement.ts";

/** Column of each number, in the unit of the expression language: seconds, US dollars, counts. */
const NUMBERS: Readonly<Record<NumberField, string>> = {
  latency: "(latency_ms / 1000)",
  queue_time: "(queue_ms / 1000)",
  cost: "cost_usd",
  input_tokens: "input_tokens",
  output_tokens: "output_tokens",
  documents_requested: "documents_requested",
  documents_found: "documents_found",
  confidence: "confidence",
  tool_calls: "tool_count",
  tool_denials: "tool_denials",
  policy_violations: "policy_violations",
  features: "nullIf(features_given, 0)",
  features_missing: "if(features_given = 0, NULL, features_missing)",
  score: "score",
  threshold: "threshold",
  truth: "truth",
  // A truth stamped before its prediction is a clock that is ahead, not a negative delay.
  label_delay: "if(isNull(truth_at), NULL, greatest(0, toUnixTimestamp64Milli(truth_at) - toUnixTimestamp64Milli(at)) / 1000)",
};
const TEXTS: Readonly<Record<TextField, string>> = {
  operation: "operation",
  instance: "instance",
  decision: "decision",
  finish_reason: "finish_reason",
};

/** The field as a number, NULL where it is unknown; null for a field that is a text. */
export function numberOf(field: Field, statement: Statement): string | null {
  switch (field.kind) {
    case "number":
      if (field.name === "truth" || field.name === "label_delay") statement.needTruth();
      return NUMBERS[field.name];
    case "boolean":
      return field.name === "predicted" ? "isNotNull(score)" : field.name;
    case "feature":
      return `features[${statement.bind("String", field.name)}]`;
    case "evaluation":
      return field.part === "score" ? `score${statement.evaluation(field.name)}` : null;
    case "text":
    case "dimension":
    case "lineage":
      return null;
  }
}

/** The field as a text, NULL where it is unknown (an empty text is); null for a field that is a number. */
export function textOf(field: Field, statement: Statement): string | null {
  switch (field.kind) {
    case "text":
      return known(TEXTS[field.name]);
    case "dimension":
      return known(`dimensions[${statement.bind("String", field.name)}]`);
    case "lineage":
      return known(`lineage[${statement.bind("String", field.name)}]`);
    case "feature":
      return known(`feature_categories[${statement.bind("String", field.name)}]`);
    case "evaluation":
      return field.part === "label" ? known(`label${statement.evaluation(field.name)}`) : null;
    case "number":
    case "boolean":
      return null;
  }
}

/** True or false for every record: whether it carries the field. A feature is carried as a number or as a category. */
export function carried(field: Field, statement: Statement): string {
  // Cheaper than to fetch the category: an empty one is not stored.
  if (field.kind === "feature")
    return `(isNotNull(${numberOf(field, statement)}) OR mapContains(feature_categories, ${statement.bind("String", field.name)}))`;
  const ways = [numberOf(field, statement), textOf(field, statement)].filter((sql) => sql !== null);
  return `(${ways.map((sql) => `isNotNull(${sql})`).join(" OR ")})`;
}

const known = (sql: string): string => `nullIf(${sql}, '')`;
