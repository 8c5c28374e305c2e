import type { Diagnosis, Onset } from "@firebreak/server/contract";
import { changeTitle } from "../../features/diagnosis/causes/causeText.ts";
import type { ChartMark, ChartSpan, Range } from "../../features/signals/chartModel.ts";

const MINUTE = 60_000;
const LEAST_BEFORE_MS = 5 * MINUTE;
const MOST_AFTER_MS = 60 * MINUTE;
const MARKED = 3;

/** From some calm before the onset to now, or to an hour after it: later says nothing of when it began. */
export function onsetWindow({ low, high }: Pick<Onset, "low" | "high">, end: number): Range {
  const to = Math.min(Math.max(end, high + MINUTE), high + MOST_AFTER_MS);
  return { from: low - Math.max(LEAST_BEFORE_MS, (to - low) / 2), to };
}

/** Where the change point lies, 95 of 100 times; nothing for a moment that a person entered. */
export function onsetSpan({ at, low, high, from }: Onset): readonly ChartSpan[] {
  if (from === "entered") return [];
  const title = "The change point lies in here, 95 of 100 times";
  // As wide as can be seen, however sure it is.
  return [{ id: "onset", from: Math.min(low, at - 2_000), to: Math.max(high, at + 2_000), label: "", title, tone: "onset" }];
}

/** The changes that fit best; more would hide the line. */
export function onsetMarks(changes: Diagnosis["changes"]): readonly ChartMark[] {
  return changes.slice(0, MARKED).map(({ change }) => ({
    id: `change-${change.changeId}`,
    at: change.effectiveAt,
    label: change.version?.includes("@") ? change.version : changeTitle(change).slice(0, 20),
    title: changeTitle(change),
    tone: "change" as const,
  }));
}
