import { type Condition, type Field, printField, type Value } from "@firebreak/signals";
import { carried, numberOf, textOf } from "./compile-field.ts";
import type { Statement } from "./statement.ts";

/** An expression that compares what cannot be compared. The parser refuses it first; here it is a bug. */
export class NotComparable extends Error {
  override readonly name = "NotComparable";
}

/**
 * A condition over one record: 1, 0, or NULL where it is unknown. ClickHouse's AND, OR and NOT are Kleene's, and a comparison or IN
 * with NULL is NULL: exactly the three values of the expression language.
 */
export function condition(node: Condition, statement: Statement): string {
  switch (node.kind) {
    case "compare":
      return comparison(node, statement);
    case "in":
      return membership(node.field, node.values, statement);
    case "is": {
      const number = numberOf(node.field, statement);
      if (number === null) throw new NotComparable(`${printField(node.field)} is a text, neither true nor false.`);
      return node.field.kind === "boolean" ? number : `(${number} != 0)`;
    }
    case "missing":
      return `(NOT ${carried(node.field, statement)})`;
    case "and":
    case "or":
      if (node.of.length === 0) return node.kind === "and" ? "1" : "0";
      return `(${node.of.map((one) => condition(one, statement)).join(node.kind === "and" ? " AND " : " OR ")})`;
    case "not":
      return `(NOT ${condition(node.of, statement)})`;
  }
}

/** A number of one record, NULL where it is unknown. A division by zero is unknown too. */
export function numberValue(value: Value, statement: Statement): string {
  switch (value.kind) {
    case "number":
      return statement.bind("Float64", value.value);
    case "text":
      throw new NotComparable(`“${value.value}” is a text where a number is wanted.`);
    case "field": {
      const number = numberOf(value.field, statement);
      if (number === null) throw new NotComparable(`${printField(value.field)} is a text where a number is wanted.`);
      return number;
    }
    case "arithmetic": {
      const left = numberValue(value.left, statement);
      const right = numberValue(value.right, statement);
      // Float64 throughout: token counts are unsigned, and their difference may be negative.
      if (value.op === "/") return `(${left} / nullIf(${right}, 0))`;
      return `(toFloat64(${left}) ${value.op} ${right})`;
    }
  }
}

function comparison(node: Condition & { readonly kind: "compare" }, statement: Statement): string {
  const { left, op, right } = node;
  const [a, b] =
    isText(left) || isText(right)
      ? [textValue(left, statement), textValue(right, statement)]
      : [numberValue(left, statement), numberValue(right, statement)];
  return `(${a} ${op} ${b})`;
}

function textValue(value: Value, statement: Statement): string {
  if (value.kind === "text") return statement.bind("String", value.value);
  const text = value.kind === "field" ? textOf(value.field, statement) : null;
  if (text === null) throw new NotComparable(`${nameOf(value)} is a number where a text is wanted.`);
  return text;
}

function membership(field: Field, values: readonly string[], statement: Statement): string {
  const text = textOf(field, statement);
  if (text !== null) return `(${text} IN ${statement.bind("Array(String)", values)})`;
  const numbers = values.map(Number).filter((value) => Number.isFinite(value));
  return `(${numberOf(field, statement)} IN ${statement.bind("Array(Float64)", numbers)})`;
}

/** Whether the value can only be a text; a feature may be either, and takes what it is compared with. */
function isText(value: Value): boolean {
  if (value.kind === "text") return true;
  if (value.kind !== "field") return false;
  const { kind } = value.field;
  return kind === "text" || kind === "dimension" || kind === "lineage" || (kind === "evaluation" && value.field.part === "label");
}

const nameOf = (value: Value): string => (value.kind === "field" ? printField(value.field) : "a number");
