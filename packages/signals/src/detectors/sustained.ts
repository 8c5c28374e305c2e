import type { StatedBucket } from "./bucket.ts";
import type { Evidence } from "./evidence.ts";

/** So many neighbouring buckets are looked at together. */
const TOGETHER = 4;
/** At least so many; more of what has no counts that could speak for it, and whose tails may be heavier than they look. */
const FEWEST = { counted: 2, other: 3 } as const;
/** Their surprise together, in standard deviations: by chance once in 17 million; more where tails may be heavy. */
const BEYOND_DOUBT = { counted: 5.3, other: 6 } as const;
/** No bucket counts for more: one wild one proves nothing. */
const MOST = { counted: 5, other: 4 } as const;
/** A proportion's buckets together must be so unlikely besides. */
const UNLIKELY = 3e-7;
/** Where the stretch began: the first bucket that is this far out. */
const OUT = 1.5;

/**
 * A moderate shift that no single bucket would show. Source: Stouffer et al., The American Soldier I (1949), 45: the sum of independent
 * standard normal deviates ÷ √their number is one again.
 */
export function createSustained(evidence: Evidence | null): Sustained {
  const what = evidence ? "counted" : "other";
  const recent: { readonly bucket: StatedBucket; readonly surprise: number }[] = [];
  return {
    observe(bucket, { surprise, middle, side }) {
      recent.push({ bucket, surprise: Math.max(-MOST[what], Math.min(MOST[what], surprise)) });
      if (recent.length > TOGETHER) recent.shift();
      if (surprise < OUT) return null;
      for (let count: number = FEWEST[what]; count <= recent.length; count += 1) {
        const stretch = recent.slice(-count);
        const together = stretch.reduce((sum, each) => sum + each.surprise, 0) / Math.sqrt(count);
        if (together < BEYOND_DOUBT[what]) continue;
        if (evidence && evidence.chance(joinedOf(stretch.map((each) => each.bucket)), middle, side) >= UNLIKELY) continue;
        return (stretch.find((each) => each.surprise >= OUT) ?? stretch[0])?.bucket.at ?? null;
      }
      return null;
    },
  };
}

function joinedOf(buckets: readonly StatedBucket[]): Pick<StatedBucket, "value" | "events"> {
  const events = buckets.reduce((sum, bucket) => sum + bucket.events, 0);
  const bad = buckets.reduce((sum, bucket) => sum + bucket.value * bucket.events, 0);
  return { events, value: events > 0 ? bad / events : 0 };
}

export interface Sustained {
  /**
   * `surprise`: how far out the bucket is on the side that is asked about, in standard deviations. Answers when the stretch began, or
   * null.
   */
  observe(
    bucket: StatedBucket,
    seen: { readonly surprise: number; readonly middle: number; readonly side: 1 | -1 },
  ): number | null;
}
