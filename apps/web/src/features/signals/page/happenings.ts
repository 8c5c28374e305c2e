import type { Containment } from "@firebreak/incident";
import type { Alert, Change, ExpectedChange } from "@firebreak/server/contract";
import type { SignalId } from "@firebreak/signals";
import { chartMarks } from "../chartMarks.ts";
import type { ChartMark, ChartSpan } from "../chartModel.ts";
import { stretchText } from "../momentText.ts";
import { covers, endOf, inForce } from "./catalogueList.ts";

/** What happened to a service, as marks and stretches on the charts of its signals. */
export interface Happenings {
  readonly changes: readonly Change[];
  readonly containments: readonly Containment[];
  readonly alerts: readonly Alert[];
  readonly expected: readonly ExpectedChange[];
}

/** The expected change that is in force for a signal now. */
export const heldBy = ({ expected }: Happenings, signal: SignalId, now: number): ExpectedChange | null =>
  expected.find((change) => inForce(change, now) && covers(change, signal)) ?? null;

/** Of one signal: what happened to the service, and its own alerts, each where its impact began. */
export function marksOf(signal: SignalId, { changes, containments, alerts }: Happenings): readonly ChartMark[] {
  const own = alerts.filter((alert) => alert.signal === signal);
  return [
    ...chartMarks(changes, containments),
    ...own.map((alert) => ({
      id: `alert-${alert.alertId}`,
      at: alert.since,
      label: alert.status === "held" ? "held alert" : "alert",
      title: alert.sentence,
      tone: alert.status === "held" ? ("containment" as const) : ("impact" as const),
    })),
  ];
}

export function spansOf(signal: SignalId, { alerts, expected }: Happenings): readonly ChartSpan[] {
  return [
    ...expected.filter((change) => covers(change, signal)).map(expectedSpan),
    ...alerts
      .filter((alert) => alert.signal === signal && alert.status !== "held")
      .map((alert) => ({
        id: `alarm-${alert.alertId}`,
        from: alert.since,
        to: alert.resolvedAt ?? Number.MAX_SAFE_INTEGER,
        label: "",
        title: alert.sentence,
        tone: "alarm" as const,
      })),
  ];
}

function expectedSpan(change: ExpectedChange): ChartSpan {
  const to = endOf(change);
  return {
    id: `expected-${change.changeId}`,
    from: change.from,
    to,
    label: change.reason,
    title: `Expected ${stretchText({ from: change.from, to })}: ${change.reason}`,
    tone: "expected",
  };
}
