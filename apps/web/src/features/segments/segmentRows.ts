import type { Containment, Measure, Segment } from "@firebreak/incident";
import { segmentKey } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";

export type Severeness = "harm" | "raised" | "slight" | "calm";

export interface SegmentTableRow {
  readonly key: string;
  readonly segment: Segment;
  /** null where a containment's segment is not among the measured rows. */
  readonly measured: {
    readonly trafficShare: number;
    readonly requestsPerMinute: number;
    readonly rate: number;
    readonly restRate: number;
    readonly low: number;
    readonly high: number;
    readonly harmShare: number;
    /** 0–1 of the widest bar in the table. */
    readonly bar: number;
    readonly severeness: Severeness;
  } | null;
  readonly containment: ActiveContainment | null;
}
export type ActiveContainment = Extract<Containment, { situation: "active" }>;

export interface SegmentTable {
  readonly rows: readonly SegmentTableRow[];
  /** All traffic outside the worst row; null without rows. */
  readonly everythingElse: {
    readonly outside: string;
    readonly trafficShare: number;
    readonly rate: number;
    readonly bar: number;
  } | null;
}

export interface SegmentFacts {
  readonly rows: readonly SegmentRow[];
  readonly containments: readonly Containment[];
  /** What was measured since a segment was isolated, by its key: its row states this, not the harm from before. */
  readonly since: ReadonlyMap<string, SegmentRow>;
  readonly limit: number;
}

/** Bars reach their full length at four times the rest, or at the worst row: a calm table does not look alarmed. */
const CALM_SCALE = 4;

const isActive = (containment: Containment): containment is ActiveContainment => containment.situation === "active";

/**
 * The measured segments in the server's order, then what is contained but not among them: a switch that is on never
 * disappears from the board because its segment calmed down.
 */
export function segmentTable({ rows, containments, since, limit }: SegmentFacts): SegmentTable {
  const active = new Map(containments.filter(isActive).map((containment) => [segmentKey(containment.segment), containment]));
  const measured = rows.map((row) => {
    const key = segmentKey(toSegment(row));
    return { row: since.get(key) ?? row, key };
  });
  const contained = measured.filter(({ key }) => active.has(key));
  const free = measured.filter(({ key }) => !active.has(key)).slice(0, Math.max(0, limit - contained.length));
  const shown = measured.filter((entry) => contained.includes(entry) || free.includes(entry));
  const widest = Math.max(...shown.flatMap(({ row }) => [row.rate, CALM_SCALE * row.restRate]), 0);
  const scale = (rate: number) => (widest > 0 ? rate / widest : 0);
  const measuredOf = (row: SegmentRow) => ({ ...measuresOf(row), bar: scale(row.rate), severeness: severenessOf(row) });
  const tableRows = shown.map(({ row, key }) => ({
    key,
    segment: toSegment(row),
    measured: measuredOf(row),
    containment: active.get(key) ?? null,
  }));
  const missing = [...active].filter(([key]) => !shown.some((entry) => entry.key === key));
  const worst = shown[0];
  return {
    rows: [
      ...tableRows,
      ...missing.map(([key, containment]) => {
        const row = since.get(key);
        return { key, segment: containment.segment, measured: row && row.total > 0 ? measuredOf(row) : null, containment };
      }),
    ],
    everythingElse: worst
      ? {
          outside: worst.key,
          trafficShare: 1 - worst.row.trafficShare,
          rate: worst.row.restRate,
          bar: scale(worst.row.restRate),
        }
      : null,
  };
}

function measuresOf(row: SegmentRow) {
  const { trafficShare, requestsPerMinute, rate, restRate, low, high, harmShare } = row;
  return { trafficShare, requestsPerMinute, rate, restRate, low, high, harmShare };
}

/** Red only where the whole interval lies well above the rest; what its noise could explain stays calm. */
export function severenessOf({ rate, restRate, low }: Pick<SegmentRow, "rate" | "restRate" | "low">): Severeness {
  if (low <= restRate) return "calm";
  const ratio = restRate > 0 ? rate / restRate : Number.POSITIVE_INFINITY;
  if (ratio >= 5 && low > restRate + 0.02) return "harm";
  return ratio >= 2 ? "raised" : "slight";
}

export function toSegment(row: Pick<SegmentRow, "segment">): Segment {
  return { conditions: row.segment.conditions.map(({ dimension, value }) => ({ dimension, value })) };
}

export type ContainmentStanding =
  | { readonly kind: "pending" }
  | { readonly kind: "waiting" }
  | { readonly kind: "partly"; readonly acknowledged: number; readonly total: number; readonly silent: readonly string[] }
  | { readonly kind: "all"; readonly acknowledged: number; readonly propagationMs: number | null };

/** What the instances said: never "all" while one is silent or behind. */
export function standingOf(containment: ActiveContainment, isPending: boolean): ContainmentStanding {
  if (isPending) return { kind: "pending" };
  const { acknowledgement } = containment;
  if (!acknowledgement) return { kind: "waiting" };
  const { acknowledged, pending, silent, propagationMs } = acknowledgement;
  const total = acknowledged.length + pending.length + silent.length;
  if (total === 0) return { kind: "waiting" };
  return acknowledged.length === total
    ? { kind: "all", acknowledged: total, propagationMs }
    : { kind: "partly", acknowledged: acknowledged.length, total, silent };
}

/** The share of traffic that what is contained – or, before that, isolating the worst row – leaves untouched; null without rows. */
export function keepsLive(rows: readonly SegmentTableRow[]): number | null {
  const contained = rows.filter((row) => row.containment && row.measured);
  const focus = contained.length > 0 ? contained : rows.filter((row) => row.measured).slice(0, 1);
  if (focus.length === 0) return null;
  // Overlapping segments are counted twice: the share kept live is then larger than stated, never smaller.
  return Math.max(0, 1 - focus.reduce((sum, row) => sum + (row.measured?.trafficShare ?? 0), 0));
}

export const MEASURES: readonly Measure[] = ["retrieval-only", "tools-off", "human-handoff"];
