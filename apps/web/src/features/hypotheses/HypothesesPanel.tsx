import type { DeclaredIncident, Hypothesis } from "@firebreak/incident";
import { Plus } from "lucide-react";
import { useRef } from "react";
import { Button, Card, EmptyState } from "../../ui/index.ts";
import css from "./HypothesesPanel.module.css";
import { HypothesisLine } from "./HypothesisLine.tsx";
import { hypothesisRows } from "./hypothesisTree.ts";

/** What a person asked for on a row; the board opens the form it needs. */
export type HypothesisAsk =
  | { readonly kind: "add"; readonly parent: Hypothesis | null }
  | { readonly kind: "status"; readonly hypothesis: Hypothesis; readonly status: Hypothesis["status"] }
  | { readonly kind: "take"; readonly hypothesis: Hypothesis }
  | { readonly kind: "evidence"; readonly hypothesis: Hypothesis };

interface Props {
  readonly incidentId: string;
  readonly state: DeclaredIncident;
  readonly accountId: string;
  readonly refusal: string | null;
  readonly onAsk: (ask: HypothesisAsk) => void;
  /** The runbook's tree for this incident's symptom: its name, and how to lay it out. */
  readonly tree: { readonly symptom: string; readonly lay: () => void };
}

export function HypothesesPanel({ incidentId, state, accountId, refusal, onAsk, tree }: Props) {
  const rows = hypothesisRows(state.hypotheses);
  const list = useRef<HTMLUListElement>(null);
  return (
    <Card
      fill
      title="Hypotheses"
      right={
        <span className={css.right}>
          {tree.symptom} → inspect in this order
          <Button
            size="small"
            look="bare"
            icon={<Plus aria-hidden="true" />}
            refusal={refusal}
            onClick={() => onAsk({ kind: "add", parent: null })}
          >
            Add
          </Button>
        </span>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          title="No hypothesis yet"
          action={
            <Button look="primary" refusal={refusal} onClick={tree.lay}>
              Lay out the tree for {tree.symptom}
            </Button>
          }
        >
          The runbook inspects layer after layer, so that none is forgotten.
        </EmptyState>
      ) : (
        <ul className={css.tree} ref={list} data-keys="hypotheses">
          {rows.map((row) => (
            <HypothesisLine
              key={row.hypothesis.hypothesisId}
              incidentId={incidentId}
              row={row}
              mine={row.hypothesis.owner?.id === accountId}
              refusal={refusal}
              onAsk={onAsk}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
