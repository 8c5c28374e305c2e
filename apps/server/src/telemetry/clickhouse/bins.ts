import type { Field } from "@firebreak/signals";
import { numberOf, textOf } from "./compile-field.ts";
import type { Statement } from "./statement.ts";

/** Between the reference's inner quantiles. */
export const NUMBER_BINS = 20;
/** Categories by value; what is none of them is one more. */
export const MOST_CATEGORIES = 50;

/** What the values of a field are sorted into. */
export type Bins =
  | { readonly kind: "number"; readonly edges: readonly number[] }
  | { readonly kind: "category"; readonly labels: readonly string[] };

/** Counters of one field: the first is of records that do not carry it, then one for each bin. */
export const counters = (bins: Bins): number => (bins.kind === "number" ? bins.edges.length + 2 : bins.labels.length + 2);

/** The counter a record belongs to: 0 where the field is unknown, bins from 1 on. A value on an edge lies above it. */
export function counterOf(field: Field, bins: Bins, statement: Statement): string {
  if (bins.kind === "category") {
    const text = `ifNull(${textOf(field, statement)}, '')`;
    const labels = statement.bind("Array(String)", bins.labels);
    const places = statement.bind(
      "Array(Int64)",
      bins.labels.map((_, n) => n + 1),
    );
    const others = statement.bind("Int64", bins.labels.length + 1);
    return `if(${text} = '', 0, transform(${text}, ${labels}, ${places}, ${others}))`;
  }
  const number = numberOf(field, statement);
  // NaN is above no edge. Of the ways to find a bin this was the fastest: a search in the edges took twice as long.
  const above = bins.edges.map((edge) => `(ifNull(${number}, nan) >= ${literal(edge)})`);
  return `toUInt8(${[`isNotNull(${number})`, ...above].join(" + ")})`;
}

/** Our own numbers, which a statement may hold as they are: a parameter each would make it long. */
function literal(edge: number): string {
  if (!Number.isFinite(edge)) throw new RangeError("A bin's edge is a finite number.");
  return String(edge);
}
