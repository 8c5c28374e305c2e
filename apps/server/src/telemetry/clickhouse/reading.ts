import type { SignalPoint } from "@firebreak/signals";
import type { Over } from "./bins.ts";
import type { Statement } from "./statement.ts";

/** How one measure is read off an aggregation by bucket and part: columns, and the points made of them. */
export interface Reading {
  /** Index into the query's measures. */
  readonly index: number;
  /** Whether a bucket's value is over the time that trails it, so that buckets before the window are needed. */
  readonly trails: boolean;
  readonly columns: (statement: Statement, cut: CutSql) => readonly string[];
  /** Rows of one part, oldest first, each with the values of the columns. */
  readonly points: (rows: readonly ReadRow[], part: string | null) => readonly SignalPoint[];
  /** What a reference held of that part; missing where there is none. */
  readonly referenceEvents?: (part: string | null) => number;
}
export interface ReadRow {
  readonly at: number;
  readonly values: readonly unknown[];
}
/** What columns may know of the cut. */
export interface CutSql {
  /** Turns a number of records of the bucket into records a minute, of as much of it as is asked for. */
  readonly perMinute: string;
  readonly over: Over;
}
