/** The windows a person may pick. Steps keep every chart at or below 120 points: recharts' cost grows with them. */
export const WINDOWS = [
  { id: "5m", label: "5 min", ms: 5 * 60_000, stepSeconds: 5 },
  { id: "15m", label: "15 min", ms: 15 * 60_000, stepSeconds: 10 },
  { id: "30m", label: "30 min", ms: 30 * 60_000, stepSeconds: 15 },
  { id: "2h", label: "2 h", ms: 120 * 60_000, stepSeconds: 60 },
] as const;
export type SignalWindow = (typeof WINDOWS)[number];
export type WindowId = SignalWindow["id"];

const [SHORTEST] = WINDOWS;
const LONGEST: SignalWindow = WINDOWS[3];

export function windowOf(id: string | null): SignalWindow | null {
  return WINDOWS.find((window) => window.id === id) ?? null;
}

/** The shortest window that still shows everything since impact began, with a tenth of calm before it. */
export function defaultWindow(impactStartedAt: number, now: number): SignalWindow {
  const needed = (now - impactStartedAt) * 1.1;
  return needed <= 0 ? SHORTEST : (WINDOWS.find((window) => window.ms >= needed) ?? LONGEST);
}

/** Half open and aligned to the step, so that a bucket's value does not change while the axis moves. */
export function rangeOf(window: SignalWindow, now: number): { readonly from: number; readonly to: number } {
  const step = window.stepSeconds * 1000;
  const to = Math.floor(now / step) * step;
  return { from: to - window.ms, to };
}
