import {
  baseline,
  bucketSeconds,
  definitionOf,
  envelope,
  MOST_POINTS,
  outsideSince,
  ROLLING_SECONDS,
  rolling,
  type SegmentFilter,
  type SignalId,
  type SignalPoint,
  type SignalSeries,
} from "@firebreak/signals";
import type { Window } from "../port.ts";
import type { Engine } from "./engine.ts";
import { inside, measuredRecords } from "./measured.ts";

export interface SeriesQuery extends Window {
  readonly signals: readonly SignalId[];
  readonly stepSeconds: number;
  readonly segment: SegmentFilter | null;
}

/**
 * A signal is judged on buckets of its own, whatever the chart's: the same envelope stands on every page. They reach back three windows
 * before this one, within these bounds, so that a fault as long as the chart is not all there is to learn from.
 */
const BASELINE_WINDOWS = 3;
const LEAST_HORIZON_MS = 45 * 60_000;
const LONGEST_HORIZON_MS = 24 * 3600_000;
const MOST_JUDGED = 1440;
const FINEST_SECONDS = 5;
const CURRENT_MS = 60_000;

/** Value and number of events, as sums over measured records. */
const VALUES: Readonly<Record<SignalId, { readonly evaluations: boolean; readonly value: string; readonly events: string }>> = {
  "ungrounded-rate": { evaluations: true, value: "sum(ungrounded) / sum(evaluated)", events: "sum(evaluated)" },
  "task-success": { evaluations: false, value: "countIf(success = true) / count(success)", events: "count(success)" },
  "override-rate": { evaluations: false, value: "countIf(overridden = true) / count(overridden)", events: "count(overridden)" },
  "latency-p95": { evaluations: false, value: "quantile(0.95)(latency_ms) / 1000", events: "count()" },
  "cost-per-request": { evaluations: false, value: "avg(cost_usd)", events: "count(cost_usd)" },
  "retrieval-hit-rate": {
    evaluations: false,
    value: "countIf(documents_requested > 0 AND documents_found > 0) / countIf(documents_requested > 0)",
    events: "countIf(documents_requested > 0)",
  },
};

/**
 * Buckets lie on multiples of the step, so the first may begin before the window. A step that would give more than 300 points is
 * widened; the answer carries the step that was used.
 */
export async function readSeries(engine: Engine, query: SeriesQuery): Promise<readonly SignalSeries[]> {
  const span = query.to - query.from;
  const stepSeconds = span / 1000 / query.stepSeconds > MOST_POINTS ? bucketSeconds(span) : query.stepSeconds;
  const step = stepSeconds * 1000;
  const from = Math.floor(query.from / step) * step;
  const signals = [...new Set(query.signals)];
  const judging = judgingOf(query);
  const drawnFrom = from - ROLLING_SECONDS * 1000;
  const judgedIsDrawn = judging.stepSeconds === stepSeconds && judging.from <= drawnFrom;
  const [judged, drawn, current] = await Promise.all([
    readBuckets(engine, { ...query, from: judging.from }, signals, judging.stepSeconds * 1000),
    judgedIsDrawn ? null : readBuckets(engine, { ...query, from: drawnFrom }, signals, step),
    readBuckets(engine, { ...query, from: query.to - CURRENT_MS }, signals, CURRENT_MS * 2, query.to - CURRENT_MS),
  ]);
  return signals.map((signal) => {
    const definition = definitionOf(signal);
    const seen = rolling(judged.get(signal) ?? [], definition, judging.stepSeconds);
    const line = drawn === null ? seen : rolling(drawn.get(signal) ?? [], definition, stepSeconds);
    const inWindow = new Map(line.filter((point) => point.at >= from).map((point) => [point.at, point]));
    const points: SignalPoint[] = [];
    for (let at = from; at < query.to; at += step) points.push(inWindow.get(at) ?? { at, value: null, events: 0 });
    const band = envelope(baseline(seen, definition), definition);
    return {
      signal,
      stepSeconds,
      points,
      current: current.get(signal)?.[0]?.value ?? null,
      envelope: band,
      outsideSince: outsideSince(seen, band, definition),
    };
  });
}

function judgingOf({ from, to }: Window): { readonly from: number; readonly stepSeconds: number } {
  const horizon = Math.min(LONGEST_HORIZON_MS, Math.max(LEAST_HORIZON_MS, (1 + BASELINE_WINDOWS) * (to - from)));
  const stepSeconds = Math.ceil(horizon / 1000 / MOST_JUDGED / FINEST_SECONDS) * FINEST_SECONDS;
  return { from: Math.floor((to - horizon) / (stepSeconds * 1000)) * stepSeconds * 1000, stepSeconds };
}

/** Buckets that hold records, by signal, oldest first, counted from `origin`. */
async function readBuckets(
  engine: Engine,
  query: SeriesQuery,
  signals: readonly SignalId[],
  step: number,
  origin = 0,
): Promise<ReadonlyMap<SignalId, readonly SignalPoint[]>> {
  const segment = inside(query.segment);
  const found = new Map<SignalId, SignalPoint[]>();
  const reads = [false, true].map(async (evaluations) => {
    const wanted = signals.filter((signal) => VALUES[signal].evaluations === evaluations);
    if (wanted.length === 0) return;
    const records = measuredRecords(query, { evaluations });
    const columns = wanted.map(
      (signal, n) => `${VALUES[signal].events} AS events${n}, if(events${n} = 0, NULL, ${VALUES[signal].value}) AS value${n}`,
    );
    const rows = await engine.select<Record<string, number | null>>(
      `SELECT intDiv(toUnixTimestamp64Milli(at) - {origin:Int64}, {step:Int64}) * {step:Int64} + {origin:Int64} AS bucket, ${columns.join(", ")}
       FROM ${records.sql} WHERE ${segment.sql} GROUP BY bucket ORDER BY bucket`,
      { ...records.parameters, ...segment.parameters, step, origin },
    );
    for (const [n, signal] of wanted.entries())
      found.set(
        signal,
        rows.map((row) => ({ at: row.bucket ?? 0, value: row[`value${n}`] ?? null, events: row[`events${n}`] ?? 0 })),
      );
  });
  await Promise.all(reads);
  return found;
}
