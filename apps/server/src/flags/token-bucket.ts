/** So many at once, and so many a second from then on. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}
const MAX_BUCKETS = 10_000;

/** A token bucket for each name. `take` answers 0, or the whole seconds after which to try again. */
export function createTokenBuckets({ rate, now }: { readonly rate: Rate; readonly now: () => number }) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(name: string): number {
      const moment = now();
      const bucket = buckets.get(name) ?? { tokens: rate.burst, at: moment };
      bucket.tokens = Math.min(rate.burst, bucket.tokens + (Math.max(0, moment - bucket.at) / 1000) * rate.perSecond);
      bucket.at = moment;
      if (!buckets.has(name)) {
        if (buckets.size >= MAX_BUCKETS) buckets.clear();
        buckets.set(name, bucket);
      }
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / rate.perSecond));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
