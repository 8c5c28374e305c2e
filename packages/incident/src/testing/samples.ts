import type { IncidentCommand } from "../command.ts";
import type { UpdateContent } from "../comms/commands.ts";
import type { Effect } from "../containment/commands.ts";
import type { IncidentEvent } from "../event.ts";
import type { Impact, Segment } from "../vocabulary.ts";
import { THEN } from "./given.ts";

type CommandOf<T extends IncidentCommand["type"]> = Extract<IncidentCommand, { type: T }>;
type EventOf<T extends IncidentEvent["type"]> = Extract<IncidentEvent, { type: T }>;

export const ADA = { id: "u-1", name: "Commander on call" };
export const BO = { id: "u-2", name: "Technical lead on call" };

export const IMPACT: Impact = {
  customerHarm: "high",
  financialLoss: "medium",
  regulatoryExposure: "none",
  systemDegradation: "low",
};

export function declare(change: Partial<CommandOf<"DeclareIncident">> = {}): CommandOf<"DeclareIncident"> {
  return {
    type: "DeclareIncident",
    title: "Support assistant invents refund policies",
    summary: "German answers quote refund terms that no document holds.",
    service: "support-assistant",
    incidentClass: "model",
    scenario: "I1",
    impact: IMPACT,
    severity: "SEV1",
    severityReason: "",
    impactStartedAt: "2026-01-31T13:36:00.000Z",
    commander: ADA,
    technicalLead: BO,
    detectedBy: { kind: "signal", label: "Ungrounded answers", ref: "ungrounded-rate" },
    drill: false,
    ...change,
  };
}
export const DECLARED: EventOf<"IncidentDeclared"> = { ...declare(), type: "IncidentDeclared", proposedSeverity: "SEV1" };

export function segment(conditions: Readonly<Record<string, string>> = { language: "de", tier: "pro" }): Segment {
  return { conditions: Object.entries(conditions).map(([dimension, value]) => ({ dimension, value })) };
}

export function isolate(change: Partial<CommandOf<"IsolateSegment">> = {}): CommandOf<"IsolateSegment"> {
  return {
    type: "IsolateSegment",
    containmentId: "k-1",
    segment: segment(),
    measure: "retrieval-only",
    reason: "38 % of these answers are ungrounded.",
    blastRadius: { trafficShare: 0.061, requestsPerMinute: 42, harmShare: 0.41, windowSeconds: 600, measuredAt: THEN },
    harmSignal: "ungrounded-rate",
    expiresAt: null,
    ...change,
  };
}
export function isolated(change: Partial<CommandOf<"IsolateSegment">> = {}): EventOf<"SegmentIsolated"> {
  return { ...isolate(change), type: "SegmentIsolated" };
}

export const EFFECTIVE: Effect = {
  signal: "ungrounded-rate",
  segmentBefore: { bad: 382, total: 1000 },
  segmentAfter: { bad: 30, total: 1000 },
  restBefore: { bad: 18, total: 1000 },
  restAfter: { bad: 19, total: 1000 },
  difference: -0.353,
  low: -0.39,
  high: -0.32,
  verdict: "effective",
  beforeSeconds: 600,
  afterSeconds: 240,
};
export function measured(change: Partial<Effect> = {}, containmentId = "k-1"): EventOf<"ContainmentEffectMeasured"> {
  return { type: "ContainmentEffectMeasured", containmentId, effect: { ...EFFECTIVE, ...change } };
}
export function acknowledge(change: Partial<CommandOf<"RecordAcknowledgement">> = {}): CommandOf<"RecordAcknowledgement"> {
  return {
    type: "RecordAcknowledgement",
    containmentId: "k-1",
    flagSetVersion: 7,
    acknowledged: ["a-1", "a-2", "a-3"],
    pending: [],
    silent: [],
    propagationMs: 4100,
    ...change,
  };
}

