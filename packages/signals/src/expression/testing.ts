import fc from "fast-check";
import { BOOLEAN_FIELDS, type Condition, type Field, type Measure, NUMBER_FIELDS, TEXT_FIELDS, type Value } from "./ast.ts";

/** Names as services send them: plain ones, dotted ones, and anything else that needs quotes. */
const name = fc.oneof(
  fc.constantFrom(
    "income",
    "user.age",
    "score",
    "a.score",
    "in",
    "and",
    "days since order",
    'a "quoted" one',
    "2nd",
    "größe",
    ".",
    "a..b",
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: "binary" }),
);
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 2, 1e-7, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
);
const plain = <const Kind extends "number" | "boolean" | "text", Name extends string>(kind: Kind, names: readonly Name[]) =>
  fc.constantFrom(...names).map((one) => ({ kind, name: one }));
const score = name.map((one) => ({ kind: "evaluation", name: one, part: "score" }) as const);
const label = name.map((one) => ({ kind: "evaluation", name: one, part: "label" }) as const);
const feature = name.map((one) => ({ kind: "feature", name: one }) as const);
const dimension = name.map((one) => ({ kind: "dimension", name: one }) as const);
const lineage = name.map((one) => ({ kind: "lineage", name: one }) as const);

export const numberField: fc.Arbitrary<Field> = fc.oneof(plain("number", NUMBER_FIELDS), feature, score);
export const textField: fc.Arbitrary<Field> = fc.oneof(plain("text", TEXT_FIELDS), feature, dimension, lineage, label);
const booleanField: fc.Arbitrary<Field> = plain("boolean", BOOLEAN_FIELDS);
export const anyField: fc.Arbitrary<Field> = fc.oneof(numberField, textField, booleanField);

const field = (of: fc.Arbitrary<Field>): fc.Arbitrary<Value> => of.map((one) => ({ kind: "field", field: one }));
const operator = fc.constantFrom("+", "-", "*", "/");
/** Arithmetic that names a field at its left end, as every number of a record does. */
const numeric: fc.Arbitrary<Value> = fc.letrec<{ value: Value; operand: Value }>((tie) => ({
  operand: fc.oneof(
    field(numberField),
    number.map((value): Value => ({ kind: "number", value })),
    tie("value"),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    field(numberField),
    fc.record({ kind: fc.constant("arithmetic"), op: operator, left: tie("value"), right: tie("operand") }),
    fc.record({ kind: fc.constant("arithmetic"), op: operator, left: tie("operand"), right: tie("value") }),
  ),
})).value;

const ordering = fc.constantFrom("=", "!=", "<", "<=", ">", ">=");
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant("compare"), op: ordering, left: numeric, right: fc.oneof(numeric, constant(number)) }),
  fc.record({
    kind: fc.constant("compare"),
    op: fc.constantFrom("=", "!="),
    left: field(textField),
    right: fc.string({ maxLength: 12, unit: "binary" }).map((value): Value => ({ kind: "text", value })),
  }),
);
function constant(of: fc.Arbitrary<number>): fc.Arbitrary<Value> {
  return of.map((value) => ({ kind: "number", value }));
}

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    comparison,
    booleanField.map((one): Condition => ({ kind: "is", field: one })),
    anyField.map((one): Condition => ({ kind: "missing", field: one })),
    fc.record({
      kind: fc.constant("in"),
      field: textField,
      values: fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constantFrom("and", "or"), of: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant("not"), of: tie("condition") }),
  ),
})).condition;

const of = fc.option(condition, { nil: null });
const between = fc.oneof(fc.constantFrom(0.5, 0.95, 0.99), fc.double({ min: 1e-6, max: 0.999, noNaN: true }));
const share = fc.record({ kind: fc.constant("share"), condition, of });
const mean = fc.record({ kind: fc.constant("mean"), value: numeric, of });

/** Any measure that an expression can say. Some are too large for the parser's bounds. */
export const measure: fc.Arbitrary<Measure> = fc.oneof(
  share,
  mean,
  fc.record({ kind: fc.constant("count"), condition: of }),
  fc.record({ kind: fc.constant("ratio"), over: numeric, under: numeric, of }),
  fc.record({ kind: fc.constant("quantile"), value: numeric, q: between, of }),
  fc.record({ kind: fc.constant("drift"), measure: fc.constantFrom("psi", "js"), value: fc.oneof(numberField, textField), of }),
  fc.record({ kind: fc.constant("drift"), measure: fc.constantFrom("wasserstein", "ks"), value: numberField, of }),
  fc.record({ kind: fc.constant("ece"), of }),
  fc.record({ kind: fc.constantFrom("precision", "recall"), prevalence: fc.option(between, { nil: null }), of }),
  fc.record({ kind: fc.constant("disparity"), measure: fc.oneof(share, mean), by: name }),
  fc.record({
    kind: fc.constant("metric"),
    name,
    reduce: fc.constantFrom("mean", "sum", "max", "min", "last", "rate", "p50", "p95", "p99"),
    where: fc.dictionary(name, fc.string({ maxLength: 8 }), { maxKeys: 3, noNullPrototype: true }),
  }),
);
