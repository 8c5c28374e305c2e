import { Plus } from "lucide-react";
import { Button, Card, EmptyState } from "../../ui/index.ts";
import css from "./HypothesesPanel.module.css";
import { HypothesisTree, type HypothesisTreeProps } from "./HypothesisTree.tsx";

interface Props extends HypothesisTreeProps {
  readonly title?: string;
  /** The panel's own page. */
  readonly to?: string | undefined;
  /** The runbook's tree for this incident's symptom: its name, and how to lay out what is missing of it; null where its layers are there. */
  readonly tree: { readonly symptom: string; readonly lay: (() => void) | null };
  /** Below the rows. */
  readonly foot?: React.ReactNode;
}

export function HypothesesPanel({ title = "Hypotheses", to, tree, foot, ...props }: Props) {
  const { rows, refusal, onAsk } = props;
  const { symptom, lay } = tree;
  return (
    <Card
      fill
      title={title}
      to={to}
      right={
        <span className={css.right}>
          {symptom} → inspect in this order
          {lay && rows.length > 0 ? (
            <Button size="small" look="bare" refusal={refusal} onClick={lay}>
              Lay out the rest
            </Button>
          ) : null}
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
            lay ? (
              <Button look="primary" refusal={refusal} onClick={lay}>
                Lay out the tree for {symptom}
              </Button>
            ) : null
          }
        >
          The runbook inspects layer after layer, so that none is forgotten.
        </EmptyState>
      ) : (
        <HypothesisTree {...props} />
      )}
      {foot}
    </Card>
  );
}
