/** Two bad buckets of three raise, three good ones of four clear: one bucket alone never does either. */
const RAISE = { bad: 2, of: 3 } as const;
const CLEAR = { good: 3, of: 4 } as const;

export interface JudgedBucket {
  readonly at: number;
  readonly bad: boolean;
  /** Beyond doubt together with those before it: it need not be waited for another. The start of the stretch, epoch milliseconds. */
  readonly sustainedSince?: number | null;
}
export interface Run {
  /** Buckets ascend in time. Answers since when it has been alarming: the first bad bucket of the run; null while it is quiet. */
  observe(bucket: JudgedBucket): number | null;
  readonly since: number | null;
}

/** The hysteresis of every detector that judges bucket by bucket. */
export function createRun(): Run {
  const recent: JudgedBucket[] = [];
  let since: number | null = null;
  return {
    observe(bucket) {
      recent.push(bucket);
      if (recent.length > CLEAR.of) recent.shift();
      if (since === null) {
        const bad = recent.slice(-RAISE.of).filter((each) => each.bad);
        const starts = bad.length >= RAISE.bad ? [bad[0]?.at ?? bucket.at] : [];
        if (typeof bucket.sustainedSince === "number") starts.push(bucket.sustainedSince);
        since = starts.length > 0 ? Math.min(...starts) : null;
      } else if (recent.filter((each) => !each.bad).length >= CLEAR.good) since = null;
      return since;
    },
    get since() {
      return since;
    },
  };
}
