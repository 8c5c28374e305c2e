import {
  bucketSeconds,
  MOST_POINTS,
  measureOf,
  ROLLING_SECONDS,
  rolling,
  type SignalDefinition,
  type SignalId,
  type SignalPoint,
  type SignalSeries,
} from "@firebreak/signals";
import type { PromqlSource, Span, TelemetryStore } from "../telemetry/port.ts";
import type { SeriesQuery } from "./port.ts";
import { type ReadSeries, readSignals } from "./reading.ts";
import { createReplay, type Judged } from "./replay.ts";
import type { ServiceCatalogue } from "./service-catalogue.ts";
import { TIMINGS, timingOf } from "./timing.ts";
import type { Watches } from "./watches.ts";

export interface SeriesReaderPorts {
  readonly catalogue: ServiceCatalogue;
  readonly watches: Watches;
  readonly telemetry: Pick<TelemetryStore, "buckets">;
  readonly promql: PromqlSource | null;
  readonly now: () => number;
}

/** What a live watch says holds for windows that end so recently, and it remembers what was expected for a day. */
const LIVE_MS = 3 * 60_000;
const REMEMBERED_MS = 24 * 3600_000;
const CURRENT_SECONDS = 60;
const REFERENCE_MS = 2 * 3600_000;
const NOTHING: Judged = {
  envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 0 },
  standing: null,
  expectedWithin: () => null,
};

/**
 * Buckets lie on multiples of the step, so the first may begin before the window. A step that would give more than 300 points is widened;
 * the answer carries the step that was used. Proportions and means finer than a minute are stated over the rolling minute.
 */
