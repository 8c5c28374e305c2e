import { type Distribution, distance, type Measure } from "@firebreak/signals";
import type { Span } from "../port.ts";
import type { Cut } from "./cut.ts";
import type { Reference, References } from "./reference.ts";
import type { MeasureTally } from "./tally.ts";
import { histogramSql, type Variable, variableKey } from "./variable.ts";

export type Drift = Extract<Measure, { readonly kind: "drift" }>;
interface Asked {
  readonly index: number;
  readonly measure: Drift;
}

/** Distances of what trails each bucket from the reference. Measures of one variable share its histogram. */
export async function driftTallies(
  references: References,
  cut: Cut,
  span: Span | null,
  asked: readonly Asked[],
): Promise<readonly MeasureTally[]> {
  if (asked.length === 0) return [];
  if (span === null) throw new RangeError("A drift needs a reference to be measured from.");
  const variables = new Map(asked.map(({ measure }) => [keyOf(measure), variableOf(measure)]));
  const read = await references.read(cut, span, [...variables.values()]);
  const found = new Map([...variables.keys()].map((key, n) => [key, read[n] as Reference]));
  return asked.map(({ index, measure }) => {
    const reference = found.get(keyOf(measure)) as Reference;
    const variable = variableOf(measure);
    return {
      index,
      sql: (statement, over) => histogramSql(variable, reference.bins, { statement, over }),
      finish: (counts, part) => {
        const held = reference.counts.get(part) ?? [];
        const value = distance(measure.measure, distributionOf(reference.bins, held, counts));
        return { value: value?.value ?? null, events: sum(counts.slice(1)), critical: value?.critical ?? null };
      },
      referenceEvents: (part) => sum((reference.counts.get(part) ?? []).slice(1)),
    };
  });
}

/** Two histograms on the same bins; the first counter of each is of what was missing. */
export function distributionOf(bins: Reference["bins"], reference: readonly number[], current: readonly number[]): Distribution {
  const labels = bins.kind === "category" ? [...bins.labels, OTHERS] : [];
  const size = bins.kind === "category" ? labels.length : bins.edges.length + 1;
  const counted = (counts: readonly number[]) => Array.from({ length: size }, (_, n) => counts[n + 1] ?? 0);
  return {
    kind: bins.kind,
    edges: bins.kind === "number" ? bins.edges : [],
    labels,
    reference: counted(reference),
    current: counted(current),
    referenceMissing: reference[0] ?? 0,
    currentMissing: current[0] ?? 0,
  };
}
/** Label of the categories that are not among the reference's most frequent. */
const OTHERS = "(other)";

const variableOf = ({ value, of }: Drift): Variable => ({ field: value, of });
const keyOf = (measure: Drift): string => variableKey(variableOf(measure));
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
