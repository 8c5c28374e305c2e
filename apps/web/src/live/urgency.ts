import type { Suspicion } from "@firebreak/server/contract";

/** Somebody is paged for it now: open, urgent, and at least one of its alerts fires. */
export const isPaging = ({ urgency, end, alerts }: Pick<Suspicion, "urgency" | "end" | "alerts">): boolean =>
  urgency === "page" && end === null && alerts.some(({ status }) => status === "firing");

/** Those that page before the others, in either part as the server gave them: newest first. */
export const mostUrgentFirst = (rows: readonly Suspicion[]): readonly Suspicion[] => [
  ...rows.filter(isPaging),
  ...rows.filter((row) => !isPaging(row)),
];
