/** One task after the other; refuses instead of growing without end. */
export interface SerialQueue {
  /** null: too many wait already. */
  run<T>(task: () => Promise<T>): Promise<T> | null;
  readonly idle: boolean;
}

export function createSerialQueue(maxWaiting: number): SerialQueue {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      if (waiting >= maxWaiting) return null;
      waiting++;
      const result = last.then(task);
      last = result.then(
        () => waiting--,
        () => waiting--,
      );
      return result;
    },
    get idle() {
      return waiting === 0;
    },
  };
}