export function alert(alertId: string): CommandOf<"AttachAlerts">["alerts"][number] {
  return {
    alertId,
    signal: "ungrounded-rate",
    title: `Ungrounded answers ${alertId}`,
    sentence: "38 % of the answers are ungrounded; 1–4 % was expected.",
    owner: "ML",
    since: "2026-01-31T13:40:00.000Z",
  };
}
export function attach(...alertIds: readonly string[]): CommandOf<"AttachAlerts"> {
  return { type: "AttachAlerts", suspicionId: "SUS-7", alerts: alertIds.map(alert) };
}
export function attached(...alertIds: readonly string[]): EventOf<"AlertsAttached"> {
  return { ...attach(...alertIds), type: "AlertsAttached" };
}

export const RELEASED: IncidentEvent = { type: "SegmentReleased", containmentId: "k-1", reason: "Rolled back and watched." };
export const IN_RECOVER: IncidentEvent = {
  type: "PhaseMoved",
  from: "contain",
  to: "recover",
  reason: "The prompt is rolled back.",
};
export const IN_LEARN: IncidentEvent = { type: "PhaseMoved", from: "contain", to: "learn", reason: "The soak is over." };
export const CLOSED: IncidentEvent = { type: "IncidentClosed", reason: "Reviewed; the guardrail is live." };

const template = {
  whatHappened: "The assistant stated refund terms that our documents do not contain.",
  customerImpact: "Some German-speaking Pro customers were told wrong terms.",
  mitigation: "These customers get answers from documents only.",
  status: "Contained; the cause is being looked for.",
};
type ContentOf<A extends UpdateContent["audience"]> = Extract<UpdateContent, { audience: A }>;

export function toExecutives(change: Partial<ContentOf<"executives">> = {}): ContentOf<"executives"> {
  return {
    audience: "executives",
    ...template,
    impactFigure: { value: "6.1 %", of: "of conversations" },
    risk: "Trust.",
    expected: null,
    ...change,
  };
}
export function toSupport(change: Partial<ContentOf<"support">> = {}): ContentOf<"support"> {
  return {
    audience: "support",
    ...template,
    talkingPoints: [
      { when: "If asked whether it is fixed", say: "We have limited what the assistant may answer while we work on it." },
    ],
    doNotSay: ["that it is fixed", "a time for the fix"],
    whoIsAffected: "German-language chats of Pro customers.",
    workaround: "Answer refund questions from the policy page.",
    escalateWhen: ["the customer already acted on the promise"],
    ...change,
  };
}
export function toCustomers(change: Partial<ContentOf<"customers">> = {}): ContentOf<"customers"> {
  return { audience: "customers", ...template, nextStep: "Ask our support team if you were told a refund period.", ...change };
}
export function toLegal(change: Partial<ContentOf<"legal">> = {}): ContentOf<"legal"> {
  return { audience: "legal", ...template, ...change };
}
export function send(content: UpdateContent, updateId = "u-1"): CommandOf<"SendUpdate"> {
  return { type: "SendUpdate", updateId, content };
}
export function sent(content: UpdateContent, version = 1, nextUpdateDueAt = "2026-01-31T14:30:00.000Z"): EventOf<"UpdateSent"> {
  return { type: "UpdateSent", updateId: `u-${content.audience}-${version}`, content, version, nextUpdateDueAt };
}

export function hypothesis(hypothesisId: string, parentId: string | null = null): CommandOf<"AddHypothesis"> {
  return {
    type: "AddHypothesis",
    hypothesisId,
    parentId,
    layer: "model-version",
    statement: `Statement ${hypothesisId}`,
    check: "",
  };
}
export function added(hypothesisId: string, parentId: string | null = null): EventOf<"HypothesisAdded"> {
  return { ...hypothesis(hypothesisId, parentId), type: "HypothesisAdded" };
}
export function evidence(evidenceId: string, hypothesisId = "h-1"): CommandOf<"AttachEvidence"> {
  return {
    type: "AttachEvidence",
    hypothesisId,
    evidenceId,
    stance: "for",
    text: "Lineage differs in the prompt only.",
    proofs: [],
    live: null,
  };
}

