import {
  createSignalWatch,
  type Envelope,
  measureOf,
  type SignalDefinition,
  type SignalPoint,
  type SignalWatch,
} from "@firebreak/signals";
import { createExpectations, type Expectations } from "./expectations.ts";
import { timingOf } from "./timing.ts";

/** A signal's watch and what it expected, bucket by bucket. */
export interface WatchedSignal {
  readonly definition: SignalDefinition;
  readonly watch: SignalWatch;
  readonly expectations: Expectations;
  /** The last bucket with a value that it saw. */
  readonly latest: { readonly at: number; readonly value: number } | null;
  /** Ascending in time, of one step. */
  observe(
    points: readonly SignalPoint[],
    more: { readonly referenceEvents: number | null; readonly adapt: (at: number) => boolean },
  ): void;
  /** Begins anew with these as its past. */
  startFrom(points: readonly SignalPoint[]): void;
  /** Shares of good events of the objective; `stepSeconds` long each. */
  observeGood(points: readonly SignalPoint[]): void;
  envelope(): Envelope;
  /** Its baseline has not seen enough to expect anything. */
  isLearning(): boolean;
}

/** So many buckets the dynamic baseline sees before it says anything. */
const BUCKETS_NEEDED = 8;

const DAY_MS = 86_400_000;

/** `seen`: the width of the buckets that it will see, and over how long it remembers what was expected; a day of detection's buckets. */
export function createWatchedSignal(
  definition: SignalDefinition,
  seen?: { readonly stepSeconds: number; readonly rememberedMs: number },
): WatchedSignal {
  const measure = measureOf(definition);
  let watch = createSignalWatch(definition, measure);
  let latest: WatchedSignal["latest"] = null;
  const expectations = createExpectations(seen ?? { stepSeconds: timingOf(measure).stepSeconds, rememberedMs: DAY_MS });
  return {
    definition,
    get watch() {
      return watch;
    },
    expectations,
    get latest() {
      return latest;
    },
    observe(points, { referenceEvents, adapt }) {
      for (const point of points) {
        watch.observe({ ...point, referenceEvents, adapt: adapt(point.at) });
        expectations.note(point.at, watch.expected);
        if (point.value !== null) latest = { at: point.at, value: point.value };
      }
    },
    startFrom(points) {
      watch = createSignalWatch(definition, measure);
      for (const point of points) watch.observe(point);
    },
    observeGood(points) {
      for (const { at, value, events } of points) {
        if (value !== null) watch.observeTally({ at, total: events, bad: Math.round(events * (1 - value)) });
      }
    },
    isLearning: () => definition.baseline && watch.expected === null,
    envelope() {
      if (watch.expected) return { kind: "band", low: watch.expected.low, high: watch.expected.high };
      const needed = definition.baseline ? BUCKETS_NEEDED : 0;
      return { kind: "learning", bucketsSeen: Math.min(watch.seen, needed), bucketsNeeded: needed };
    },
  };
}
