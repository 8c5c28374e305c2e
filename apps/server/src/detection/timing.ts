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
/** What needs many events of each group or bin, or a truth that comes late: the last hour, every five minutes. */
export const TRAILING: Timing = { stepSeconds: 300, trailingSeconds: 3600, latenessMs: 60_000 };
/** What a record's truth says is of that record's bucket: it is waited for. */
export const KNOWN_LATER: Timing = { stepSeconds: 300, trailingSeconds: 300, latenessMs: 900_000 };
export const TIMINGS: readonly Timing[] = [PROMPT, TRAILING, KNOWN_LATER];

/** `null`: PromQL, which answers at once. */
export function timingOf(measure: Measure | null): Timing {
  if (measure === null) return PROMPT;
  const { kind } = measure;
  if (kind === "ece" || kind === "precision" || kind === "recall" || kind === "disparity") return TRAILING;
  return fieldsOf(measure).some(isKnownLater) ? KNOWN_LATER : PROMPT;
}
const isKnownLater = (field: Field) => field.kind === "number" && (field.name === "truth" || field.name === "label_delay");

/** The end of the newest bucket of that step that may be judged at `now`; epoch milliseconds. */
export const closedUntil = ({ stepSeconds, latenessMs }: Timing, now: number): number =>
  Math.floor((now - latenessMs) / (stepSeconds * 1000)) * stepSeconds * 1000;
