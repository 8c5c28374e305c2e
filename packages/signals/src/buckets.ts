/** Steps that divide minutes, hours and days evenly, so that buckets fall on round times. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400] as const;
/** More is not drawn; half of it keeps small services' buckets from being all noise. */
export const MOST_POINTS = 300;
const WANTED_POINTS = 150;

/** The bucket width in seconds with which a window of this length has at most 300 points; the coarsest is a day. */
export function bucketSeconds(windowMs: number): number {
  const seconds = Math.max(0, windowMs) / 1000;
  return STEPS.find((step) => seconds / step <= WANTED_POINTS) ?? 86_400;
}
