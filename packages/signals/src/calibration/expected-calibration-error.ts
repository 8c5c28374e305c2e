import type { CalibrationBin } from "../series.ts";

/**
 * Σ (events of the bin ÷ all events)·|truth rate − mean score|, 0–1; null without an event.
 * Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number | null {
  const filled = bins.filter((bin) => bin.events > 0);
  const events = filled.reduce((sum, bin) => sum + bin.events, 0);
  if (events === 0) return null;
  return filled.reduce((sum, bin) => sum + (bin.events / events) * Math.abs(bin.truthRate - bin.meanScore), 0);
}
