import { type ClockFacts, clocksFor } from "@firebreak/runbook";
import type { ClockRow } from "../../features/clocks/ClocksCard.tsx";

/** Duties everybody asks about: shown even while nothing started them. */
const ALWAYS = ["ai-act-73-2", "gdpr-33-1"];

/** What runs, the next due first; then the two that are asked about most, with what would start them. */
export function clockRows(facts: ClockFacts): readonly ClockRow[] {
  return clocksFor(facts)
    .filter((row) => row.status === "running" || ALWAYS.includes(row.id))
    .map((row) => ({
      id: row.id,
      title: `${row.regime} ${row.article}`,
      detail: row.status === "running" ? row.title.toLowerCase() : `not triggered — ${row.why}`,
      remark: `${row.title}, within ${row.within}. ${row.why}`,
      dueAt: row.status === "running" ? row.dueAt : null,
    }));
}
