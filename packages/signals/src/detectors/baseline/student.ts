/** The normal deviate with the tail probability of Student's t (Wallace, Ann. Math. Stat. 30 (1959), 1121–1130). */
export function normalOf(t: number, freedom: number): number {
  return Math.sign(t) * scaleOf(freedom) * Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
}
/** The inverse of `normalOf`. */
export function studentOf(normal: number, freedom: number): number {
  return Math.sign(normal) * Math.sqrt(freedom * Math.expm1((normal / scaleOf(freedom)) ** 2 / freedom));
}
const scaleOf = (freedom: number): number => (8 * freedom + 1) / (8 * freedom + 3);
