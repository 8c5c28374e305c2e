/** A bench file exports `title: string` and `run(): Promise<Row[]>`. The first row's keys head the table. */
export type Row = Readonly<Record<string, string | number>>;
export interface Bench {
  readonly title: string;
  run(): Promise<readonly Row[]>;
}

export function markdownTable(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(columns.map((key) => String(row[key] ?? "")))),
  ].join("\n");
}

/** Of a sorted copy; `share` between 0 and 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
