import type { Condition, SignalPoint } from "@firebreak/signals";
import type { Over } from "./bins.ts";
import { condition } from "./compile-condition.ts";
import type { Statement } from "./statement.ts";

/** What one bucket's records count up to, so that any number of buckets can be added up before a value is made of them. */
export interface Tally {
  /** An array of numbers over the records of a bucket, always of one length. */
  readonly sql: (statement: Statement, over: Over) => string;
  /** The value of added-up counts (null where they are too few), and the events it stands on, in one part of the traffic. */
  readonly finish: (counts: readonly number[], part: string | null) => Omit<SignalPoint, "at" | "expected">;
  /** What a reference held of that part; missing where there is none. */
  readonly referenceEvents?: (part: string | null) => number;
}
/** The tally of one of a query’s measures. */
export interface MeasureTally extends Tally {
  readonly index: number;
}

/** `of` as a condition that is never unknown; all records where there is none. */
export const withinSql = (of: Condition | null, statement: Statement): string =>
  of === null ? "1" : `ifNull(${condition(of, statement)}, 0)`;
