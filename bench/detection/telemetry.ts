import type { Measure, SignalDefinition, WatchedBucket } from "@firebreak/signals";
import type { Random } from "./random.ts";

/** A made-up signal: what its bucket of half a minute would say at that moment, healthy or with the share `fault` of it in the fault. */
export interface Simulated {
  readonly definition: SignalDefinition;
  readonly measure?: Measure | null;
  readonly requestsPerSecond: number;
  readonly fault: string;
  bucket(at: number, fault: number, random: Random): WatchedBucket;
}

export const BUCKET_MS = 30_000;
const DAY_MS = 86_400_000;
/** Morning is not night: ±`amplitude` over the day. */
const season = (at: number, amplitude: number) => 1 + amplitude * Math.sin((2 * Math.PI * at) / DAY_MS);
const eventsOf = (at: number, rps: number, random: Random) => random.poisson(30 * rps * season(at, 0.5));

const base: Omit<SignalDefinition, "id" | "title" | "unit" | "kind"> = {
  badDirection: "up",
  owner: "SRE",
  timing: "leading",
  formula: "",
  source: { kind: "expression", text: "count()" },
  limit: null,
  objective: null,
  baseline: true,
  urgency: "page",
  faultClass: "model",
  scenarios: [],
  origin: "bench",
  board: null,
};

/** A share of the records; in a fault another one. */
function proportion(rps: number, healthy: number, faulty: number, sway: number): Simulated {
  const id = `share-${healthy}-at-${rps}`;
  return {
    definition: { ...base, id, title: id, unit: "share", kind: "proportion", badDirection: faulty > healthy ? "up" : "down" },
    requestsPerSecond: rps,
    fault: `share ${healthy * 100} % → ${faulty * 100} %`,
    bucket(at, fault, random) {
      const events = eventsOf(at, rps, random);
      const p = (1 - fault) * healthy * season(at, sway) + fault * faulty;
      return { at, events, value: events > 0 ? random.binomial(events, p) / events : null };
    },
  };
}

/** A quantile of log-logistic latencies (tail exponent `tail`), exactly: an order statistic of uniforms is a beta variable. */
function quantile(rps: number, q: number, tail: number, sway: number): Simulated {
  const id = `p${q * 100}-tail-${tail}-at-${rps}`;
  return {
    definition: { ...base, id, title: id, unit: "seconds", kind: "quantile" },
    requestsPerSecond: rps,
    measure: { kind: "quantile", value: { kind: "number", value: 0 }, q, of: null },
    fault: `p${q * 100} × 2.5`,
    bucket(at, fault, random) {
      const events = eventsOf(at, rps, random);
      if (events === 0) return { at, events, value: null };
      const rank = Math.min(events, Math.floor(q * events) + 1);
      const [a, b] = [random.gamma(rank), random.gamma(events - rank + 1)];
      return { at, events, value: 0.4 * season(at, sway) * (a / b) ** (1 / tail) * (1 + 1.5 * fault) };
    },
  };
}

/** The mean of lognormal costs of deviation `sigma`. */
function mean(rps: number, sigma: number): Simulated {
  const id = `mean-${sigma}-at-${rps}`;
  return {
    definition: { ...base, id, title: id, unit: "usd", kind: "mean" },
    requestsPerSecond: rps,
    fault: "mean × 2.5",
    bucket(at, fault, random) {
      const events = eventsOf(at, rps, random);
      let sum = 0;
      for (let n = 0; n < events; n += 1) sum += 0.002 * Math.exp(sigma * random.normal());
      return { at, events, value: events > 0 ? (sum / events) * (1 + 1.5 * fault) : null };
    },
  };
}

/** Requests a minute; in a fault nearly none come. */
function rate(rps: number, burst: number): Simulated {
  const id = `rate-${burst}-at-${rps}`;
  return {
    definition: { ...base, id, title: id, unit: "per-minute", kind: "rate", badDirection: "down" },
    requestsPerSecond: rps,
    fault: "rate ÷ 10",
    bucket(at, fault, random) {
      const events = random.poisson(30 * rps * season(at, 0.5) * Math.exp(burst * random.normal()) * (1 - 0.9 * fault));
      return { at, events, value: events * 2 };
    },
  };
}

const TRAFFIC = [1, 4, 12, 40];
/** Forty signals: what a catalogue of a busy and of a quiet service holds. */
export const SIMULATED: readonly Simulated[] = [
  ...TRAFFIC.map((rps) => proportion(rps, 0.03, 0.15, 0)),
  ...TRAFFIC.map((rps) => proportion(rps, 0.03, 0.15, 0.2)),
  ...TRAFFIC.map((rps) => proportion(rps, 0.0005, 0.3, 0)),
  ...TRAFFIC.map((rps) => proportion(rps, 0.95, 0.75, 0)),
  ...TRAFFIC.map((rps) => proportion(rps, 0.3, 0.6, 0.1)),
  ...TRAFFIC.map((rps) => quantile(rps, 0.95, 4, 0.1)),
  ...TRAFFIC.map((rps) => quantile(rps, 0.95, 2.5, 0)),
  ...TRAFFIC.map((rps) => quantile(rps, 0.99, 4, 0.1)),
  ...TRAFFIC.map((rps) => mean(rps, 0.8)),
  ...TRAFFIC.map((rps) => rate(rps, 0.1)),
];
