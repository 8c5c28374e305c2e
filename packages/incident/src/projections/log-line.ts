import type { IncidentEvent, LoggedEvent } from "../event.ts";
import { segmentKey } from "../segment.ts";
import type { Proof, Segment } from "../vocabulary.ts";
import { beforeAfter, secondsOf, span } from "./wording.ts";

export type LogTone = "proof" | "plain" | "verified" | "harm";

/** `strong` is a name or a verdict, `segment` and `mono` are set in the monospaced face. */
export interface LogPart {
  readonly kind: "plain" | "strong" | "segment" | "mono";
  readonly text: string;
}
export interface LogChip {
  readonly label: string;
  readonly tone: LogTone;
  readonly proof?: Proof;
}
/** A row of the log as a person reads it. `title` is `parts` without their faces; who did it stands in `actor`, not in the title. */
export interface LogLine {
  readonly kind: "decision" | "note" | "measured" | "update" | "system";
  /** null where Firebreak itself wrote the row. */
  readonly actor: string | null;
  readonly title: string;
  readonly parts: readonly LogPart[];
  readonly body: string;
  readonly chips: readonly LogChip[];
  readonly tone: "plain" | "verified" | "harm" | "attention";
}

type Told = Pick<LogLine, "kind" | "parts"> & Partial<Pick<LogLine, "body" | "chips" | "tone">>;

export function logLine({ event, actor }: Pick<LoggedEvent, "event" | "actor">): LogLine {
  const told: LogLine = {
    actor: actor.kind === "person" ? actor.name : null,
    title: "",
    body: "",
    chips: [],
    tone: "plain",
    ...tell(event),
  };
  return { ...told, title: told.parts.map((part) => part.text).join("") };
}

function tell(event: IncidentEvent): Told {
  switch (event.type) {
    case "IncidentDeclared":
    case "ImpactAssessed":
    case "RoleAssigned":
    case "PhaseMoved":
    case "IncidentClosed":
    case "NoteAdded":
      return tellLifecycle(event);
    case "TriageQuestionAnswered":
      return {
        kind: "decision",
        parts: [plain("answered "), strong(QUESTION[event.question])],
        body: event.answer,
        chips: proofs(event.proofs),
      };
    case "HypothesisAdded":
    case "HypothesisStatusChanged":
    case "HypothesisAssigned":
    case "EvidenceAttached":
      return tellHypothesis(event);
    case "SegmentIsolated":
    case "SegmentReleased":
    case "ContainmentExpired":
    case "ContainmentAcknowledged":
    case "ContainmentEffectMeasured":
      return tellContainment(event);
    case "UpdateSent":
    case "CadenceSet":
    case "QuestionAsked":
    case "QuestionAnswered":
      return tellComms(event);
    case "ExposureFlagged":
      return {
        kind: "decision",
        parts: [
          plain("flagged "),
          strong(event.kind === "data-exposure" ? "a possible data exposure" : "a possible policy violation"),
        ],
        body: event.detail,
        tone: "harm",
      };
    default:
      return event satisfies never;
  }
}

type Of<T extends IncidentEvent["type"]> = Extract<IncidentEvent, { type: T }>;

function tellLifecycle(
  event: Of<"IncidentDeclared" | "ImpactAssessed" | "RoleAssigned" | "PhaseMoved" | "IncidentClosed" | "NoteAdded">,
): Told {
  switch (event.type) {
    case "IncidentDeclared":
      return {
        kind: "decision",
        parts: [plain("declared "), strong(event.severity), ...(event.drill ? [plain(" (drill)")] : [])],
        body: event.title,
        chips: event.detectedBy ? proofs([event.detectedBy]) : [],
        tone: "harm",
      };
    case "ImpactAssessed":
      return { kind: "decision", parts: [plain("assessed the impact: "), strong(event.severity)], body: event.reason };
    case "RoleAssigned":
      return {
        kind: "decision",
        parts: [plain("named "), strong(event.person.name), plain(` ${ROLE[event.role]}`)],
        body: event.previous ? `Taken over from ${event.previous.name}.` : "",
      };
    case "PhaseMoved":
      return { kind: "decision", parts: [plain(`moved from ${event.from} to `), strong(event.to)], body: event.reason };
    case "IncidentClosed":
      return { kind: "decision", parts: [strong("closed the incident")], body: event.reason, tone: "verified" };
    case "NoteAdded":
      return { kind: "note", parts: [], body: event.text, chips: proofs(event.proofs) };
    default:
      return event satisfies never;
  }
}

/** Rows about a hypothesis carry its id in the `mono` part: the reader's page knows the statement. */
function tellHypothesis(
  event: Of<"HypothesisAdded" | "HypothesisStatusChanged" | "HypothesisAssigned" | "EvidenceAttached">,
): Told {
  switch (event.type) {
    case "HypothesisAdded":
      return { kind: "decision", parts: [plain("added the hypothesis "), strong(event.statement)] };
    case "HypothesisStatusChanged":
      return {
        kind: "decision",
        parts: [plain("marked "), mono(event.hypothesisId), plain(" "), strong(event.status)],
        body: event.reason,
      };
    case "HypothesisAssigned":
      return { kind: "decision", parts: [plain("gave "), mono(event.hypothesisId), plain(" to "), strong(event.owner.name)] };
    case "EvidenceAttached":
      return {
        kind: "note",
        parts: [plain("evidence "), strong(event.stance), plain(" "), mono(event.hypothesisId)],
        body: event.text,
        chips: proofs(event.proofs),
      };
    default:
      return event satisfies never;
  }
}

