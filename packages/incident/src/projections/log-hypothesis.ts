import type { IncidentEvent } from "../event.ts";
import { hypothesis, type Names, plain, proofs, strong, type Told } from "./log-parts.ts";

export function tellHypothesis(event: Extract<IncidentEvent, { hypothesisId: string }>, names: Names): Told {
  const which = hypothesis(event.hypothesisId, names);
  switch (event.type) {
    case "HypothesisAdded":
      return { kind: "decision", parts: [plain("added the hypothesis "), strong(event.statement)] };
    case "HypothesisStatusChanged":
      return { kind: "decision", parts: [plain(`${STATUS_VERB[event.status]} `), which], body: event.reason };
    case "HypothesisAssigned":
      return { kind: "decision", parts: [plain("gave "), which, plain(" to "), strong(event.owner.name)] };
    case "EvidenceAttached":
      return {
        kind: "note",
        parts: [plain("attached evidence "), strong(event.stance), plain(" "), which],
        body: event.text,
        chips: proofs(event.proofs),
      };
    case "HypothesisMoved": {
      const under = event.parentId === null ? [plain(" to the top")] : [plain(" under "), hypothesis(event.parentId, names)];
      return {
        kind: "decision",
        parts: [plain("moved "), which, ...(event.parentId === event.from ? [plain(" in its order")] : under)],
      };
    }
    case "HypothesisSplit":
      return {
        kind: "decision",
        parts: [plain("split "), which, plain(` into ${event.parts.length} parts`)],
        body: event.parts.map((part) => part.statement).join(" · "),
      };
    case "EvidenceTurned":
      return {
        kind: "measured",
        parts: [plain(event.holds ? "Evidence holds — " : "Evidence does not hold — "), which],
        body: event.sentence,
        tone: event.holds ? "plain" : "attention",
      };
    default:
      return event satisfies never;
  }
}

const STATUS_VERB = {
  open: "reopened",
  investigating: "is investigating",
  supported: "finds support for",
  refuted: "refuted",
  confirmed: "confirmed",
} as const;
