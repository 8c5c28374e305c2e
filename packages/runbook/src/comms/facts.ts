import type { DeclaredIncident, ImpactGrade, Timestamp } from "@firebreak/incident";

/** What was measured when the draft was asked for; null where it was not. Shares and rates are 0–1. */
export interface MeasuredFacts {
  /** As `segmentKey` writes it: “language=de ∧ tier=pro”. */
  readonly segmentLabel: string | null;
  readonly trafficShare: number | null;
  readonly harmShare: number | null;
  readonly requestsAffected: number | null;
  readonly signalTitle: string | null;
  readonly rateNow: number | null;
  readonly rateBefore: number | null;
}

export interface DraftRequest {
  readonly incident: DeclaredIncident;
  readonly measured: MeasuredFacts;
  readonly now: Timestamp;
}

type Held = DeclaredIncident["containments"][number];
export type Standing = "uncontained" | "containing" | "contained" | "recovering" | "recovered";

/** Where the incident stands, by what was measured. */
export function standingOf(incident: DeclaredIncident): Standing {
  if (incident.situation === "closed" || incident.phase === "learn") return "recovered";
  if (incident.phase === "recover") return "recovering";
  const verdicts = activeContainments(incident).map((held) => held.effect?.verdict ?? "unmeasured");
  if (verdicts.includes("effective") && !verdicts.includes("worse")) return "contained";
  return verdicts.includes("unmeasured") ? "containing" : "uncontained";
}

export function activeContainments(incident: DeclaredIncident): readonly Held[] {
  return incident.containments.filter((held) => held.situation === "active");
}

/** Conversations are what a reader outside the war room can picture; “language=de ∧ tier=pro” is not. */
export function conversationsOf(segmentLabel: string | null): string {
  if (segmentLabel === null) return "conversations";
  const conditions = segmentLabel.split(" ∧ ").map((condition) => condition.split("="));
  const language = conditions
    .find(([dimension]) => dimension === "language")
    ?.slice(1)
    .join("=");
  const subject = language === undefined ? "conversations" : `${LANGUAGES[language] ?? language}-language conversations`;
  const others = conditions
    .filter(([dimension]) => dimension !== "language")
    .map(([dimension = "", ...value]) => inWords(dimension, value.join("=")));
  return [subject, ...others].join(" ");
}

const LANGUAGES: Readonly<Record<string, string>> = { en: "English", de: "German", fr: "French", es: "Spanish" };

function inWords(dimension: string, value: string): string {
  if (dimension === "tier") return `of ${value.charAt(0).toUpperCase()}${value.slice(1)} customers`;
  if (dimension === "region") return `in region ${value}`;
  return `with ${dimension} ${value}`;
}

export const GRADE_IN_WORDS: Readonly<Record<ImpactGrade, string>> = {
  unknown: "not known yet",
  none: "none known",
  low: "low",
  medium: "medium",
  high: "high",
};

/** 0.061 → “6.1 %”, 0.382 → “38 %”. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0)} %`;
}
export function clock(at: Timestamp): string {
  return `${at.slice(11, 16)} UTC`;
}
export function inMinutes(from: Timestamp, minutes: number): Timestamp {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

/** “Ungrounded answers: 38 % before, 3 % now.”; empty where it was not measured. */
export function measuredRate({ signalTitle, rateBefore, rateNow }: MeasuredFacts): string {
  if (signalTitle === null || rateNow === null) return "";
  return rateBefore === null
    ? `${signalTitle}: ${percent(rateNow)} now.`
    : `${signalTitle}: ${percent(rateBefore)} before, ${percent(rateNow)} now.`;
}
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
/** Fields are bounded; a draft is cut, never refused for its length. */
export function bounded(text: string, length = 4000): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
