import type { Proof, ScenarioId } from "@firebreak/incident";
import { SCENARIOS } from "@firebreak/runbook";
import type { Alert, Suspicion } from "@firebreak/server/contract";
import type { SignalId, SignalSeries, SignalStanding } from "@firebreak/signals";

/** What most likely gave the fault away, and about when its impact began. */
export interface FirstSign {
  readonly at: number;
  readonly title: string;
  /** null: another system's alert without an address. */
  readonly proof: Proof | null;
}

/** The signal that left what was expected of it first, by what detection says and by the board's charts. */
export function firstSignOf(
  series: readonly SignalSeries[],
  standings: readonly SignalStanding[],
  titleOf: (signal: SignalId) => string,
): FirstSign | null {
  const outside = [
    ...series.flatMap((one) => (one.outsideSince === null ? [] : [{ signal: one.signal, at: one.outsideSince }])),
    ...standings.flatMap(({ signal, standing }) => (standing.kind === "alarming" ? [{ signal, at: standing.since }] : [])),
  ];
  const first = outside.toSorted((a, b) => a.at - b.at)[0];
  if (first === undefined) return null;
  const title = titleOf(first.signal);
  return { at: first.at, title, proof: { kind: "signal", label: title.slice(0, 160), ref: first.signal } };
}

/** What still fires, most urgent first; where all is over, all of it. */
export function tellingAlerts({ alerts }: Pick<Suspicion, "alerts">): readonly Alert[] {
  const firing = alerts.filter(({ status }) => status !== "resolved");
  return firing.length > 0 ? firing : alerts;
}

/** Of a suspected incident: its most urgent alert that names a signal, else the first that can be looked at elsewhere. */
export function firstSignOfSuspicion(suspicion: Suspicion): FirstSign {
  const telling = tellingAlerts(suspicion);
  const at = Math.min(...telling.map(({ since }) => since), Number.MAX_SAFE_INTEGER);
  const began = telling.length === 0 ? suspicion.since : at;
  const named = telling.find((alert) => alert.signal !== null);
  if (named?.signal) {
    return { at: began, title: named.title, proof: { kind: "signal", label: named.title.slice(0, 160), ref: named.signal } };
  }
  const linked = telling.find((alert) => /^https?:\/\//.test(alert.url) && alert.url.length <= 500);
  const proof: Proof | null = linked ? { kind: "url", label: linked.title.slice(0, 160), ref: linked.url } : null;
  return { at: began, title: linked?.title ?? suspicion.title, proof };
}

/** The first scenario of the runbook that watches the signal. */
export const scenarioOf = (sign: FirstSign | null): ScenarioId | null =>
  SCENARIOS.find((one) => one.watch.some((signal) => signal === sign?.proof?.ref))?.id ?? null;
