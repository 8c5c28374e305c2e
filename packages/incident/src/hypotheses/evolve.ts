import type { RowContext } from "../event.ts";
import type { DeclaredIncident, Hypothesis } from "../state.ts";
import type { HypothesisEvent } from "./events.ts";

export function evolveHypotheses(state: DeclaredIncident, event: HypothesisEvent, { at, actor }: RowContext): DeclaredIncident {
  const by = actor.name;
  switch (event.type) {
    case "HypothesisAdded": {
      const { type: _, ...said } = event;
      const added: Hypothesis = { ...said, status: "open", standing: null, owner: null, evidence: [] };
      return { ...state, hypotheses: [...state.hypotheses, added] };
    }
    case "HypothesisStatusChanged":
      return change(state, event.hypothesisId, () => ({ status: event.status, standing: { reason: event.reason, by, at } }));
    case "HypothesisAssigned":
      return change(state, event.hypothesisId, () => ({ owner: event.owner }));
    case "EvidenceAttached": {
      const { type: _, hypothesisId, ...piece } = event;
      return change(state, hypothesisId, ({ evidence }) => ({ evidence: [...evidence, { ...piece, by, at }] }));
    }
    default:
      return event satisfies never;
  }
}

function change(state: DeclaredIncident, hypothesisId: string, to: (from: Hypothesis) => Partial<Hypothesis>): DeclaredIncident {
  const hypotheses = state.hypotheses.map((one) => (one.hypothesisId === hypothesisId ? { ...one, ...to(one) } : one));
  return { ...state, hypotheses };
}
