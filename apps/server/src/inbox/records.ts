import type { Segment } from "@firebreak/incident";
import type { FaultClass, Owner, Urgency } from "@firebreak/signals";
import type { Alert, Suspicion, SuspicionEnd } from "./port.ts";

/** An alert as the inbox keeps it. Times are epoch milliseconds. */
export interface AlertRecord extends Omit<Alert, "alertId"> {
  readonly number: number;
  /** The suspicion it belongs to; null: held before it ever fired. */
  readonly suspicion: number | null;
  /** When it last began to fire: what a rule's minutes count from. */
  readonly firedAt: number;
  /** The incident whose log has it. */
  readonly attachedTo: string | null;
}

export interface SuspicionRecord extends SuspicionFacts {
  readonly number: number;
  readonly groupKey: string;
  readonly service: string;
  readonly openedAt: number;
  readonly lastChangeAt: number;
  /** The last moment an alert of it began, came back, was held or resolved. */
  readonly activeUntil: number;
  readonly alertCount: number;
  readonly segment: Segment | null;
  readonly fault: string | null;
  /** The rule that is declaring it at this moment. */
  readonly declaring: string | null;
  readonly end: (SuspicionEnd & { readonly at: number; readonly by: string }) | null;
  /** Merged or declared into an incident that is active: later alerts of its group go there. */
  readonly follows: boolean;
}
/** What a suspicion says of its alerts. */
export interface SuspicionFacts {
  readonly title: string;
  readonly owner: Owner;
  readonly urgency: Urgency;
  readonly faultClass: FaultClass;
  readonly scenario: Suspicion["scenario"];
  readonly since: number;
}

export const alertIdOf = (number: number): string => `ALT-${number}`;
export const suspicionIdOf = (number: number): string => `SUS-${number}`;
/** null where it is no id of ours. */
export function suspicionNumber(suspicionId: string): number | null {
  const found = /^SUS-(\d{1,9})$/.exec(suspicionId)?.[1];
  return found === undefined ? null : Number(found);
}

export function alertOf(record: AlertRecord): Alert {
  const { number, suspicion: _, firedAt: __, attachedTo: ___, ...alert } = record;
  return { alertId: alertIdOf(number), ...alert };
}
export function suspicionOf(record: SuspicionRecord, alerts: readonly AlertRecord[]): Suspicion {
  const { number, groupKey: _, activeUntil: __, declaring: ___, follows: ____, ...suspicion } = record;
  return { suspicionId: suspicionIdOf(number), ...suspicion, alerts: alerts.map(alertOf) };
}
