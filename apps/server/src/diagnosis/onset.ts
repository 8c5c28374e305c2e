import type { DeclaredIncident } from "@firebreak/incident";
import { type ChangePoint, type ChangePointOptions, changePoint, type SegmentFilter, type SignalPoint } from "@firebreak/signals";
import type { Span, TelemetryStore } from "../telemetry/port.ts";
import type { CountableHarm } from "./countable-harm.ts";

const MINUTE = 60_000;
/** A person or an alert may have seen it late, and the time before must show what is usual. */
const LOOK_BACK_MS = 60 * MINUTE;
/** Where this shows it, what lies further back is another fault's. */
const NEAR_BACK_MS = 15 * MINUTE;
/** Impact may have been entered too early. */
const LOOK_AHEAD_MS = 20 * MINUTE;
const SHORTEST_AHEAD_MS = 2 * MINUTE;
const STEP_SECONDS = 5;
const FINE_STEP_SECONDS = 1;
const FINE_REACH_MS = 8 * MINUTE;
/** Of a vaguer change, seconds say nothing; and a query has at most 1,500 buckets. */
const MOST_FINE_MS = 24 * MINUTE;
/** What somebody entered, or an alert said, is good to so much. */
const ENTERED_MS = 5 * MINUTE;

/** A change in how often this harm happened; values are shares of bad events. */
export interface HarmChange {
  readonly harm: CountableHarm;
  readonly change: ChangePoint | null;
  /** Since when the time before is the time before: what lies earlier may hold another fault. */
  readonly from: number;
}

/** Around the start of impact, up to the end of the incident, and not beyond the first containment: that changes the harm too. */
export function lookedThrough(state: DeclaredIncident, now: number): Span {
  const impact = Math.min(Date.parse(state.impactStartedAt), now);
  const declared = Math.min(Date.parse(state.declaredAt), now);
  const contained = Math.min(...state.containments.map(({ isolatedAt }) => Date.parse(isolatedAt)), Number.POSITIVE_INFINITY);
  const ahead = Math.max(impact + LOOK_AHEAD_MS, declared);
  // Impact may have been entered long before the incident was declared: the window has a length that can be read.
  const to = Math.min(now, impact + LOOK_BACK_MS, ahead, Math.max(contained, impact + SHORTEST_AHEAD_MS));
  return { from: impact - LOOK_BACK_MS, to };
}

/** One change point for each harm, the nearest quarter of an hour before the impact first; one query for all of them. */
export async function harmChanges(
  telemetry: Pick<TelemetryStore, "buckets">,
  window: Span & { readonly service: string },
  harms: readonly CountableHarm[],
): Promise<readonly HarmChange[]> {
  const series = await sharesOf(telemetry, { ...window, segment: null, stepSeconds: STEP_SECONDS }, harms);
  const nearFrom = window.from + LOOK_BACK_MS - NEAR_BACK_MS;
  return harms.map((harm, n) => {
    const points = series[n] ?? [];
    const near = turnOf(
      points.filter(({ at }) => at >= nearFrom),
      STEP_SECONDS,
    );
    if (near) return { harm, change: near, from: nearFrom };
    return { harm, change: turnOf(points, STEP_SECONDS), from: window.from };
  });
}

/** The same change looked at again second by second, within the segment that holds the harm: there it is plainest. */
export async function refined(
  telemetry: Pick<TelemetryStore, "buckets">,
  window: Span & { readonly service: string; readonly segment: SegmentFilter | null },
  { harm }: Pick<HarmChange, "harm">,
  change: ChangePoint,
): Promise<ChangePoint> {
  const from = Math.max(window.from, change.low - FINE_REACH_MS);
  const to = Math.min(window.to, change.high + FINE_REACH_MS);
  if (to - from > MOST_FINE_MS) return change;
  const [points = []] = await sharesOf(telemetry, { ...window, from, to, stepSeconds: FINE_STEP_SECONDS }, [harm]);
  const fine = turnOf(points, FINE_STEP_SECONDS);
  const isFiner = fine !== null && fine.high - fine.low < change.high - change.low;
  return isFiner ? { ...change, at: fine.at, low: fine.low, high: fine.high } : change;
}

/** Where no signal shows it: what a person entered. */
export function enteredOnset(state: DeclaredIncident): { readonly at: number; readonly low: number; readonly high: number } {
  const at = Date.parse(state.impactStartedAt);
  return { at, low: at - ENTERED_MS, high: at + ENTERED_MS };
}

/** Harm that has ended is not one change but two: the onset is the change of that beginning of the window which shows it most plainly. */
function turnOf(points: readonly SignalPoint[], stepSeconds: number): ChangePoint | null {
  const found = BEGINNINGS.map((share) =>
    changePoint(points.slice(0, Math.ceil(points.length * share)), turned("up", stepSeconds)),
  );
  return found.reduce((best, one) => ((one?.evidence ?? 0) > (best?.evidence ?? 0) ? one : best), null);
}
const BEGINNINGS = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5] as const;
const turned = (badDirection: "up" | "down", stepSeconds: number): ChangePointOptions => ({
  kind: "proportion",
  unit: "share",
  badDirection,
  stepSeconds,
});

/** When the harm fell back to what was usual before; null while it lasts, or where nothing shows it. */
export async function recoveryOf(
  telemetry: Pick<TelemetryStore, "buckets">,
  { service, to }: { readonly service: string; readonly to: number },
  harm: CountableHarm,
  change: ChangePoint,
): Promise<number | null> {
  const from = change.high;
  const stepSeconds = STEPS.find((step) => (to - from) / 1000 / step <= MOST_BUCKETS) ?? MOST_STEP;
  const [points = []] = await sharesOf(telemetry, { service, from, to, segment: null, stepSeconds }, [harm]);
  const back = changePoint(points, turned("down", stepSeconds));
  return back !== null && back.after <= change.before + NEARLY_BACK * (back.before - change.before) ? back.at : null;
}
const STEPS = [STEP_SECONDS, 10, 15, 30, 60, 120, 300, 600, 900] as const;
const MOST_STEP = 1800;
const MOST_BUCKETS = 1400;
/** Of what was beyond the usual, so much may be left. */
const NEARLY_BACK = 0.25;

async function sharesOf(
  telemetry: Pick<TelemetryStore, "buckets">,
  window: Span & { readonly service: string; readonly segment: SegmentFilter | null; readonly stepSeconds: number },
  harms: readonly CountableHarm[],
): Promise<readonly (readonly SignalPoint[])[]> {
  if (harms.length === 0 || window.to <= window.from) return [];
  const found = await telemetry.buckets({
    ...window,
    measures: harms.map(({ harm }) => ({ kind: "share", condition: harm.bad, of: harm.of })),
    splitBy: null,
    reference: null,
    trailingSeconds: window.stepSeconds,
  });
  return harms.map((_, measure) => found.find((series) => series.measure === measure)?.points ?? []);
}
