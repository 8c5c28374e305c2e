import type { Cohort } from "../port.ts";
import { ofPart, type Part } from "./cohort-condition.ts";
import { assertWindow } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { between, recordsOf, type Windows } from "./records-source.ts";
import { settledHarm } from "./settled-harm.ts";
import type { Statement } from "./statement.ts";

/** Two parts of one service's traffic, side by side; a record may be of both. */
export interface Cohorts {
  readonly windows: Windows;
  readonly a: SettledCohort;
  readonly b: SettledCohort;
}
interface SettledCohort extends Part {
  readonly from: number;
  readonly to: number;
  /** Of 2^20 records, so many are looked at. */
  readonly kept: number;
}
/** Records are chosen by a hash of their ids, so that each question looks at the same ones. */
const HASHES = 2 ** 20;

export async function settledCohorts(
  engine: Engine,
  { service, a, b }: { readonly service: string; readonly a: Cohort; readonly b: Cohort },
): Promise<Cohorts> {
  const settle = async (cohort: Cohort): Promise<SettledCohort> => {
    assertWindow(cohort);
    const { harmed } = cohort;
    const harm = harmed && (await settledHarm(engine, { service, from: cohort.from, to: cohort.to }, harmed.harm));
    return { ...cohort, harmed: harmed && harm && { harm, bad: harmed.bad }, kept: HASHES };
  };
  return { windows: { service, spans: [a, b] }, a: await settle(a), b: await settle(b) };
}

/** The same cohorts, of which at most so many records each are looked at, about. */
export function sampled(cohorts: Cohorts, records: { readonly a: number; readonly b: number }, most: number): Cohorts {
  const kept = (all: number) => (all <= most ? HASHES : Math.round((HASHES * most) / all));
  return { ...cohorts, a: { ...cohorts.a, kept: kept(records.a) }, b: { ...cohorts.b, kept: kept(records.b) } };
}

/**
 * Records of either cohort, with `in_a`, `in_b` and `hashed`, a number by which they are chosen. To be called when the statement's other
 * expressions are compiled.
 */
export function recordsOfCohorts({ windows, a, b }: Cohorts, statement: Statement): string {
  const below = (kept: number) => `cityHash64(span_id, trace_id) % ${HASHES} < ${statement.bind("Int64", kept)}`;
  const [inA, inB] = [a, b].map(
    ({ from, to, kept, ...part }) => `(${between({ from, to }, statement)} AND ${ofPart(part, statement)} AND ${below(kept)})`,
  );
  const most = Math.max(a.kept, b.kept);
  return `(SELECT *, cityHash64(span_id, trace_id) AS hashed, ${inA} AS in_a, ${inB} AS in_b
    FROM ${recordsOf(windows, statement, most < HASHES ? below(most) : null)} WHERE in_a OR in_b)`;
}
