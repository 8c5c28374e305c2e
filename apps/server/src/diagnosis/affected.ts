import { newcombe, type Proportion } from "@firebreak/signals";
import type { Diagnosis } from "./port.ts";

/**
 * Bad events above what the rate of the time before lets expect, with the 95 % interval of the difference of the two rates (Newcombe)
 * times the events since. Where nothing is known of before, they are between none and all. There are never more than were seen.
 */
export function excessOf(since: Proportion, before: Proportion): Diagnosis["affected"]["excess"] {
  if (since.total <= 0) return { value: 0, low: 0, high: 0 };
  if (before.total <= 0) return { value: since.bad, low: 0, high: since.bad };
  const { value, low, high } = newcombe(since, before);
  const counted = (rate: number): number => Math.min(since.bad, Math.max(0, rate * since.total));
  return { value: counted(value), low: counted(low), high: counted(high) };
}
