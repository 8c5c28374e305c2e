import {
  type Measure,
  measureOf,
  parseCondition,
  promqlFor,
  type SegmentFilter,
  type SignalDefinition,
  type SignalId,
  type SignalPoint,
} from "@firebreak/signals";
import type { PromqlRefused, PromqlSource, Span, TelemetryStore, Window } from "../telemetry/port.ts";

export interface ReadQuery extends Window {
  readonly definitions: readonly SignalDefinition[];
  readonly stepSeconds: number;
  readonly trailingSeconds: number;
  readonly segment: SegmentFilter | null;
  readonly splitBy: string | null;
  readonly reference: Span;
  /** When nothing counted is a count of 0; missing: from the first bucket that holds something. */
  readonly silence?: Silence;
}
export interface Silence {
  /** Earlier, nobody listened: what was not heard then says nothing. */
  readonly since: number;
  /** The service was heard before this window: a window without anything is all zeros. */
  readonly known: boolean;
}
export interface ReadSeries {
  readonly split: string | null;
  readonly points: readonly SignalPoint[];
  readonly referenceEvents: number | null;
}
export interface Reading {
  /** One series, or one for each part of the traffic; none for a signal that cannot be told of a segment, or is faulty. */
  readonly series: ReadonlyMap<SignalId, readonly ReadSeries[]>;
  /** The share of good events, of those with an objective; where it was asked for. */
  readonly good: ReadonlyMap<SignalId, readonly SignalPoint[]>;
  /** Why a signal has no answer, for whoever wrote its definition. */
  readonly faults: ReadonlyMap<SignalId, string>;
}

const MOST_MEASURES = 60;
const MOST_BUCKETS = 1500;
/** Queries of PromQL under way at once. */
const MOST_AT_ONCE = 8;

/** Reads the buckets of many signals with as few queries as the store allows. Rejects when the store does not answer. */
export async function readSignals(
  sources: { readonly telemetry: Pick<TelemetryStore, "buckets">; readonly promql: PromqlSource | null },
  query: ReadQuery,
  { objectives }: { readonly objectives: boolean },
): Promise<Reading> {
  const asked: { readonly id: SignalId; readonly good: boolean; readonly measure: Measure }[] = [];
  const promql: SignalDefinition[] = [];
  for (const definition of query.definitions) {
    const measure = measureOf(definition);
    if (measure) asked.push({ id: definition.id, good: false, measure });
    else promql.push(definition);
    const good = objectives ? goodMeasure(definition) : null;
    if (good) asked.push({ id: definition.id, good: true, measure: good });
  }
  const series = new Map<SignalId, ReadSeries[]>();
  const good = new Map<SignalId, readonly SignalPoint[]>();
  const chunks = Array.from({ length: Math.ceil(asked.length / MOST_MEASURES) }, (_, n) =>
    asked.slice(n * MOST_MEASURES, (n + 1) * MOST_MEASURES),
  );
  for (const chunk of chunks) {
    const measures = chunk.map(({ measure }) => measure);
    const answered = await readMeasures(sources.telemetry, query, measures);
    for (const found of [...answered, ...silentOf(measures, answered, query)]) {
      const of = chunk[found.measure];
      if (!of) continue;
      const points = of.measure.kind === "count" && found.split === null ? withZeros(found.points, query) : found.points;
      if (of.good) good.set(of.id, points);
      else series.set(of.id, [...(series.get(of.id) ?? []), { ...found, points }]);
    }
  }
  const faults = await readPromql(sources.promql, query, promql, series);
  return { series, good, faults };
}

function goodMeasure({ objective }: SignalDefinition): Measure | null {
  if (!objective) return null;
  const parsed = parseCondition(objective.good);
  return parsed.ok ? { kind: "share", condition: parsed.condition, of: null } : null;
}

/** A window of more buckets than one query may have is asked piece by piece. */
async function readMeasures(telemetry: Pick<TelemetryStore, "buckets">, query: ReadQuery, measures: readonly Measure[]) {
  const { service, stepSeconds, trailingSeconds, segment, splitBy, reference } = query;
  const step = stepSeconds * 1000;
  const piece = (MOST_BUCKETS - 1) * step;
  const found = new Map<
    string,
    { measure: number; split: string | null; points: SignalPoint[]; referenceEvents: number | null }
  >();
  for (let from = Math.floor(query.from / step) * step; from < query.to; from += piece) {
    const to = Math.min(query.to, from + piece);
    const ask = { service, from, to, measures, stepSeconds, trailingSeconds, segment, splitBy, reference };
    for (const series of await telemetry.buckets(ask)) {
      const key = `${series.measure} ${series.split ?? ""}`;
      const known = found.get(key) ?? { ...series, points: [] };
      known.points.push(...series.points);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

/** Counts of a service that is known, about which the store has nothing to say: it fell silent. */
function silentOf(measures: readonly Measure[], answered: readonly { readonly measure: number }[], query: ReadQuery) {
  if (query.silence?.known !== true || query.splitBy !== null) return [];
  const spoken = new Set(answered.map(({ measure }) => measure));
  return measures.flatMap((_, measure) =>
    spoken.has(measure) ? [] : [{ measure, split: null, points: [] as readonly SignalPoint[], referenceEvents: null }],
  );
}

/** Nothing counted is a count of 0, see `silence`. */
function withZeros(points: readonly SignalPoint[], { from, to, stepSeconds, silence }: ReadQuery): readonly SignalPoint[] {
  const step = stepSeconds * 1000;
  const first = points[0]?.at ?? Number.POSITIVE_INFINITY;
  const begin = Math.max(
    Math.ceil((silence?.since ?? 0) / step) * step,
    silence?.known === true ? Math.floor(from / step) * step : first,
  );
  const known = new Map(points.map((point) => [point.at, point]));
  const filled = points.filter(({ at }) => at < begin);
  for (let at = begin; at < to; at += step) filled.push(known.get(at) ?? { at, value: 0, events: 0 });
  return filled;
}

async function readPromql(
  source: PromqlSource | null,
  query: ReadQuery,
  definitions: readonly SignalDefinition[],
  series: Map<SignalId, ReadSeries[]>,
): Promise<ReadonlyMap<SignalId, string>> {
  const faults = new Map<SignalId, string>();
  // PromQL knows nothing of segments.
  if (query.segment !== null || query.splitBy !== null) return faults;
  const left = [...definitions];
  const worker = async () => {
    for (let definition = left.shift(); definition; definition = left.shift()) {
      if (definition.source.kind !== "promql") continue;
      if (!source) {
        faults.set(definition.id, "It is a PromQL query, and no Prometheus is set. Set PROMETHEUS_URL to its address.");
        continue;
      }
      const promql = promqlFor(definition.source.query, query.service);
      const { from, to, stepSeconds } = query;
      try {
        const points = await source.range({ promql, from, to, stepSeconds });
        series.set(definition.id, [{ split: null, points, referenceEvents: null }]);
      } catch (error) {
        faults.set(definition.id, (error as PromqlRefused | Error).message);
      }
    }
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, worker));
  return faults;
}
