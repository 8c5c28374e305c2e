import type { SignalDefinition, SignalPoint, SignalSeries } from "@firebreak/signals";

/** A vertical mark on every chart: amber for a change, green for a containment whose effect was verified, violet for one not yet. */
export interface ChartMark {
  readonly id: string;
  readonly at: number;
  readonly label: string;
  readonly title: string;
  readonly tone: "change" | "containment" | "verified" | "impact";
  /** Labelled only where nothing else is in the way. */
  readonly minor?: boolean;
}
export interface PlacedMark extends ChartMark {
  /** 0–1 from the left edge. */
  readonly x: number;
  /** False where its label would run into the one before it. */
  readonly labelled: boolean;
  /** Labels in the right third are written to the left of their line. */
  readonly side: "left" | "right";
}
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The share of a small chart's width that a label takes. */
const roomOf = (label: string): number => 0.06 + 0.02 * label.length;
/** A large chart is about three times as wide. */
const LARGE = 0.32;

/**
 * A label stands right of its mark where it runs neither into the next mark nor over the edge, else left of it where that is free, else
 * right over the next mark; where only the label before it is in the way, it is left out. A minor mark's label gives way to all others.
 */
export function placeMarks(marks: readonly ChartMark[], { from, to }: Range, large = false): readonly PlacedMark[] {
  const scale = large ? LARGE : 1;
  const inside = marks
    .filter((mark) => mark.at >= from && mark.at <= to)
    .toSorted((a, b) => a.at - b.at)
    .map((mark) => ({ ...mark, x: (mark.at - from) / (to - from) }));
  const [major, minor] = [inside.filter((mark) => mark.minor !== true), inside.filter((mark) => mark.minor === true)];
  return placeMinor(minor, placeMajor(major, scale), scale);
}

type Unlabelled = ChartMark & Pick<PlacedMark, "x">;
function placeMajor(sorted: readonly Unlabelled[], scale: number): readonly PlacedMark[] {
  let taken = 0;
  return sorted.map((mark, index) => {
    const { x } = mark;
    const room = roomOf(mark.label) * scale;
    const next = sorted[index + 1];
    const free = x >= taken && x + room <= 1;
    const left = x - room >= taken;
    const side = free && (!next || next.x >= x + room) ? ("right" as const) : left ? ("left" as const) : ("right" as const);
    const labelled = side === "left" || free;
    taken = labelled && side === "right" ? x + room : Math.max(taken, x);
    return { ...mark, side, labelled };
  });
}

function placeMinor(sorted: readonly Unlabelled[], major: readonly PlacedMark[], scale: number): readonly PlacedMark[] {
  const placed = [...major];
  const lines = [...major, ...sorted].map(({ x }) => x);
  const isFree = (x: number, from: number, to: number) =>
    from >= 0 &&
    to <= 1 &&
    lines.every((line) => line === x || line <= from || line >= to) &&
    placed
      .filter(({ labelled }) => labelled)
      .every((other) => {
        const room = roomOf(other.label) * scale;
        const start = other.side === "right" ? other.x : other.x - room;
        return start + room <= from || start >= to;
      });
  for (const mark of sorted) {
    const room = roomOf(mark.label) * scale;
    const right = isFree(mark.x, mark.x, mark.x + room);
    const labelled = right || isFree(mark.x, mark.x - room, mark.x);
    placed.push({ ...mark, side: right ? "right" : "left", labelled });
  }
  return placed.toSorted((a, b) => a.at - b.at);
}

/** A stretch of time that stands out behind the line: an expected change, the time a signal alarmed, or where a change point lies. */
export interface ChartSpan {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly title: string;
  readonly tone: "expected" | "alarm" | "onset";
}
export interface PlacedSpan extends ChartSpan {
  /** 0–1 from the left edge. */
  readonly x: number;
  readonly width: number;
}
export function placeSpans(spans: readonly ChartSpan[], { from, to }: Range): readonly PlacedSpan[] {
  return spans.flatMap((span) => {
    const [begin, end] = [Math.max(span.from, from), Math.min(span.to, to)];
    return end <= begin ? [] : [{ ...span, x: (begin - from) / (to - from), width: (end - begin) / (to - from) }];
  });
}

