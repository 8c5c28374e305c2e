import { useEffect, useState } from "react";

/** Charts that are drawn one after the other do not add up to one long task (docs/decisions/004-recharts.md). */
const STAGGER_MS = 80;

/** `value`, taken over a little later for each further chart. The first value is taken at once. */
export function useStaggered<T>(value: T, index: number): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setShown(value), index * STAGGER_MS);
    return () => clearTimeout(timer);
  }, [value, index]);
  return shown;
}
