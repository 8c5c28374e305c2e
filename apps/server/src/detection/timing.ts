import { type Field, fieldsOf, type Measure } from "@firebreak/signals";

/** How a signal's telemetry is cut for detection. */
export interface Timing {
  readonly stepSeconds: number;
  /** Distances, calibration and disparity are taken over so many seconds that end with the bucket. */
  readonly trailingSeconds: number;
  /** How long after its end a bucket is judged: until then telemetry may still come. */
  readonly latenessMs: number;
}
/** What a record says by itself. A drift over two minutes shows a shift within them, and holds some hundred values of a usual service. */
export const PROMPT: Timing = { stepSeconds: 30, trailingSeconds: 120, latenessMs: 10_000 };
/** What is known later (ground truth), or needs many events of each group: the last hour, every five minutes. */
export const LATE: Timing = { stepSeconds: 300, trailingSeconds: 3600, latenessMs: 60_000 };
export const TIMINGS: readonly Timing[] = [PROMPT, LATE];

/** `null`: PromQL, which answers at once. */
export function timingOf(measure: Measure | null): Timing {
  if (measure === null) return PROMPT;
  const trails =
    measure.kind === "ece" || measure.kind === "precision" || measure.kind === "recall" || measure.kind === "disparity";
  return trails || fieldsOf(measure).some(isKnownLater) ? LATE : PROMPT;
}
const isKnownLater = (field: Field) => field.kind === "number" && (field.name === "truth" || field.name === "label_delay");

/** The end of the newest bucket of that step that may be judged at `now`; epoch milliseconds. */
export const closedUntil = ({ stepSeconds, latenessMs }: Timing, now: number): number =>
  Math.floor((now - latenessMs) / (stepSeconds * 1000)) * stepSeconds * 1000;
