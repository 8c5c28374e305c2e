import type { SignalId } from "@firebreak/signals";

export interface ExpectedDraft {
  readonly reason: string;
  /** Epoch milliseconds; null: no time (yet). */
  readonly from: number | null;
  readonly to: number | null;
  readonly scope: "all" | "some";
  readonly signals: readonly SignalId[];
}
export type ExpectedFaults = Partial<Record<"reason" | "from" | "to" | "signals", string>>;

const MOST_MS = 31 * 86_400_000;
const MOST_SIGNALS = 60;

/** All that is missing or does not fit, at once; empty where it may be sent. */
export function checkExpected({ reason, from, to, scope, signals }: ExpectedDraft, now: number): ExpectedFaults {
  const faults: { -readonly [field in keyof ExpectedFaults]: string } = {};
  if (reason.trim() === "") faults.reason = "Say what is planned: it is what others read instead of an alert.";
  if (from === null) faults.from = "Give a date and an hour.";
  if (to === null) faults.to = "Give a date and an hour.";
  else if (to <= now) faults.to = "This is over already: choose a later end.";
  else if (from !== null && to <= from) faults.to = "It must end after it begins.";
  else if (from !== null && to - from > MOST_MS)
    faults.to = "At most 31 days: what lasts longer is the new normal, and is learnt.";
  if (scope === "some" && signals.length === 0) faults.signals = "Choose at least one signal, or all.";
  if (scope === "some" && signals.length > MOST_SIGNALS)
    faults.signals = `At most ${MOST_SIGNALS}: choose all of the service instead.`;
  return faults;
}
