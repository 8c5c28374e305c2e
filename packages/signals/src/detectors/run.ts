/** Two bad buckets of three raise, three good ones of four clear: one bucket alone never does either. */
const RAISE = { bad: 2, of: 3 } as const;
const CLEAR = { good: 3, of: 4 } as const;

export interface Run {
  /** Buckets ascend in time. Answers since when it has been alarming: the first bad bucket of the run; null while it is quiet. */
  observe(bucket: { readonly at: number; readonly bad: boolean }): number | null;
  readonly since: number | null;
}

/** The hysteresis of every detector that judges bucket by bucket. */
export function createRun(): Run {
  const recent: { readonly at: number; readonly bad: boolean }[] = [];
  let since: number | null = null;
  return {
    observe(bucket) {
      recent.push(bucket);
      if (recent.length > CLEAR.of) recent.shift();
      if (since === null) {
        const bad = recent.slice(-RAISE.of).filter((each) => each.bad);
        if (bad.length >= RAISE.bad) since = bad[0]?.at ?? bucket.at;
      } else if (recent.filter((each) => !each.bad).length >= CLEAR.good) since = null;
      return since;
    },
    get since() {
      return since;
    },
  };
}