export function createSeriesReader(ports: SeriesReaderPorts): (query: SeriesQuery) => Promise<readonly SignalSeries[]> {
  const replay = createReplay(ports);

  return async (query) => {
    const wanted = new Set(query.signals);
    const definitions = (await ports.catalogue.of(query.service)).definitions.filter(({ id }) => wanted.has(id));
    if (definitions.length === 0) return [];
    const span = query.to - query.from;
    const stepSeconds = span / 1000 / query.stepSeconds > MOST_POINTS ? bucketSeconds(span) : query.stepSeconds;
    const reference = referenceOf(query);
    const at = { ...query, stepSeconds, reference };
    const earlier =
      query.compareMs === null ? null : { ...at, from: query.from - query.compareMs, to: query.to - query.compareMs };
    const [drawn, compared, current, judged] = await Promise.all([
      read(at, definitions),
      earlier && read(earlier, definitions),
      currentValues(at, definitions),
      judge(query, definitions, reference),
    ]);
    return definitions.flatMap((definition) =>
      (drawn.get(definition.id) ?? [EMPTY]).map((series): SignalSeries => {
        const { split } = series;
        const said = judged(definition.id, split);
        const before = compared && (compared.get(definition.id) ?? []).find((other) => other.split === split);
        return {
          signal: definition.id,
          split: query.splitBy === null || split === null ? null : { conditions: [{ dimension: query.splitBy, value: split }] },
          stepSeconds,
          points: drawnPoints(series.points, { ...query, stepSeconds }).map((point) => withExpected(point, stepSeconds, said)),
          compared: earlier && drawnPoints(before?.points ?? [], { ...earlier, stepSeconds }).map((point) => moved(point, query)),
          current: current.get(`${definition.id} ${split ?? ""}`) ?? null,
          envelope: said.envelope,
          outsideSince: said.standing?.kind === "alarming" ? said.standing.since : null,
          standing: query.segment === null && split === null ? said.standing : null,
        };
      }),
    );
  };

  type At = SeriesQuery & { readonly reference: Span };
  /** By signal; each kind of telemetry with the trailing window that detection gives it, or the bucket where that is longer. */
  async function read(at: At, definitions: readonly SignalDefinition[]): Promise<ReadonlyMap<SignalId, readonly ReadSeries[]>> {
    const { service, stepSeconds, segment, splitBy, reference, to } = at;
    const step = stepSeconds * 1000;
    const from = Math.floor(at.from / step) * step - ROLLING_SECONDS * 1000;
    const all = new Map<SignalId, readonly ReadSeries[]>();
    for (const timing of TIMINGS) {
      const some = definitions.filter((definition) => timingOf(measureOf(definition)) === timing);
      if (some.length === 0) continue;
      const trailingSeconds = Math.max(stepSeconds, timing.trailingSeconds);
      const query = { service, from, to, definitions: some, stepSeconds, trailingSeconds, segment, splitBy, reference };
      const { series } = await readSignals(ports, query, { objectives: false });
      for (const definition of some) {
        const found = series.get(definition.id);
        const rolled = found?.map((one) => ({ ...one, points: rolling(one.points, definition, stepSeconds) }));
        if (rolled) all.set(definition.id, rolled);
      }
    }
    return all;
  }
  /** Over the last minute, which may lie in two buckets of the store: their mean, weighted by events. */
  async function currentValues(at: At, definitions: readonly SignalDefinition[]): Promise<ReadonlyMap<string, number | null>> {
    const last = { ...at, from: at.to - CURRENT_SECONDS * 1000, stepSeconds: CURRENT_SECONDS };
    const values = new Map<string, number | null>();
    for (const [id, found] of await read(last, definitions)) {
      for (const { split, points } of found)
        values.set(`${id} ${split ?? ""}`, meanOf(points.filter((point) => point.at > at.to - 2 * CURRENT_SECONDS * 1000)));
    }
    return values;
  }
  function referenceOf({ service, from, compareMs }: SeriesQuery): Span {
    if (compareMs === null) return ports.watches.of(service)?.reference() ?? { from: from - REFERENCE_MS, to: from };
    return { from: from - compareMs - REFERENCE_MS, to: from - compareMs };
  }
  /** Of the whole traffic, now: what detection says. Of a part, or of the past: what it would have said. */
  async function judge(query: SeriesQuery, definitions: readonly SignalDefinition[], reference: Span) {
    const live = ports.watches.of(query.service);
    const isLive =
      query.segment === null &&
      query.splitBy === null &&
      ports.now() - query.to < LIVE_MS &&
      ports.now() - query.from <= REMEMBERED_MS;
    const unwatched = isLive ? definitions.filter(({ id }) => !live?.signal(id)) : definitions;
    const replayed = unwatched.length > 0 ? await replay({ ...query, reference }, unwatched) : null;
    return (id: SignalId, split: string | null): Judged => {
      const signal = isLive ? live?.signal(id) : null;
      if (!signal) return replayed?.(id, split) ?? NOTHING;
      return {
        envelope: signal.envelope(),
        standing: signal.watch.standing(ports.now()),
        expectedWithin: signal.expectations.within,
      };
    };
  }
}

const EMPTY: ReadSeries = { split: null, points: [], referenceEvents: null };

/** Every bucket of the window, with or without events. */
function drawnPoints(points: readonly SignalPoint[], { from, to, stepSeconds }: Span & { readonly stepSeconds: number }) {
  const step = stepSeconds * 1000;
  const known = new Map(points.map((point) => [point.at, point]));
  const drawn: SignalPoint[] = [];
  for (let at = Math.floor(from / step) * step; at < to; at += step) drawn.push(known.get(at) ?? { at, value: null, events: 0 });
  return drawn;
}
function withExpected(point: SignalPoint, stepSeconds: number, { expectedWithin }: Judged): SignalPoint {
  const expected = expectedWithin(point.at, point.at + stepSeconds * 1000);
  return expected ? { ...point, expected } : point;
}
/** An earlier bucket on this window's clock. */
const moved = (point: SignalPoint, { compareMs }: SeriesQuery): SignalPoint => ({ ...point, at: point.at + (compareMs ?? 0) });

function meanOf(points: readonly SignalPoint[]): number | null {
  const stated = points.flatMap(({ value, events }) => (value === null ? [] : [{ value, weight: Math.max(events, 1) }]));
  const weight = stated.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? null : stated.reduce((sum, one) => sum + one.value * one.weight, 0) / weight;
}
