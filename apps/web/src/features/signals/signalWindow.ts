import { bucketSeconds } from "@firebreak/signals";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A window that ends now. `stepSeconds` keeps a chart among many at 124 points or fewer, `fineSeconds` one alone at 300 or fewer. */
export interface SignalWindow {
  readonly id: WindowId;
  readonly label: string;
  readonly ms: number;
  readonly stepSeconds: number;
  readonly fineSeconds: number;
}
const ALL = [
  { id: "5m", label: "5 min", ms: 5 * MINUTE, stepSeconds: 5, fineSeconds: 5 },
  { id: "15m", label: "15 min", ms: 15 * MINUTE, stepSeconds: 10, fineSeconds: 5 },
  { id: "30m", label: "30 min", ms: 30 * MINUTE, stepSeconds: 15, fineSeconds: 10 },
  { id: "2h", label: "2 h", ms: 2 * HOUR, stepSeconds: 60, fineSeconds: 30 },
  { id: "6h", label: "6 h", ms: 6 * HOUR, stepSeconds: 300, fineSeconds: 120 },
  { id: "24h", label: "24 h", ms: DAY, stepSeconds: 900, fineSeconds: 300 },
  { id: "7d", label: "7 days", ms: 7 * DAY, stepSeconds: 7200, fineSeconds: 3600 },
  { id: "31d", label: "31 days", ms: 31 * DAY, stepSeconds: 21_600, fineSeconds: 10_800 },
] as const;
export type WindowId = (typeof ALL)[number]["id"];

/** The windows of the signals page. */
export const PAGE_WINDOWS: readonly SignalWindow[] = ALL;
/** The windows of a board: an incident is looked at from close by. */
export const WINDOWS: readonly SignalWindow[] = ALL.slice(0, 4);
const [SHORTEST] = ALL;
const LONGEST: SignalWindow = ALL[3];

export function windowOf(id: string | null, among: readonly SignalWindow[] = WINDOWS): SignalWindow | null {
  return among.find((window) => window.id === id) ?? null;
}

/** The shortest window that still shows everything since impact began, with a tenth of calm before it. */
export function defaultWindow(impactStartedAt: number, now: number): SignalWindow {
  const needed = (now - impactStartedAt) * 1.1;
  return needed <= 0 ? SHORTEST : (WINDOWS.find((window) => window.ms >= needed) ?? LONGEST);
}

/** Half open and aligned to the step, so that a bucket's value does not change while the axis moves. */
export function rangeOf(
  window: Pick<SignalWindow, "ms" | "stepSeconds">,
  now: number,
): { readonly from: number; readonly to: number } {
  const step = window.stepSeconds * 1000;
  const to = Math.floor(now / step) * step;
  return { from: to - window.ms, to };
}

export const LEAST_SPAN_MS = MINUTE;
export const MOST_SPAN_MS = 31 * DAY;

/** A stretch of time that a person chose, widened to whole buckets; at most 31 days, the end kept. */
export function alignedSpan({ from, to }: { readonly from: number; readonly to: number }): {
  readonly range: { readonly from: number; readonly to: number };
  readonly stepSeconds: number;
} {
  const stepSeconds = bucketSeconds(to - from);
  const step = stepSeconds * 1000;
  const end = Math.ceil(to / step) * step;
  return { range: { from: Math.max(Math.floor(from / step) * step, end - MOST_SPAN_MS), to: end }, stepSeconds };
}

/** The last so long, moving; or a stretch that stands still. Epoch milliseconds. */
export type WindowChoice =
  | { readonly kind: "last"; readonly id: WindowId }
  | { readonly kind: "fixed"; readonly from: number; readonly to: number };

/** What a window means at a moment: its edges on whole buckets, and the buckets. */
export function resolveWindow(
  window: WindowChoice,
  fine: boolean,
  now: number,
): { readonly range: { readonly from: number; readonly to: number }; readonly stepSeconds: number } {
  if (window.kind === "fixed") return alignedSpan(window);
  const found = windowOf(window.id, PAGE_WINDOWS);
  if (!found) throw new Error(`there is no window ${window.id}`);
  const stepSeconds = fine ? found.fineSeconds : found.stepSeconds;
  return { range: rangeOf({ ms: found.ms, stepSeconds }, now), stepSeconds };
}
