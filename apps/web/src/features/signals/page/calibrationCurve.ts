import { type CalibrationBin, wilson } from "@firebreak/signals";

const Z95 = 1.959964;

export interface CurvePoint {
  /** 0–1: what the model said, and how often it came true. */
  readonly said: number;
  readonly true: number;
  /** Wilson 95 % interval of `true`. */
  readonly low: number;
  readonly high: number;
  readonly events: number;
  /** Of the fullest bin, 0–1. */
  readonly size: number;
  readonly label: string;
}

/** The bins that hold anything, as points of the reliability curve, scores rising. */
export function calibrationCurve(bins: readonly CalibrationBin[]): readonly CurvePoint[] {
  const fullest = Math.max(1, ...bins.map(({ events }) => events));
  return bins
    .filter(({ events }) => events > 0)
    .toSorted((a, b) => a.low - b.low)
    .map(({ low, high, events, meanScore, truthRate }) => {
      const interval = wilson({ bad: truthRate * events, total: events }, Z95);
      return {
        said: meanScore,
        true: truthRate,
        low: interval.low,
        high: interval.high,
        events,
        size: events / fullest,
        label: `scores ${low.toFixed(1)}–${high.toFixed(1)}: said ${percent(meanScore)}, came true ${percent(truthRate)} of ${events.toLocaleString("en")}`,
      };
    });
}
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What a calibration error means to somebody who decides by the scores. */
export function calibrationWords(ece: number | null, curve: readonly CurvePoint[]): string {
  if (ece === null || curve.length === 0) return "No truth is known yet for the predictions of this window.";
  const events = curve.reduce((sum, point) => sum + point.events, 0);
  const bias = curve.reduce((sum, point) => sum + (point.said - point.true) * point.events, 0) / events;
  const size = `On average a score is ${(ece * 100).toFixed(1)} points off`;
  if (Math.abs(bias) < ece / 2) return `${size}, in both directions.`;
  return bias > 0 ? `${size}: it says more than comes true.` : `${size}: it says less than comes true.`;
}
