/** Seeded, so that a run can be repeated. Source: mulberry32. */
export interface Random {
  /** 0 ≤ x < 1. */
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  binomial(trials: number, p: number): number;
  /** Of a gamma distribution with scale 1. Source: Marsaglia & Tsang, ACM TOMS 26 (2000), 363–372. */
  gamma(shape: number): number;
}

const COUNTED = 60;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number) => {
    if (mean > COUNTED) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count += 1;
    return count;
  };
  const binomial = (trials: number, p: number): number => {
    if (p > 0.5) return trials - binomial(trials, 1 - p);
    let count = 0;
    // The distance to the next success is geometric.
    for (let at = step(p); at <= trials; at += step(p)) count += 1;
    return count;
  };
  const step = (p: number) => Math.floor(Math.log(1 - uniform()) / Math.log1p(-p)) + 1;
  const gamma = (shape: number): number => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { uniform, normal, poisson, binomial, gamma };
}
