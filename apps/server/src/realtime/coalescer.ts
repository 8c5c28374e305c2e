/** Runs the last of many calls once, after a pause. */
export function createCoalescer() {
  const waiting = new Map<string, NodeJS.Timeout>();
  const soon = (key: string, afterMs: number, task: () => void): void => {
    if (waiting.has(key)) return;
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        task();
      }, afterMs),
    );
  };
  soon.cancel = () => {
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
  };
  return soon;
}
