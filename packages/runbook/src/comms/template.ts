import type { DeclaredIncident } from "@firebreak/incident";
import {
  activeContainments,
  clock,
  conversationsOf,
  type DraftRequest,
  measuredRate,
  percent,
  type Standing,
  sentences,
  standingOf,
} from "./facts.ts";

/** What may be said in front of customers without naming a cause. Scenarios that are not written out yet share one sentence. */
export function publicSentence(incident: DeclaredIncident): string {
  if (incident.scenario === "I1") return "Our assistant gave some answers that our documents do not support.";
  if (incident.scenario === "I3") return "Our assistant has been slower than it should be.";
  return "Our assistant has not worked as it should for some requests.";
}

export function whatHappened({ incident }: DraftRequest): string {
  return `${publicSentence(incident)} It began at ${clock(incident.impactStartedAt)}.`;
}

/** The measured share, or that it is being counted. */
export function reach({ measured }: DraftRequest): string {
  const share =
    measured.trafficShare === null
      ? ""
      : `${percent(measured.trafficShare)} of traffic: ${conversationsOf(measured.segmentLabel)}.`;
  const count = measured.requestsAffected === null ? "" : `${measured.requestsAffected} requests affected so far.`;
  return sentences(share, count) || "How many customers this touches is being counted.";
}

export function whatIsDone({ incident, measured }: DraftRequest, done: string): string {
  const held = activeContainments(incident);
  if (held.length === 0) return "Nothing is limited yet; the incident team is choosing the least disruptive measure.";
  const since = held.map((one) => one.isolatedAt).sort()[0] ?? incident.declaredAt;
  return sentences(`${done} since ${clock(since)}.`, measuredRate(measured));
}

const STATUS: Readonly<Record<Standing, string>> = {
  uncontained: "Active. An incident team is working on it.",
  containing: "Containment is in progress; its effect is being measured.",
  contained: "Contained, not yet fixed. The incident team is working on the cause.",
  recovering: "Recovering. We are watching before we call it over.",
  recovered: "In review. We are going through what happened.",
};
export function status({ incident }: DraftRequest): string {
  return STATUS[standingOf(incident)];
}