export const LIVE: NonNullable<CommandOf<"AttachEvidence">["live"]> = {
  signal: "ungrounded-rate",
  segment: segment(),
  expects: "differs",
};
export function live(evidenceId: string, hypothesisId = "h-1"): CommandOf<"AttachEvidence"> {
  return { ...evidence(evidenceId, hypothesisId), live: LIVE };
}
export function turn(evidenceId: string, holds: boolean, hypothesisId = "h-1"): CommandOf<"RecordEvidenceTurn"> {
  return { type: "RecordEvidenceTurn", hypothesisId, evidenceId, holds, sentence: "38 % there, 1.8 % in the rest." };
}
export function move(hypothesisId: string, parentId: string | null, beforeId: string | null = null): CommandOf<"MoveHypothesis"> {
  return { type: "MoveHypothesis", hypothesisId, parentId, beforeId };
}
export function split(hypothesisId: string, ...parts: readonly string[]): CommandOf<"SplitHypothesis"> {
  return {
    type: "SplitHypothesis",
    hypothesisId,
    parts: parts.map((part) => ({ hypothesisId: part, statement: `Statement ${part}`, check: "" })),
  };
}
export function pin(requestId: string, spanId = "00f067aa0ba902b7"): CommandOf<"PinRecord"> {
  return {
    type: "PinRecord",
    record: { requestId, traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId, servedAt: "2026-01-31T13:41:07.000Z" },
    reason: "It quotes a 60-day refund.",
  };
}
export function unpin(requestId: string, spanId = "00f067aa0ba902b7"): CommandOf<"UnpinRecord"> {
  return { type: "UnpinRecord", requestId, spanId, reason: "Of another fault." };
}
export function tag(techniqueId: string): CommandOf<"TagTechnique"> {
  return {
    type: "TagTechnique",
    framework: techniqueId.startsWith("LLM") ? "OWASP-LLM" : "ATLAS",
    techniqueId,
    reason: "A document gives instructions.",
    proofs: [{ kind: "change", label: "index v118", ref: "lineage:index:v118" }],
  };
}
export function untag(techniqueId: string): CommandOf<"UntagTechnique"> {
  return { type: "UntagTechnique", techniqueId, reason: "Nobody injected anything." };
}

/** What Firebreak itself measured or timed: no person may issue it. */
export const SYSTEMS_OWN: readonly IncidentCommand["type"][] = [
  "ExpireContainment",
  "RecordAcknowledgement",
  "RecordEffect",
  "RecordEvidenceTurn",
];

/** One of each, all acceptable to a fresh incident or refused for a reason of their own. */
export const ONE_OF_EACH: readonly IncidentCommand[] = [
  declare(),
  { type: "AssessImpact", impact: { ...IMPACT, financialLoss: "high" }, severity: "SEV1", reason: "" },
  { type: "AssignRole", role: "scribe", person: BO },
  { type: "MovePhase", phase: "recover", reason: "The prompt is rolled back." },
  { type: "CloseIncident", reason: "Reviewed." },
  { type: "AddNote", text: "Three transcripts quote a 60-day refund.", proofs: [] },
  { type: "AnswerTriageQuestion", question: "what-changed", answer: "The prompt.", proofs: [] },
  hypothesis("h-1"),
  { type: "ChangeHypothesisStatus", hypothesisId: "h-1", status: "investigating", reason: "" },
  { type: "AssignHypothesis", hypothesisId: "h-1", owner: BO },
  evidence("e-1"),
  move("h-1", null),
  split("h-1", "h-1-a", "h-1-b"),
  turn("e-1", false),
  isolate(),
  { type: "ReleaseSegment", containmentId: "k-1", reason: "Rolled back." },
  { type: "ExpireContainment", containmentId: "k-1" },
  acknowledge(),
  { type: "RecordEffect", containmentId: "k-1", effect: EFFECTIVE },
  send(toExecutives()),
  { type: "SetCadence", audience: "executives", minutes: 15 },
  { type: "AskQuestion", questionId: "q-1", text: "Does this touch annual plans?" },
  { type: "AnswerQuestion", questionId: "q-1", answer: "No." },
  { type: "FlagExposure", kind: "data-exposure", detail: "A transcript shows another customer's address." },
  attach("ALT-1", "ALT-2"),
  pin("r-1"),
  unpin("r-1"),
  tag("AML.T0051.001"),
  untag("AML.T0051.001"),
];
