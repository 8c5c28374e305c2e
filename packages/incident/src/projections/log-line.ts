import type { IncidentEvent, LoggedEvent } from "../event.ts";
import type { IncidentState } from "../state.ts";
import { tellAlerts } from "./log-alerts.ts";
import { tellContainment } from "./log-containment.ts";
import { tellFinding } from "./log-findings.ts";
import { tellHypothesis } from "./log-hypothesis.ts";
import { type LogLine, type Names, namesIn, type Of, plain, proofs, strong, type Told } from "./log-parts.ts";
import { clock } from "./wording.ts";

/**
 * Rows name containments, hypotheses and questions by id. With the incident's state beside the row the line says which
 * segment, which statement and which question that is; without it, it shows the id or leaves the words out.
 */
export function logLine({ event, actor }: Pick<LoggedEvent, "event" | "actor">, state?: IncidentState): LogLine {
  const told: LogLine = {
    actor: actor.kind === "person" ? actor.name : null,
    title: "",
    body: "",
    chips: [],
    tone: "plain",
    ...tell(event, namesIn(state)),
  };
  return { ...told, title: told.parts.map((part) => part.text).join("") };
}

function tell(event: IncidentEvent, names: Names): Told {
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
    case "HypothesisMoved":
    case "HypothesisSplit":
    case "EvidenceTurned":
      return tellHypothesis(event, names);
    case "SegmentIsolated":
    case "SegmentReleased":
    case "ContainmentExpired":
    case "ContainmentAcknowledged":
    case "ContainmentEffectMeasured":
      return tellContainment(event, names);
    case "UpdateSent":
    case "CadenceSet":
    case "QuestionAsked":
    case "QuestionAnswered":
      return tellComms(event, names);
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
    case "AlertsAttached":
      return tellAlerts(event);
    case "RecordPinned":
    case "RecordUnpinned":
    case "TechniqueTagged":
    case "TechniqueUntagged":
      return tellFinding(event);
    default:
      return event satisfies never;
  }
}

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

function tellComms(event: Of<"UpdateSent" | "CadenceSet" | "QuestionAsked" | "QuestionAnswered">, names: Names): Told {
  switch (event.type) {
    case "UpdateSent":
      return {
        kind: "update",
        parts: [plain("sent "), strong("an update"), plain(` to ${event.content.audience}, version ${event.version}`)],
        body: event.content.status,
        chips: [{ label: `next due ${clock(event.nextUpdateDueAt)}`, tone: "plain" }],
      };
    case "CadenceSet":
      return { kind: "decision", parts: [plain(`set updates to ${event.audience} to every `), strong(`${event.minutes} min`)] };
    case "QuestionAsked":
      return { kind: "note", parts: [plain("asked "), strong("the war room")], body: event.text, tone: "attention" };
    case "QuestionAnswered":
      return {
        kind: "note",
        parts: [plain("answered support: "), strong(names.question(event.questionId) ?? event.questionId)],
        body: event.answer,
      };
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
