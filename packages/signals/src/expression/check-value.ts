import { BOOLEAN_FIELDS, type Condition, type Field, NUMBER_FIELDS, TEXT_FIELDS, type Value } from "./ast.ts";
import { Fault } from "./fault.ts";
import { didYouMean } from "./nearest.ts";
import type { Node } from "./tree.ts";

/** `either`: a feature, which is a number or a category as it is compared. */
type Sort = "number" | "text" | "either";

const FAMILIES = ["feature", "dimension", "lineage", "evaluation"] as const;
const LONGEST_NAME = 120;
const NAMES: readonly string[] = [...NUMBER_FIELDS, ...BOOLEAN_FIELDS, ...TEXT_FIELDS];

export function fieldFrom(node: Node, wanted = "a field"): Field {
  if (node.kind === "call") throw new Fault(node.at, `${wanted} is wanted here; ${node.name}(…) is none.`);
  if (node.kind !== "name") throw new Fault(node.at, `${wanted} is wanted here, such as latency or feature.income.`);
  const [first, ...rest] = node.parts;
  const name = first?.text ?? "";
  const family = FAMILIES.find((one) => one === name);
  if (family !== undefined) return familyField(node, family);
  if (rest.length > 0) {
    const written = [name, ...rest.map((part) => part.text)].join(".");
    throw new Fault(
      node.at,
      `${written}: before a dot stands feature, dimension, lineage or evaluation${didYouMean(name, FAMILIES)}`,
    );
  }
  return plainField(node.at, name);
}

function plainField(at: number, name: string): Field {
  const number = NUMBER_FIELDS.find((one) => one === name);
  if (number !== undefined) return { kind: "number", name: number };
  const boolean = BOOLEAN_FIELDS.find((one) => one === name);
  if (boolean !== undefined) return { kind: "boolean", name: boolean };
  const text = TEXT_FIELDS.find((one) => one === name);
  if (text !== undefined) return { kind: "text", name: text };
  throw new Fault(at, `${name}: no such field${didYouMean(name, [...NAMES, ...FAMILIES]) || "; docs/signals.md lists them."}`);
}

function familyField(node: Node & { kind: "name" }, family: (typeof FAMILIES)[number]): Field {
  const [, ...rest] = node.parts;
  const last = rest.at(-1);
  const scored = family === "evaluation" && rest.length > 1 && last?.text === "score" && !last.quoted;
  const name = (scored ? rest.slice(0, -1) : rest).map((part) => part.text).join(".");
  if (name === "")
    throw new Fault(node.at, `${family} wants a name: ${family}.${family === "evaluation" ? "groundedness" : "NAME"}.`);
  if (name.length > LONGEST_NAME) throw new Fault(node.at, `A name has at most ${LONGEST_NAME} characters.`);
  return family === "evaluation" ? { kind: family, name, part: scored ? "score" : "label" } : { kind: family, name };
}

/** What a field holds; `either` is a feature. */
export function sortOf(field: Field): Sort | "boolean" {
  switch (field.kind) {
    case "number":
    case "boolean":
    case "text":
      return field.kind;
    case "feature":
      return "either";
    case "dimension":
    case "lineage":
      return "text";
    case "evaluation":
      return field.part === "score" ? "number" : "text";
  }
}

/** A number of a record: a field, or arithmetic over fields. `who` says what wants it. */
export function numberFrom(node: Node, who: string): Value {
  const { value, sort } = valueFrom(node);
  if (sort === "text") throw new Fault(node.at, `${who} wants a number; this is text.`);
  if (!hasField(value)) throw new Fault(node.at, `${who} wants a field of the record, not the same number for every one.`);
  return value;
}

interface Typed {
  readonly value: Value;
  readonly sort: Sort;
}

function valueFrom(node: Node): Typed {
  switch (node.kind) {
    case "number":
      return { value: { kind: "number", value: node.value }, sort: "number" };
    case "text":
      return { value: { kind: "text", value: node.value }, sort: "text" };
    case "name": {
      const field = fieldFrom(node);
      const sort = sortOf(field);
      if (sort === "boolean")
        throw new Fault(node.at, `${nameOf(field)} is yes or no, a condition by itself; here a number or a text is wanted.`);
      return { value: { kind: "field", field }, sort };
    }
    case "arithmetic":
      return {
        value: { kind: "arithmetic", op: node.op, left: operandFrom(node.left), right: operandFrom(node.right) },
        sort: "number",
      };
    case "call":
      throw new Fault(node.at, `${node.name}(…) cannot stand here; a field, a number or a text is wanted.`);
    case "and":
    case "or":
    case "not":
    case "in":
    case "compare":
      throw new Fault(node.at, "This is a condition; here a number or a text is wanted.");
  }
}

