import type { SignalDefinition, Unit } from "../definition.ts";
import type { StatedBucket } from "./bucket.ts";

/** The scale on which a signal's noise is most alike at every level, and where a baseline therefore learns it. */
export interface Scale {
  to(value: number): number;
  from(scaled: number): number;
  /** Standard deviation of the scaled value that is there in any case: from sampling, and what may always breathe. */
  noise(bucket: StatedBucket, usual: number): number;
}

/** A band never lies closer to its middle than this share of it, at four standard deviations. */
const LEAST_REACH = { mean: 0.1, rate: 0.2, quantile: 0.2, distance: 0.2 } as const;
const DEVIATIONS = 4;
/** Times, money, tokens and numbers of things differ by factors: their logarithm, from this much on. */
const LOGARITHMIC: Partial<Record<Unit, number>> = { seconds: 1e-3, usd: 1e-6, tokens: 1, "per-minute": 2, count: 1 };
const BUCKET_MINUTES = 0.5;

export function scaleOf({ kind, unit }: Pick<SignalDefinition, "kind" | "unit">): Scale {
  const same = (value: number) => value;
  if (kind === "proportion") {
    return { to: same, from: same, noise: ({ events }, usual) => Math.sqrt((usual * (1 - usual)) / Math.max(1, events)) };
  }
  const breath = LEAST_REACH[kind] / DEVIATIONS;
  const offset = LOGARITHMIC[unit];
  if (offset === undefined) return { to: same, from: same, noise: (_bucket, usual) => Math.abs(usual) * breath };
  return {
    to: (value) => Math.log(Math.max(value, 0) + offset),
    from: (scaled) => Math.max(0, Math.exp(scaled) - offset),
    // Of events counted over half a minute, and stated for a whole one, Poisson's noise: √n, relative to n.
    noise: (_bucket, usual) =>
      unit === "per-minute" ? Math.hypot(breath, 1 / Math.sqrt(Math.max(1, usual * BUCKET_MINUTES))) : breath,
  };
}
