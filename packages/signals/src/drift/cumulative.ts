import type { Distribution } from "../series.ts";
import { FEWEST_VALUES } from "./comparable-bins.ts";

interface Compared {
  readonly value: number;
  readonly critical: number;
  readonly events: number;
  readonly referenceEvents: number;
}

/** √(−ln(α/2)/2) at α = 0.001, of Kolmogorov's distribution (its tail is 2·e^(−2x²)). */
const KOLMOGOROV_999 = Math.sqrt(-Math.log(0.0005) / 2);

/**
 * Kolmogorov–Smirnov: the largest distance between the two cumulative distributions, 0–1, taken at the bins' edges – between two edges it
 * may be larger, so this never overstates. Without drift it stays below 1.95·√((n+m)/nm) in 999 of 1,000 cases.
 * Source: N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Annals of Mathematical Statistics 19 (1948).
 */
export function kolmogorovSmirnov(distribution: Distribution): Compared | null {
  const curves = cumulativeOf(distribution);
  if (curves === null) return null;
  const { before, now, events, referenceEvents } = curves;
  const value = before.reduce((largest, share, i) => Math.max(largest, Math.abs(share - (now[i] ?? 0))), 0);
  return { value, critical: KOLMOGOROV_999 * Math.sqrt(1 / events + 1 / referenceEvents), events, referenceEvents };
}

/**
 * Wasserstein distance (of order 1) divided by the reference's standard deviation: how far a value was moved on average, in deviations – an
 * effect size. A bin's values are taken to lie at its middle and those beyond the outer edges half a bin beyond, so a shift far beyond the
 * reference's outer edges is understated.
 *
 * Without drift the difference of the curves is √(1/n+1/m) times a Brownian bridge; the distance then exceeds its mean, √(2/π) times the
 * integral of √(F(1−F)), by more than √(2·ln 1000) times its deviation in less than one of 1,000 cases. That bound is `critical`;
 * sampling alone mostly stays well below it.
 * Sources: E. del Barrio, E. Giné, C. Matrán, Central limit theorems for the Wasserstein distance, Annals of Probability 27 (1999);
 * C. Borell, The Brunn–Minkowski inequality in Gauss space, Inventiones Mathematicae 30 (1975) (concentration of Lipschitz functions).
 */
export function wasserstein(distribution: Distribution): Compared | null {
  const curves = cumulativeOf(distribution);
  const places = placesOf(distribution.edges);
  if (curves === null || places === null) return null;
  const { before, now, events, referenceEvents } = curves;
  const deviation = deviationOf(distribution.reference, places);
  if (deviation === 0) return null;
  const over = (height: (i: number) => number): number =>
    before.reduce((area, _, i) => area + height(i) * ((places[i + 1] ?? 0) - (places[i] ?? 0)), 0) / deviation;
  const value = over((i) => Math.abs((before[i] ?? 0) - (now[i] ?? 0)));
  const spread = over((i) => Math.sqrt((before[i] ?? 0) * (1 - (before[i] ?? 0))));
  const scale = Math.sqrt(1 / events + 1 / referenceEvents);
  const critical = scale * (Math.sqrt(2 / Math.PI) * spread + Math.sqrt(2 * Math.log(1000)));
  return { value, critical, events, referenceEvents };
}

/** Shares at or below each inner edge; null for categories, which have no order, and where a window holds too few values. */
function cumulativeOf({ kind, edges, reference, current }: Distribution) {
  if (kind !== "number" || edges.length === 0) return null;
  const referenceEvents = total(reference);
  const events = total(current);
  if (Math.min(referenceEvents, events) < FEWEST_VALUES) return null;
  return { before: shares(reference, referenceEvents), now: shares(current, events), events, referenceEvents };
}

function shares(counts: readonly number[], events: number): readonly number[] {
  let below = 0;
  return counts.slice(0, -1).map((count) => {
    below += count;
    return below / events;
  });
}

/** Where a bin's values are taken to lie. */
function placesOf(edges: readonly number[]): readonly number[] | null {
  const first = edges[0];
  const last = edges.at(-1);
  const second = edges[1];
  const beforeLast = edges.at(-2);
  if (first === undefined || last === undefined || second === undefined || beforeLast === undefined) return null;
  const middles = edges.slice(0, -1).map((edge, i) => (edge + (edges[i + 1] ?? edge)) / 2);
  return [first - (second - first) / 2, ...middles, last + (last - beforeLast) / 2];
}

function deviationOf(counts: readonly number[], places: readonly number[]): number {
  const events = total(counts);
  const mean = counts.reduce((sum, count, i) => sum + (count / events) * (places[i] ?? 0), 0);
  return Math.sqrt(counts.reduce((sum, count, i) => sum + (count / events) * ((places[i] ?? 0) - mean) ** 2, 0));
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