/** What the value axis spans: every value, what was expected, the comparison and the limit, with room above and below; never a flat line blown up to noise. */
export function valueDomain(
  series: Pick<SignalSeries, "points" | "envelope" | "compared">,
  definition: Pick<SignalDefinition, "limit" | "unit">,
): readonly [number, number] {
  const drawn = series.compared === null ? series.points : [...series.points, ...series.compared];
  const values = drawn.flatMap((point) => (point.value === null ? [] : [point.value]));
  const band = bandOf(series);
  const all = [...values, ...band];
  if (all.length === 0) return [0, 1];
  const top = Math.max(...all);
  const bottom = Math.min(...all);
  const limit = definition.limit?.value;
  // A limit far away from the data would squeeze the line flat: shown only when it lies within reach.
  const reach = Math.max(top - bottom, Math.abs(top) * 0.25);
  const high = limit !== undefined && limit > top && limit - top <= reach ? limit : top;
  const low = limit !== undefined && limit < bottom && bottom - limit <= reach ? limit : bottom;
  const pad = Math.max((high - low) * 0.14, Math.abs(high) * 0.04, definition.unit === "share" ? 0.004 : 1e-6);
  const ceiling = definition.unit === "share" ? Math.min(high + pad, 1.02) : high + pad;
  return [Math.max(0, low - pad), ceiling];
}

/**
 * The bounds of the bands that are drawn: of now, and each point's own where they were kept – but for the widest tenth, which is mostly
 * from when little was learnt: it runs off the picture rather than squeeze the line.
 */
function bandOf({ points, envelope }: Pick<SignalSeries, "points" | "envelope">): readonly number[] {
  const own = points.flatMap(({ expected }) => (expected ? [expected] : []));
  const low = tenth(own.map((one) => one.low).toSorted((a, b) => b - a));
  const high = tenth(own.map((one) => one.high).toSorted((a, b) => a - b));
  const now = envelope.kind === "band" ? [envelope.low, envelope.high] : [];
  return [...now, ...low, ...high];
}
/** The bound that a tenth lies beyond; ascending towards the beyond. */
const tenth = (bounds: readonly number[]): readonly number[] => bounds.slice(Math.floor((bounds.length - 1) * 0.9)).slice(0, 1);
export const hasOwnBand = (points: readonly SignalPoint[]): boolean => points.some(({ expected }) => expected !== undefined);

/** What a chart draws at one moment. */
export interface ChartRow {
  readonly at: number;
  readonly value: number | null;
  /** The value while the signal was not what was expected of it. */
  readonly outside: number | null;
  readonly compared: number | null;
  readonly band: readonly [number, number] | null;
}
type Drawn = Pick<SignalSeries, "points" | "compared" | "envelope">;
/**
 * One row for each bucket; the comparison's buckets were moved onto these. What was expected of the newest buckets is not judged yet: they
 * are drawn with the band of now.
 */
export function chartRows({ points, compared, envelope }: Drawn, harm: readonly Range[]): readonly ChartRow[] {
  const earlier = new Map((compared ?? []).map((point) => [point.at, point.value]));
  const shown = drawable(points);
  const lastJudged = shown.findLastIndex(({ expected }) => expected !== undefined);
  const now = envelope.kind === "band" ? ([envelope.low, envelope.high] as const) : null;
  return shown.map(({ at, value, expected }, index) => ({
    at,
    value,
    // The bucket before is its first end: a line has no length without it.
    outside: harm.some(({ from, to }) => (shown[index + 1]?.at ?? at + 1) > from && at <= to) ? value : null,
    compared: earlier.get(at) ?? null,
    band: expected ? [expected.low, expected.high] : lastJudged >= 0 && index > lastJudged ? now : null,
  }));
}

/** Since when a signal does not do what it should, by its envelope or by what detection says; null while it does. */
export function alarmSince({ outsideSince, standing }: Pick<SignalSeries, "outsideSince" | "standing">): number | null {
  const said = standing?.kind === "alarming" ? standing.since : null;
  return outsideSince ?? said;
}

/** When it was not what it should be: the alarms of the window, and the one that lasts. */
export function harmRanges(since: number | null, spans: readonly ChartSpan[]): readonly Range[] {
  const alarms = spans.filter(({ tone }) => tone === "alarm");
  return since === null ? alarms : [...alarms, { from: since, to: Number.POSITIVE_INFINITY }];
}

export type SignalSituation = "no-traffic" | "learning" | "inside" | "outside";

export function situationOf(series: SignalSeries): SignalSituation {
  if (series.points.every((point) => point.events === 0)) return "no-traffic";
  if (alarmSince(series) !== null) return "outside";
  return series.envelope.kind === "learning" ? "learning" : "inside";
}

/** The last point that starts at or before a moment and holds a value; null where there is none within the range. */
export function pointAt(points: readonly SignalPoint[], at: number, stepSeconds: number): SignalPoint | null {
  const point = points.findLast((candidate) => candidate.at <= at);
  return point && at - point.at <= stepSeconds * 1000 ? point : null;
}

/** At most `limit` points, so that a chart stays cheap whatever the server answers: the newest are kept. */
export function drawable(points: readonly SignalPoint[], limit = 300): readonly SignalPoint[] {
  return points.length <= limit ? points : points.slice(points.length - limit);
}
