import type { DeclaredIncident, UpdateContent } from "@firebreak/incident";
import { activeContainments, bounded, clock, type DraftRequest, measuredRate, percent, sentences } from "./facts.ts";
import { reach } from "./template.ts";

type EngineeringUpdate = Extract<UpdateContent, { audience: "engineering" }>;

/** Technical detail: what was answered in triage, what is isolated with its effect, where the hypotheses stand. */
export function draftForEngineering(request: DraftRequest): EngineeringUpdate {
  const { incident, measured } = request;
  const said = (question: keyof DeclaredIncident["triage"]) => incident.triage[question]?.answer ?? "";
  return {
    audience: "engineering",
    whatHappened: bounded(
      sentences(
        `${incident.title} (${incident.service}, since ${clock(incident.impactStartedAt)}).`,
        said("what-changed"),
        said("when"),
      ),
    ),
    customerImpact: bounded(
      sentences(said("who-is-impacted"), said("how-bad")) || sentences(segmentShare(request), reach(request)),
    ),
    mitigation: bounded(containments(incident)),
    status: bounded(sentences(hypotheses(incident), measuredRate(measured)) || "Diagnosis has not begun."),
  };
}

function segmentShare({ measured }: DraftRequest): string {
  if (measured.segmentLabel === null || measured.harmShare === null) return "";
  return `${measured.segmentLabel} holds ${percent(measured.harmShare)} of the bad outcomes.`;
}

function containments(incident: DeclaredIncident): string {
  const held = activeContainments(incident);
  return held.length === 0 ? "Nothing is isolated." : held.map(containment).join(" ");
}

function containment({ segment, measure, effect, acknowledgement }: DeclaredIncident["containments"][number]): string {
  const key = segment.conditions.map(({ dimension, value }) => `${dimension}=${value}`).join(" ∧ ");
  const missing = acknowledgement ? acknowledgement.pending.length + acknowledgement.silent.length : 0;
  const read = acknowledgement
    ? `read by ${acknowledgement.acknowledged.length} instances, ${missing} missing`
    : "not acknowledged yet";
  const share = (tally: { bad: number; total: number }) => (tally.total === 0 ? "no traffic" : percent(tally.bad / tally.total));
  const result = effect
    ? `${effect.verdict}, ${share(effect.segmentBefore)} → ${share(effect.segmentAfter)}`
    : "effect not measured yet";
  return `${key} → ${measure}: ${read}; ${result}.`;
}

function hypotheses(incident: DeclaredIncident): string {
  const told = (["confirmed", "supported", "investigating", "refuted"] as const).flatMap((status) => {
    const statements = incident.hypotheses.filter((one) => one.status === status).map((one) => one.statement);
    return statements.length === 0 ? [] : [`${status}: ${statements.join("; ")}.`];
  });
  return told.length === 0 ? "" : `Hypotheses — ${told.join(" ")}`;
}