function tellContainment(
  event: Of<
    "SegmentIsolated" | "SegmentReleased" | "ContainmentExpired" | "ContainmentAcknowledged" | "ContainmentEffectMeasured"
  >,
): Told {
  switch (event.type) {
    case "SegmentIsolated":
      return {
        kind: "decision",
        parts: [plain("isolated "), segment(event.segment), plain(` → ${event.measure}`)],
        body: event.reason,
        chips: event.expiresAt === null ? [] : [{ label: `until ${event.expiresAt.slice(11, 16)} UTC`, tone: "plain" }],
        tone: "attention",
      };
    case "SegmentReleased":
      return {
        kind: "decision",
        parts: [plain("released "), mono(event.containmentId)],
        body: event.reason,
        chips: [containmentChip(event.containmentId)],
      };
    case "ContainmentExpired":
      return {
        kind: "system",
        parts: [strong("Containment expired")],
        body: "The time that was set for it is over.",
        chips: [containmentChip(event.containmentId)],
        tone: "attention",
      };
    case "ContainmentAcknowledged":
      return tellAcknowledgement(event);
    case "ContainmentEffectMeasured":
      return tellEffect(event);
    default:
      return event satisfies never;
  }
}

function tellAcknowledgement(event: Of<"ContainmentAcknowledged">): Told {
  const { acknowledged, pending, silent, propagationMs } = event;
  const known = acknowledged.length + pending.length + silent.length;
  const within = propagationMs === null ? "" : ` in ${secondsOf(propagationMs)}`;
  const missing = [
    ...(pending.length > 0 ? [`Still on an older flag set: ${named(pending)}.`] : []),
    ...(silent.length > 0 ? [`Not heard from: ${named(silent)}.`] : []),
  ];
  return {
    kind: "system",
    parts: [strong(`${acknowledged.length}/${known} instances`), plain(within)],
    body: missing.join(" "),
    chips: [containmentChip(event.containmentId)],
    tone: known > 0 && missing.length === 0 ? "verified" : "attention",
  };
}

const VERDICT = {
  effective: { title: "Containment took effect", tone: "verified" },
  "no-effect": { title: "Containment shows no effect", tone: "attention" },
  worse: { title: "Containment made it worse", tone: "harm" },
} as const;

/** The event does not name the segment, its containment does: `logLine` is given one row, so the chip leads there. */
function tellEffect({ containmentId, effect }: Of<"ContainmentEffectMeasured">): Told {
  const { title, tone } = VERDICT[effect.verdict];
  return {
    kind: "measured",
    parts: [strong(title), plain(" — "), mono(effect.signal), plain(` ${beforeAfter(effect)} over ${span(effect.afterSeconds)}`)],
    body: `Rest of traffic ${beforeAfter({ ...effect, segmentBefore: effect.restBefore, segmentAfter: effect.restAfter })}.`,
    chips: [{ ...containmentChip(containmentId), label: "before / after", tone: tone === "attention" ? "plain" : tone }],
    tone,
  };
}

function tellComms(event: Of<"UpdateSent" | "CadenceSet" | "QuestionAsked" | "QuestionAnswered">): Told {
  switch (event.type) {
    case "UpdateSent":
      return {
        kind: "update",
        parts: [strong("Update sent"), plain(` to ${event.content.audience}, version ${event.version}`)],
        body: event.content.status,
        chips: [{ label: `next due ${event.nextUpdateDueAt.slice(11, 16)} UTC`, tone: "plain" }],
      };
    case "CadenceSet":
      return { kind: "decision", parts: [plain(`set updates to ${event.audience} to every `), strong(`${event.minutes} min`)] };
    case "QuestionAsked":
      return { kind: "note", parts: [strong("asked the war room")], body: event.text, tone: "attention" };
    case "QuestionAnswered":
      return { kind: "note", parts: [strong("answered a question from support")], body: event.answer };
    default:
      return event satisfies never;
  }
}

const QUESTION = {
  "what-changed": "What changed?",
  when: "When did it change?",
  "who-is-impacted": "Who is impacted?",
  "how-bad": "How bad is it?",
} as const;
const ROLE = {
  commander: "incident commander",
  technicalLead: "technical lead",
  communicationsLead: "communications lead",
  scribe: "scribe",
} as const;

const plain = (text: string): LogPart => ({ kind: "plain", text });
const strong = (text: string): LogPart => ({ kind: "strong", text });
const mono = (text: string): LogPart => ({ kind: "mono", text });
const segment = (of: Segment): LogPart => ({ kind: "segment", text: segmentKey(of) });

function proofs(list: readonly Proof[]): readonly LogChip[] {
  return list.map((proof) => ({ label: proof.label, tone: "proof", proof }));
}
function containmentChip(containmentId: string): LogChip {
  return { label: "containment", tone: "proof", proof: { kind: "containment", label: "containment", ref: containmentId } };
}
/** A thousand instances are counted, a few are named. */
function named(instances: readonly string[]): string {
  return instances.length <= 5 ? instances.join(", ") : `${instances.slice(0, 5).join(", ")} and ${instances.length - 5} more`;
}
