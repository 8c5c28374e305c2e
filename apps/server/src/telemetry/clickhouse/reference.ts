import type { Span } from "../port.ts";
import { type Bins, overOf } from "./bins.ts";
import { assertWindow, type Cut, cutCondition, splitColumn } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";
import { histogramSql, readBins, type Variable, variableKey } from "./variable.ts";

/** What the reference held of one variable: its bins, and its counters for each part of the traffic. */
export interface Reference {
  readonly bins: Bins;
  readonly counts: ReadonlyMap<string | null, readonly number[]>;
}
/** References of the past stay what they were; what comes late is seen when this time is over. */
const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 1000;

export interface References {
  /** In the order of the variables. The cut's window is of no matter, its service, segment and split are. */
  read(cut: Cut, span: Span, variables: readonly Variable[]): Promise<readonly Reference[]>;
}

/** Two scans of the reference for all variables that are not known from a moment ago: one for the bins, one for their counts. */
export function createReferences(engine: Engine): References {
  const kept = new Map<string, { readonly reference: Reference; readonly until: number }>();
  return {
    read: async (cut, span, variables) => {
      assertWindow(span);
      const shared = JSON.stringify([cut.service, span.from, span.to, cut.segment, cut.split]);
      const keys = variables.map((variable) => shared + variableKey(variable));
      const now = performance.now();
      const known = keys.map((key) => {
        const found = kept.get(key);
        return found !== undefined && found.until > now ? found.reference : null;
      });
      const wanted = variables.filter((_, n) => known[n] === null);
      const read = (await readReferences(engine, { ...cut, from: span.from, to: span.to }, wanted)).values();
      return known.map((reference, n) => {
        const found = reference ?? (read.next().value as Reference);
        const key = keys[n] as string;
        if (reference === null) {
          kept.delete(key);
          kept.set(key, { reference: found, until: now + KEPT_MS });
          const [oldest] = kept.keys();
          if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
        }
        return found;
      });
    },
  };
}

async function readReferences(engine: Engine, cut: Cut, variables: readonly Variable[]): Promise<readonly Reference[]> {
  if (variables.length === 0) return [];
  const bins = await readBins(engine, cut, variables);
  const statement = new Statement();
  const columns = variables.map(
    (variable, n) => `${histogramSql(variable, bins[n] as Bins, { statement, over: overOf(cut) })} AS h${n}`,
  );
  const rows = await engine.select<Readonly<Record<string, string | readonly number[]>>>(
    `SELECT ${splitColumn(cut, statement)}, ${columns.join(", ")}
     FROM ${recordsOf(cut, statement)} WHERE ${cutCondition(cut, statement)} GROUP BY split`,
    statement.parameters,
  );
  return variables.map((_, n) => ({
    bins: bins[n] as Bins,
    counts: new Map(
      rows.map((row) => [cut.split === null ? null : String(row.split), row[`h${n}`] as readonly number[]] as const),
    ),
  }));
}
