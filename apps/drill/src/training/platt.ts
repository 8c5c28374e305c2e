/** `calibrated log odds = slope · log odds + offset`. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

const STEPS = 50;

/**
 * Platt scaling on held-out log odds: maximum likelihood of the two numbers by Newton's method, with Platt's smoothed targets
 * (Lin, Lin and Weng, "A note on Platt's probabilistic outputs", 2007).
 */
export function plattScaling(logOdds: readonly number[], truths: readonly boolean[]): Calibration {
  const positives = truths.filter(Boolean).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (truths.length - positives + 2);
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const g = [0, 0] as [number, number];
    const h = { ss: 1e-9, so: 0, oo: 1e-9 };
    logOdds.forEach((x, i) => {
      const chance = 1 / (1 + Math.exp(-(slope * x + offset)));
      const error = chance - (truths[i] ? high : low);
      const weight = chance * (1 - chance);
      g[0] += error * x;
      g[1] += error;
      h.ss += weight * x * x;
      h.so += weight * x;
      h.oo += weight;
    });
    const determinant = h.ss * h.oo - h.so * h.so;
    const bySlope = (g[0] * h.oo - g[1] * h.so) / determinant;
    const byOffset = (g[1] * h.ss - g[0] * h.so) / determinant;
    slope -= bySlope;
    offset -= byOffset;
    if (Math.abs(bySlope) + Math.abs(byOffset) < 1e-10) break;
  }
  return { slope, offset };
}