function operandFrom(node: Node): Value {
  const { value, sort } = valueFrom(node);
  if (sort === "text") throw new Fault(node.at, "One reckons with numbers; this is text.");
  return value;
}

function hasField(value: Value): boolean {
  switch (value.kind) {
    case "field":
      return true;
    case "number":
    case "text":
      return false;
    case "arithmetic":
      return hasField(value.left) || hasField(value.right);
  }
}

export function conditionFrom(node: Node): Condition {
  switch (node.kind) {
    case "and":
    case "or":
      return { kind: node.kind, of: node.of.map(conditionFrom) };
    case "not":
      return { kind: "not", of: conditionFrom(node.of) };
    case "in":
      return membership(node);
    case "compare":
      return truth(node) ?? comparison(node);
    case "name":
      return yesOrNo(node);
    case "call":
      return presence(node);
    case "number":
    case "text":
    case "arithmetic":
      throw new Fault(node.at, "A condition is wanted here, such as success or latency > 2; this is a value.");
  }
}

function yesOrNo(node: Node & { kind: "name" }): Condition {
  const field = fieldFrom(node);
  if (field.kind !== "boolean") {
    throw new Fault(
      node.at,
      `${nameOf(field)} is not yes or no by itself; compare it (${nameOf(field)} ${sortOf(field) === "text" ? '= "…"' : "> …"}).`,
    );
  }
  return { kind: "is", field };
}

function membership(node: Node & { kind: "in" }): Condition {
  const field = fieldFrom(node.left, "Before in a field");
  const sort = sortOf(field);
  if (sort === "number" || sort === "boolean")
    throw new Fault(
      node.left.at,
      `Before in a text is wanted; ${nameOf(field)} is ${sort === "number" ? "a number" : "yes or no"}.`,
    );
  return { kind: "in", field, values: node.values };
}

function presence(node: Node & { kind: "call" }): Condition {
  if (node.name !== "missing" && node.name !== "known") {
    throw new Fault(
      node.at,
      `${node.name}(…) is no condition; missing(…) and known(…) are${didYouMean(node.name, ["missing", "known"])}`,
    );
  }
  const [only, ...more] = node.arguments;
  if (only === undefined || more.length > 0 || only.label !== null)
    throw new Fault(node.at, `${node.name} wants one field: ${node.name}(feature.income).`);
  const missing: Condition = { kind: "missing", field: fieldFrom(only.value) };
  return node.name === "missing" ? missing : { kind: "not", of: missing };
}

/** `success = true`, which means `success`. */
function truth(node: Node & { kind: "compare" }): Condition | null {
  const asked = node.right.kind === "name" && node.right.parts.length === 1 ? node.right.parts[0]?.text : undefined;
  if ((asked !== "true" && asked !== "false") || (node.op !== "=" && node.op !== "!=")) return null;
  const condition = conditionFrom(node.left);
  return (asked === "true") === (node.op === "=") ? condition : { kind: "not", of: condition };
}

function comparison(node: Node & { kind: "compare" }): Condition {
  const left = valueFrom(node.left);
  const right = valueFrom(node.right);
  if (!hasField(left.value) && !hasField(right.value)) throw new Fault(node.at, "Neither side names a field of the record.");
  const text = left.sort === "text" || right.sort === "text";
  if (text && (left.sort === "number" || right.sort === "number"))
    throw new Fault(node.right.at, "A number and a text cannot be compared.");
  if (text && node.op !== "=" && node.op !== "!=")
    throw new Fault(node.right.at, `Texts are compared with = and !=, not with ${node.op}.`);
  return { kind: "compare", op: node.op, left: left.value, right: right.value };
}

function nameOf(field: Field): string {
  switch (field.kind) {
    case "number":
    case "boolean":
    case "text":
      return field.name;
    case "feature":
    case "dimension":
    case "lineage":
      return `${field.kind}.${field.name}`;
    case "evaluation":
      return `evaluation.${field.name}${field.part === "score" ? ".score" : ""}`;
  }
}
