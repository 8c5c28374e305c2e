import type { CalibrationBin, Condition, Distribution, Field, SegmentFilter } from "@firebreak/signals";
import type { Span, Window } from "../port.ts";
import { overOf } from "./bins.ts";
import { cutCondition, wholeCut } from "./cut.ts";
import { distributionOf } from "./drift.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import type { Reference, References } from "./reference.ts";
import { Statement } from "./statement.ts";
import { calibrationBins, calibrationSql } from "./tally-truth.ts";
import { histogramSql } from "./variable.ts";

/** A feature is missing only where a model was asked: a record without any feature is none of a model that takes features. */
const HAS_FEATURES: Condition = {
  kind: "not",
  of: { kind: "missing", field: { kind: "number", name: "features" } },
};

/** One variable in the window and in the reference, on the bins of the reference. */
export async function readDistribution(
  engine: Engine,
  references: References,
  query: Window & {
    readonly field: Field;
    readonly of: Condition | null;
    readonly segment: SegmentFilter | null;
    readonly reference: Span;
  },
): Promise<Distribution> {
  const variable = { field: query.field, of: query.of ?? (query.field.kind === "feature" ? HAS_FEATURES : null) };
  const cut = wholeCut(query, query.segment);
  const [read] = await references.read(cut, query.reference, [variable]);
  const reference = read as Reference;
  const statement = new Statement();
  const histogram = histogramSql(variable, reference.bins, { statement, over: overOf(cut) });
  const [row] = await engine.select<{ counts: readonly number[] }>(
    `SELECT ${histogram} AS counts FROM ${recordsOf(query, statement)} WHERE ${cutCondition(cut, statement)}`,
    statement.parameters,
  );
  return distributionOf(reference.bins, reference.counts.get(null) ?? [], row?.counts ?? []);
}

/** Ten bins of equal width, empty ones too. */
export async function readCalibration(
  engine: Engine,
  query: Window & { readonly of: Condition | null; readonly segment: SegmentFilter | null },
): Promise<readonly CalibrationBin[]> {
  const cut = wholeCut(query, query.segment);
  const statement = new Statement();
  const counts = calibrationSql(query.of, statement);
  const [row] = await engine.select<{ counts: readonly number[] }>(
    `SELECT ${counts} AS counts FROM ${recordsOf(query, statement)} WHERE ${cutCondition(cut, statement)}`,
    statement.parameters,
  );
  return calibrationBins(row?.counts ?? []);
}
