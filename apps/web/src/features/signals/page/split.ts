import type { SignalSeries } from "@firebreak/signals";
import { drawable } from "../chartModel.ts";

/** More lines than this cannot be told apart; the server keeps those with most traffic. */
export const MOST_LINES = 12;

export interface SplitLine {
  /** `s0` … `s11`: where its values stand in a row, and its look. */
  readonly key: string;
  readonly label: string;
  readonly series: SignalSeries;
}
export type SplitRow = Readonly<Record<string, number | null>> & { readonly at: number };

/** A line for each value of the dimension that was split by, most events first. */
export function splitLines(series: readonly SignalSeries[]): readonly SplitLine[] {
  const events = (one: SignalSeries): number => one.points.reduce((sum, point) => sum + point.events, 0);
  return series
    .filter(({ split }) => split !== null)
    .toSorted((a, b) => events(b) - events(a))
    .slice(0, MOST_LINES)
    .map((one, at) => ({
      key: `s${at}`,
      label: one.split?.conditions.map(({ value }) => value).join(" ∧ ") || "none",
      series: one,
    }));
}

/** All lines on one row for each moment; a line without a bucket there has a gap. */
export function splitRows(lines: readonly SplitLine[]): readonly SplitRow[] {
  const rows = new Map<number, Record<string, number | null>>();
  for (const { key, series } of lines) {
    for (const { at, value } of drawable(series.points)) {
      const row = rows.get(at) ?? {};
      row[key] = value;
      rows.set(at, row);
    }
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([at, values]) => ({ ...values, at }));
}
