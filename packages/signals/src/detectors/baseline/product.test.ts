import { expect, test } from "vitest";
import { createExpectation } from "../expectation.ts";
import { createBaseline } from "./baseline.ts";
import { ANOMALOUS_SURPRISE, type Baseline } from "./port.ts";
import { seeded, seededNormal } from "./testing.ts";

/** Signals as the product has them: half-minute buckets of requests, judged by surprise, anomalous when two of three neighbours are. */
const STEP = 30_000;
type Bucket = { readonly value: number; readonly noise: number };
type Signal = (faulty: boolean) => Bucket;
interface Case {
  readonly name: string;
  readonly signal: (seed: number) => Signal;
}

/** A share of about `events` events a bucket. */
const share = (name: string, events: number, healthy: number, faulty: number): Case => ({
  name,
  signal: (seed) => {
    const [uniform, normal] = [seeded(seed), seededNormal(seed + 7)];
    return (isFaulty) => {
      const count = Math.max(1, Math.round(events + Math.sqrt(events) * normal()));
      let bad = 0;
      for (let n = 0; n < count; n += 1) if (uniform() < (isFaulty ? faulty : healthy)) bad += 1;
      const value = bad / count;
      return { value, noise: Math.sqrt((value * (1 - value)) / count) };
    };
  },
});
/** The 95th percentile of so many lognormal latencies (σ 0.5). */
const latency = (name: string, events: number, healthy: number, faulty: number): Case => ({
  name,
  signal: (seed) => {
    const normal = seededNormal(seed);
    return (isFaulty) => {
      const middle = (isFaulty ? faulty : healthy) / Math.exp(0.5 * 1.645);
      const sorted = Array.from({ length: events }, () => middle * Math.exp(0.5 * normal())).sort((a, b) => a - b);
      return { value: sorted[Math.floor(0.95 * events)] ?? 0, noise: 0 };
    };
  },
});
/** A mean whose neighbours resemble each other (AR(1), 0.8), of deviation 0.1. */
const sluggish = (name: string, healthy: number, faulty: number): Case => ({
  name,
  signal: (seed) => {
    const normal = seededNormal(seed);
    let drift = 0;
    return (isFaulty) => {
      drift = 0.8 * drift + 0.6 * normal();
      return { value: (isFaulty ? faulty : healthy) + 0.1 * drift, noise: 0 };
    };
  },
});
const CASES = [
  share("a rate of 3 %, then 15 %, 200 events", 200, 0.03, 0.15),
  share("a null rate of 0, then 30 %, 100 events", 100, 0, 0.3),
  share("a null rate of 0, then 30 %, 20 events", 20, 0, 0.3),
  latency("p95 of 0.9 s, then 2.5 s, 100 events", 100, 0.9, 2.5),
  sluggish("a mean of 1, then 2, sluggish", 1, 2),
];

function anomalies(baseline: Pick<Baseline, "observe">, buckets: Iterable<Bucket>): boolean[] {
  const anomalous = [...buckets].map((bucket, index) => {
    const { surprise } = baseline.observe({ at: index * STEP, ...bucket });
    return surprise >= ANOMALOUS_SURPRISE;
  });
  return anomalous.map((_, index) => anomalous.slice(Math.max(0, index - 2), index + 1).filter(Boolean).length >= 2);
}
const times = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

test.each(CASES)("[SG48] after ten minutes a fault is clear within three buckets, nine times of ten: $name", ({ signal }) => {
  const delays = times(60, (stream) => {
    const bucket = signal(1000 + 31 * stream);
    const found = anomalies(createBaseline(), [...times(20, () => bucket(false)), ...times(20, () => bucket(true))]).indexOf(
      true,
    );
    return found < 0 ? Number.POSITIVE_INFINITY : found - 19;
  }).sort((a, b) => a - b);
  expect({ half: delays[30], nineOfTen: (delays[53] ?? 99) <= 3 }).toEqual({ half: 2, nineOfTen: true });
});

// What a watch asks: the score has no part in it, and costs more.
test.each(CASES)("[SG48] 60,000 healthy buckets have no two anomalous among three neighbours: $name", ({ signal }) => {
  const events = times(25, (stream) => {
    const bucket = signal(5 + 17 * stream);
    return anomalies(
      createExpectation(),
      times(2400, () => bucket(false)),
    ).filter(Boolean).length;
  });
  expect(events.reduce((sum, count) => sum + count, 0)).toBe(0);
});
