import { segmentKey, summarise } from "@firebreak/incident";
import { useEffect, useRef } from "react";
import type { IncidentLive, OpenIncident } from "../live/index.ts";
import { announce, useIsOverdue } from "../ui/index.ts";

interface Seen {
  readonly incidentId: string;
  readonly severity: string;
  readonly phase: string;
  readonly exposures: number;
  readonly effects: number;
  /** Instances that should have acknowledged a containment and are not heard from. */
  readonly silent: string;
  readonly connection: string;
}

/** A person with a screen reader hears what the eye would catch: a new severity, a breach, an effect, a due update. */
export function useIncidentNews(incident: IncidentLive): void {
  const seen = useRef<Seen | null>(null);
  const open = incident.kind === "open" ? incident : null;
  useEffect(() => {
    if (open === null) return;
    const now = seenNow(open);
    const before = seen.current;
    seen.current = now;
    if (before !== null && before.incidentId === now.incidentId) tell(open, before, now);
  }, [open]);

  const dueAt = open === null ? null : summarise(open.incidentId, open.seq, open.state).nextUpdateDueAt;
  const overdue = useIsOverdue(dueAt);
  const about = open?.incidentId ?? null;
  useEffect(() => {
    if (overdue && about !== null && dueAt !== null) announce(`${about}: an update is due now.`, "assertive");
  }, [overdue, about, dueAt]);
}

const VERDICT_SPOKEN = {
  effective: "took effect, measured",
  "no-effect": "shows no effect",
  worse: "made it worse",
} as const;

function seenNow({ incidentId, state, connection }: OpenIncident): Seen {
  return {
    incidentId,
    severity: state.severity,
    phase: state.situation === "active" ? state.phase : "closed",
    exposures: state.exposures.length,
    effects: state.containments.filter((one) => one.effect !== null).length,
    silent: [
      ...new Set(state.containments.flatMap((one) => (one.situation === "active" ? (one.acknowledgement?.silent ?? []) : []))),
    ].join(", "),
    connection: connection.kind,
  };
}

function tell({ state }: OpenIncident, before: Seen, now: Seen): void {
  if (before.severity !== now.severity) announce(`Severity changed from ${before.severity} to ${now.severity}.`, "assertive");
  const exposure = state.exposures.at(-1);
  if (now.exposures > before.exposures && exposure)
    announce(
      `${exposure.kind === "data-exposure" ? "Possible data exposure" : "Possible policy violation"}: ${exposure.detail}`,
      "assertive",
    );
  if (before.phase !== now.phase) announce(now.phase === "closed" ? "The incident was closed." : `Phase: ${now.phase}.`);
  if (before.connection !== now.connection)
    announce(now.connection === "live" ? "Connection is back." : "Connection lost.", "assertive");
  const measured = state.containments.findLast((one) => one.effect !== null);
  if (now.effects > before.effects && measured?.effect)
    announce(`Containment of ${segmentKey(measured.segment)} ${VERDICT_SPOKEN[measured.effect.verdict]}.`, "assertive");
  if (before.silent !== now.silent && now.silent !== "") announce(`No answer from ${now.silent}.`, "assertive");
}
