import type { DriftMeasure } from "../expression/ast.ts";
import type { Distribution } from "../series.ts";
import { comparableBins } from "./comparable-bins.ts";
import { kolmogorovSmirnov, wasserstein } from "./cumulative.ts";
import { jensenShannon, psi } from "./frequencies.ts";

/** `critical`: what sampling alone stays below in 999 of 1,000 cases; null where no such bound is known. */
export interface Distance {
  readonly value: number;
  readonly critical: number | null;
  readonly events: number;
  readonly referenceEvents: number;
}

/**
 * How far the current window's distribution lies from the reference's. Of the values that are there: what is missing is a signal of its own.
 * Null where either window holds fewer than 50 values, and for a Wasserstein or Kolmogorov–Smirnov distance of categories.
 */
export function distance(measure: DriftMeasure, distribution: Distribution): Distance | null {
  switch (measure) {
    case "psi":
    case "js": {
      const bins = comparableBins(distribution);
      if (bins === null) return null;
      const compared = measure === "psi" ? psi(bins) : jensenShannon(bins);
      return { ...compared, events: bins.events, referenceEvents: bins.referenceEvents };
    }
    case "wasserstein":
      return wasserstein(distribution);
    case "ks":
      return kolmogorovSmirnov(distribution);
  }
}
