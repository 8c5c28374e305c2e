import type { RowContext } from "../event.ts";
import { LIMITS } from "../limits.ts";
import type { DeclaredIncident, Hypothesis } from "../state.ts";
import { branchOf } from "./branch.ts";
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
      // Rows that were written before there were live checks carry none.
      const attached = { ...piece, live: event.live ?? null, turns: [], by, at };
      return change(state, hypothesisId, ({ evidence }) => ({ evidence: [...evidence, attached] }));
    }
    case "HypothesisMoved":
      return { ...state, hypotheses: moved(state.hypotheses, event) };
    case "HypothesisSplit": {
      const whole = state.hypotheses.find((one) => one.hypothesisId === event.hypothesisId);
      if (!whole) return state;
      const parts = event.parts.map(
        (part): Hypothesis => ({
          ...part,
          parentId: event.hypothesisId,
          layer: whole.layer,
          status: "open",
          standing: null,
          owner: null,
          evidence: [],
        }),
      );
      return { ...state, hypotheses: [...state.hypotheses, ...parts] };
    }
    case "EvidenceTurned": {
      const turn = { holds: event.holds, sentence: event.sentence, at };
      return change(state, event.hypothesisId, ({ evidence }) => ({
        evidence: evidence.map((piece) =>
          piece.evidenceId === event.evidenceId
            ? { ...piece, turns: [...piece.turns, turn].slice(-LIMITS.evidenceTurns) }
            : piece,
        ),
      }));
    }
    default:
      return event satisfies never;
  }
}

/** Siblings stand in the order of the list: moving is taking out and putting in again. A branch takes the layer it lands in. */
function moved(
  hypotheses: readonly Hypothesis[],
  { hypothesisId, parentId, beforeId }: Extract<HypothesisEvent, { type: "HypothesisMoved" }>,
): readonly Hypothesis[] {
  const one = hypotheses.find((each) => each.hypothesisId === hypothesisId);
  if (!one) return hypotheses;
  const layer = hypotheses.find((each) => each.hypothesisId === parentId)?.layer ?? one.layer;
  const branch = branchOf(hypotheses, hypothesisId);
  const rest = hypotheses
    .filter((each) => each.hypothesisId !== hypothesisId)
    .map((each) => (branch.has(each.hypothesisId) ? { ...each, layer } : each));
  const index = rest.findIndex((each) => each.hypothesisId === beforeId);
  const at = index < 0 ? rest.length : index;
  return [...rest.slice(0, at), { ...one, parentId, layer }, ...rest.slice(at)];
}

function change(state: DeclaredIncident, hypothesisId: string, to: (from: Hypothesis) => Partial<Hypothesis>): DeclaredIncident {
  const hypotheses = state.hypotheses.map((one) => (one.hypothesisId === hypothesisId ? { ...one, ...to(one) } : one));
  return { ...state, hypotheses };
}
